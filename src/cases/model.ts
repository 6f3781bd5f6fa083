import type { ClauseId } from "../contract/model.ts";
import type { Json } from "../exact/json.ts";
import type { Kind, Level } from "../results/model.ts";

/** What is special in a request. `set` also says null and exact numbers; `omit` takes a field away: three things. */
export interface RequestDifference {
  /** Values by JSON Pointer into the body in the clear. */
  readonly set: ReadonlyMap<string, Json>;
  /** JSON Pointers of the fields left out. */
  readonly omit: readonly string[];
  /** Clauses that the request breaks on purpose; it must break exactly these. */
  readonly breaks: readonly ClauseId[];
}

/** What the documents let a server answer to a step. */
export interface Expectation {
  readonly status: number;
  /** Null: the documents give no code; what comes is observed. */
  readonly code: string | null;
  /** Null: the documents give no message. Otherwise every wording that counts, the page's own first. */
  readonly messages: readonly string[] | null;
  /** The clauses that status, code and message stand in. */
  readonly clauses: { readonly status: ClauseId; readonly code: ClauseId; readonly message: ClauseId };
  /** The message is a test-data title and no response message, so another wording warns and does not fail. */
  readonly messageInferred: boolean;
  /** Values that the answer's body must have, by JSON Pointer, each with its clause. */
  readonly values: readonly { readonly pointer: string; readonly value: Json; readonly clause: ClauseId }[];
}

/** One scenario: what is sent and what the documents say comes back. */
export interface Case {
  /** `operation/name`: the public name in reports, test data and on the command line. */
  readonly id: string;
  readonly operation: string;
  readonly name: string;
  readonly title: string;
  readonly kind: Kind;
  readonly level: Level;
  /** Changes money or a membership on the target when it succeeds. */
  readonly destructive: boolean;
  /** Request fields that only the target's owner can give: their names. */
  readonly data: readonly string[];
  readonly clauses: readonly ClauseId[];
  readonly request: RequestDifference;
  readonly expected: Expectation;
  /** Where the row stands, for links and messages. */
  readonly source: { readonly file: string; readonly line: number };
}
