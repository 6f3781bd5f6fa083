import type { Json } from "../exact/json.ts";
import type { ClauseId } from "./model.ts";

/**
 * How certain a demand is: `documented`, words of a page about this very situation; `inferred`, it follows from the
 * pages; `observed`, the pages are silent or contradict themselves, and what is seen is recorded.
 */
export type Level = "documented" | "inferred" | "observed";

/**
 * What a violation means across the levels: `security`, somebody could do what they must not (a forged request carried
 * out, another's key accepted, a plain body where an encrypted one is documented, one person's data answered to another).
 */
export type Family = "security";

/** The rule about a limit of the user's own. No page stands behind it, so it warns under any strictness. */
export const RESPONSE_TIME_RULE = "response-time";

/** Which inferred violations fail a run: none, those of the family security, all. */
export type Strictness = "none" | "security" | "all";

/**
 * Where a case comes from: a scenario of a page, the contract's request table, its headers, a sequence of requests, or an
 * exchange of somebody else's that was recorded.
 */
export type Kind = "documented" | "generated" | "header" | "journey" | "traffic";

/** Whose fault something in an exchange is: the request's, or the answer's. */
export type Party = "client" | "server";

/**
 * What the documents let a server answer. A documented scenario gives status, code and message; a derived case may
 * leave each of them open and demand less of the answer.
 */
export interface Expectation {
  /** Null: the status is observed. */
  readonly status: number | null;
  /** Null: the documents give no code for this very request; see `family` and `demand`. */
  readonly code: string | null;
  /** Codes of which one has to come where `code` is null; absent: any but that of success. */
  readonly family?: readonly string[];
  /** Null: the documents give no message. Otherwise every wording that counts, the page's own first. */
  readonly messages: readonly string[] | null;
  /** The clauses that status, code and message stand in. */
  readonly clauses: { readonly status: ClauseId; readonly code: ClauseId; readonly message: ClauseId };
  /** The message is a test-data title and no response message, so another wording warns and does not fail. */
  readonly messageInferred: boolean;
  /** Values that the answer's body must have, by JSON Pointer, each with its clause. */
  readonly values: readonly { readonly pointer: string; readonly value: Json; readonly clause: ClauseId }[];
  readonly demand?: Demand;
}

/** What a derived case demands of an answer beside, or instead of, a status and a code. */
export type Demand =
  /**
   * The request breaks what the contract states of a field: it is not carried out, which is as certain as the case. How
   * it is refused is inferred: with the status and the family of codes of the expectation, and naming the field.
   */
  | { readonly kind: "refusal"; readonly field: string }
  /** The field keeps to all that is stated of it: it is not refused for its form, with one of these codes. */
  | { readonly kind: "acceptance"; readonly field: string; readonly codes: readonly string[] }
  /** The request must not be carried out: no success, and none of these codes, which only a right request gets. */
  | { readonly kind: "no-success"; readonly codes: readonly string[]; readonly level?: Level }
  /** Refused requests went before: none of these codes comes, which a thing gets that one of them was carried out on. */
  | { readonly kind: "untouched"; readonly codes: readonly string[] }
  /** The pages are silent: what comes is recorded. */
  | { readonly kind: "observation" };

/** An expectation that judges nothing, resting on one clause. */
export function openExpectation(clause: ClauseId): Expectation {
  return {
    status: null,
    code: null,
    messages: null,
    clauses: { status: clause, code: clause, message: clause },
    messageInferred: true,
    values: [],
  };
}
