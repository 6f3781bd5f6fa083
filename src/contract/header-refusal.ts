import type { Level } from "./expectation.ts";
import type { ClauseId, Operation, Parameter } from "./model.ts";

/**
 * How certain it is that a request is refused whose header breaks a fact of its row. That a header is there and has its
 * length is stated and documented, that it has its form or is somebody's follows. Accept and Content-Type are of the
 * guideline, which says what to send and not what is refused; an optional header is needed by an encrypted request alone.
 */
export function levelOfHeaderRefusal(
  fact: string,
  header: Parameter,
  { encrypted }: Operation,
  isIgnored: (clause: ClauseId) => boolean,
): Level {
  if (!header.name.startsWith("X-") || (header.presence === "optional" && !encrypted.request))
    return "observed";
  if (fact !== "presence" && fact !== "length") return "inferred";
  return isIgnored(`${header.clause}.${fact}`) ? "inferred" : "documented";
}

/** Headers that say who asks, and prove it. A key id that is left out or misspelt lets nobody in. */
export function isCredential(header: string, fault: string): boolean {
  if (header === "X-KM-Crypto-Key-Id") return fault === "foreign";
  return ["X-KM-User-AspId", "X-KM-Access-Key", "X-KM-Tran-Token"].includes(header);
}
