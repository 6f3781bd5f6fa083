import type { CoveragePoint } from "../contract/coverage-point.ts";
import type { Family, Kind, Level, Party } from "../contract/expectation.ts";
import type { Effect } from "../contract/model.ts";
import type { RecordedExchange } from "./exchange.ts";

/** What a case came to; the shapes are those of `reporters/conformance.schema.json`. */
export type Outcome = "passed" | "warned" | "failed" | "errored" | "not-exercised";

/** A rule that did not hold, as data first and prose last. All text is masked. */
export interface Violation {
  readonly rule: string;
  readonly level: Level;
  /** Of recorded traffic: whose it is. Absent: the server's, for the requests are the suite's own. */
  readonly side?: Party;
  /** What it means across the levels, if anything. */
  readonly family?: Family;
  readonly clause: string;
  /** `status`, `header X-KM-Correlation-Id`, `body`, or a JSON Pointer into the response body. */
  readonly where: string;
  /** What the document requires. */
  readonly documented: string;
  readonly actual: string;
  readonly message: string;
  /** The reading that the rule depends on here, if any. */
  readonly reading?: string;
  /** The label of the exchange that shows it, where the case has several requests. */
  readonly exchange?: string;
  /** Id of the environment's declared deviation that this is; it does not fail the run then. */
  readonly deviation?: string;
}

/** What became of a rule in a case. A rule that could not run is no pass. */
export interface RuleRecord {
  readonly rule: string;
  readonly state: "held" | "violated" | "not-applicable" | "could-not-run";
  readonly reason?: string;
}

/** What the documents let a server answer. What is `null` is not documented for the request: it is observed. */
export interface Expected {
  readonly status: number | null;
  readonly code: string | null;
  readonly message: string | null;
}

export interface Observed {
  readonly status: number | null;
  readonly code: string | null;
  readonly message: string | null;
}

/**
 * What kept a case from being judged: how the connection broke, an answer that was not the server's or no judgement
 * of it, a run that ended before the case did, our own request, a rule, or the suite itself.
 */
export type CaseFault =
  | "refused"
  | "dns"
  | "filtered"
  | "tls"
  | "not-tls"
  | "authority-unknown"
  | "name-mismatch"
  | "certificate-expired"
  | "client-certificate"
  | "proxy-unreachable"
  | "proxy-credentials"
  | "proxy-refused"
  | "proxy-cannot-connect"
  | "reset"
  | "timeout"
  | "truncated"
  | "overlong"
  | "too-large"
  | "headers-too-large"
  | "bad-compression"
  | "not-http"
  | "network"
  | "rate-limited"
  | "foreign-answer"
  | "locked-out"
  | "cut-short"
  | "request-schema"
  | "could-not-run"
  | "suite-fault";

/** What shows that a refusal is one for what its case broke. */
export interface RefusalControl {
  /** Id of the case whose right request it is; or of the operation, where any right request of it will do. */
  readonly of: string;
  /** Fields and headers that only a refusal for the broken thing itself names. */
  readonly names: readonly string[];
  /** `own-answer`: the refusal names what was broken; absent until the run is judged. */
  readonly held?: "own-answer" | "right-request" | "none";
}

export interface CaseResult {
  readonly id: string;
  readonly operation: string;
  readonly title: string;
  readonly level: Level;
  readonly kind: Kind;
  /** Meant to be carried out although its operation changes money or a membership. */
  readonly destructive: boolean;
  /** What carrying it out can change: the strongest effect of all operations that its requests go to. */
  readonly effect: Effect;
  /** The line of the contract or, where the contract has none, of the case table that says what is expected. */
  readonly source: { readonly file: string; readonly line: number };
  readonly outcome: Outcome;
  /** Why the case was not exercised, or what broke when it errored. */
  readonly reason?: string;
  /** The class of what broke; there when the case errored, and when the run was cut short before its end. */
  readonly fault?: CaseFault;
  /** What a refusal rests on; absent where the case expects none. */
  readonly control?: RefusalControl;
  readonly expected: Expected;
  readonly observed: Observed;
  readonly violations: readonly Violation[];
  readonly rules: readonly RuleRecord[];
  /** Clauses that this case rests on and reached. */
  readonly clauses: readonly string[];
  /** What of the contract the case put to the test beside them, as `clause aspect`: `….loginId.max over-max`. */
  readonly points?: readonly CoveragePoint[];
  readonly startedAt: string;
  readonly durationMs: number;
  /** Requests sent for the case, repetitions included. */
  readonly attempts: number;
  readonly exchanges: readonly RecordedExchange[];
  /** What the server was seen to do where the documents contradict themselves: reading id and what was seen. */
  readonly readings: readonly { readonly id: string; readonly observed: string }[];
  /** The shard that ran it, in a report that was merged. */
  readonly shard?: number;
}
