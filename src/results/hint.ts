import { fromPointer, isJsonObject, type Json, parseJson, toPointer, valueAt } from "../exact/json.ts";
import type { CaseResult, Violation } from "./case-result.ts";
import type { RecordedExchange } from "./exchange.ts";

const NAMES_SHOWN = 8;

/** What the answer itself says of a violation, such as the same key in another case; undefined where it says nothing. */
export function hintOf(violation: Violation, exchange: RecordedExchange | undefined): string | undefined {
  const { response } = exchange ?? {};
  if (!response) return undefined;
  return (
    likeNamed(violation, answerIn(response.opened ?? response.body)) ??
    sealedHeader(violation, answerIn(response.body))
  );
}

/** The scenario that documents the code which came, where it is another one than was asked for. */
export function otherScenario(
  { rule, actual }: Violation,
  { id, operation }: CaseResult,
  results: readonly CaseResult[],
): string | undefined {
  if (rule !== "code" && rule !== "status" && rule !== "distinct-code") return undefined;
  const code = results.find((result) => result.id === id)?.observed.code ?? undefined;
  const came = rule === "status" ? code : actual.replaceAll('"', "");
  const other = results.find(
    (result) =>
      result.operation === operation &&
      result.id !== id &&
      result.kind === "documented" &&
      result.expected.code === came,
  );
  return (
    other &&
    `${came} is the code of ${other.id}: the server took the request for that scenario, or its state is that one's.`
  );
}

function likeNamed({ where, actual }: Violation, answer: Json | undefined): string | undefined {
  if (!where.startsWith("/") || !actual.startsWith("absent") || answer === undefined) return undefined;
  let place: Json | undefined = answer;
  const found: string[] = [];
  for (const name of fromPointer(where)) {
    if (!isJsonObject(place)) return undefined;
    const keys: string[] = Object.keys(place);
    const own = keys.find((key) => plain(key) === plain(name));
    if (own === undefined) return standingThere(toPointer(found), keys);
    found.push(own);
    place = valueAt(place, toPointer([own]));
  }
  const pointer = toPointer(found);
  return pointer === where ? undefined : `Did you mean ${where}? The answer has ${pointer}.`;
}

/** What an object has in place of what is absent, where it has few enough members to be read. */
function standingThere(place: string, keys: readonly string[]): string | undefined {
  if (keys.length === 0 || keys.length > NAMES_SHOWN) return undefined;
  return `At ${place === "" ? "its root" : place} the answer has ${keys.join(", ")}.`;
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[-_]/g, "");
}

/** The protected header of a JWE that did not open: it is readable, and says for which key and how it was made. */
function sealedHeader({ rule }: Violation, answer: Json | undefined): string | undefined {
  const sealed = valueAt(answer, "/encData");
  if (rule !== "encryption" || typeof sealed !== "string") return undefined;
  const header = Buffer.from(sealed.split(".", 1)[0] ?? "", "base64url").toString("utf8");
  return isJsonObject(answerIn(header)) ? `The header of the JWE reads ${header}.` : undefined;
}

function answerIn(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
