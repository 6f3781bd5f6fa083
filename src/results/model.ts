import type { CoveragePoint } from "../contract/coverage-point.ts";
import type { Family, Kind, Level, Party, Strictness } from "../contract/expectation.ts";
import type { Effect } from "../contract/model.ts";
import type { StatedFacts } from "../contract/stated-facts.ts";
import type { LedgerEntry, Tripwire } from "./ledger.ts";
import type { TrafficAccount } from "./traffic.ts";

/** The report model: what a run found, as data. The shapes are those of `reporters/conformance.schema.json`. */

export type Outcome = "passed" | "warned" | "failed" | "errored" | "not-exercised";
export type Verdict = "conformant" | "non-conformant" | "incomplete";

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

export type RecordedHeader = readonly [name: string, value: string];

/** One request and its answer as they travelled, masked; bodies also as they read once opened. */
export interface RecordedExchange {
  readonly label: string;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly request: RecordedMessage & { readonly method: string; readonly url: string };
  readonly response?: RecordedMessage & { readonly status: number };
  /** Why no complete answer came, e.g. `timeout: no answer within 10000 ms`. */
  readonly fault?: string;
  /** A command line that repeats the request, secrets masked. */
  readonly curl: string;
  readonly steps: readonly RecordedStep[];
}

export interface RecordedMessage {
  readonly headers: readonly RecordedHeader[];
  /** As it travelled. */
  readonly body: string;
  /** As it reads when decrypted; absent where the body travelled in the clear. */
  readonly opened?: string;
}

export interface RecordedStep {
  readonly name: "build" | "seal" | "send" | "open" | "check";
  readonly startedAt: number;
  readonly endedAt: number;
  readonly ok: boolean;
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
}

/**
 * What many cases have in common that did not go as documented: the same rules, at the same place, in the same way. Or
 * why cases say nothing of the server.
 */
export interface Cause {
  /** The same in every run that has the same cause: a word for its kind and a digest of what it is. */
  readonly id: string;
  /**
   * Whose it is: the server's, a recorded client's, the way to it, the settings', the test data's, or the suite's own;
   * `control`: a right request was not served, so that a refusal shows nothing.
   */
  readonly of: "server" | "client" | "way" | "settings" | "data" | "permission" | "control" | "suite";
  /** What it does to the run; `known` violations are declared and tolerated. */
  readonly effect: "fails" | "warns" | "known" | "no-evidence";
  /** In one line, under 140 characters. */
  readonly title: string;
  /** The weightiest level of its violations; absent where the server is not the cause. */
  readonly level?: Level;
  readonly family?: Family;
  /** Rules that do not hold because of it, the one that tells it first. */
  readonly rules: readonly string[];
  /** Where it shows, with `*` for array indexes and generated names. */
  readonly places: readonly string[];
  /** What the example was to be, and what came. */
  readonly expected: string;
  readonly came: string;
  readonly clause?: string;
  /** What its cases have in common, and what the others have not. */
  readonly shares: readonly string[];
  /** Ids of its cases, in the order of the report. */
  readonly cases: readonly string[];
  /** The case that is told in full, and the label of the exchange in it. */
  readonly example: { readonly case: string; readonly exchange?: string };
  /** What to look at next. */
  readonly next: string;
  /** A command line that runs the example again. */
  readonly repeat: string;
}

/** What shows that a refusal is one for what its case broke. */
export interface RefusalControl {
  /** Id of the case whose right request it is; or of the operation, where any right request of it will do. */
  readonly of: string;
  /** Fields and headers that only a refusal for the broken thing itself names. */
  readonly names: readonly string[];
  /** `own-answer`: the refusal names what was broken; absent until the run is judged. */
  readonly held?: "own-answer" | "right-request" | "none";
}

/**
 * A request that the run made for itself and not for a case: whether right requests are answered as such. `opening`:
 * before anything else; `probe`: the same with one credential deliberately wrong; `control`: beside refusals; `clean-up`:
 * it removes what a case made.
 */
export interface ControlRecord {
  /** What it controls: the id of the case whose right request it is, or the name of the question. */
  readonly id: string;
  readonly purpose: "opening" | "probe" | "control" | "clean-up";
  readonly operation: string;
  readonly title: string;
  /** `held`: answered as a right request is; a probe: refused. `no-answer`: nothing can be said. */
  readonly state: "held" | "not-held" | "no-answer";
  readonly observed: Observed;
  /** What kept it from an answer. */
  readonly reason?: string;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly attempts: number;
  readonly exchanges: readonly RecordedExchange[];
}

/** Why a run sent nothing but its opening requests: no answer at all, the way to the server, or our own settings. */
export interface Halt {
  readonly cause: "unreachable" | "way" | "settings";
  /** One line, masked. */
  readonly reason: string;
}

export interface Coverage {
  readonly covered: number;
  readonly total: number;
  readonly missing: readonly string[];
}

export interface DeviationState {
  readonly id: string;
  readonly case: string;
  readonly rule: string;
  readonly owner: string;
  readonly expires: string;
  /** `untried`: its case was not exercised, so nothing can be said. */
  readonly state: "matched" | "unused" | "expired" | "untried";
}

/** How long the answers of one operation took, in milliseconds; percentiles by nearest rank. */
export interface OperationTimes {
  readonly operation: string;
  /** Answers that were measured. */
  readonly count: number;
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** What a rule says of itself: what holds when it holds, in one sentence, and what to look at when it does not. */
export interface RuleText {
  readonly id: string;
  readonly title: string;
  readonly next: string;
}

export interface RunHeader {
  readonly schemaVersion: string;
  readonly suite: { readonly version: string; readonly contractDigest: string; readonly seed: string };
  readonly target: { readonly environment: string; readonly baseUrl: string };
  readonly startedAt: string;
  /** The rules that the answers were held against, in their order. */
  readonly rules: readonly RuleText[];
}

/** What the environment file says of the run beforehand, and how it was narrowed. */
export interface RunDeclarations {
  readonly gaps: readonly { readonly case: string; readonly reason: string }[];
  readonly deviations: readonly {
    readonly id: string;
    readonly case: string;
    readonly rule: string;
    readonly where?: string;
    readonly reason: string;
    readonly owner: string;
    readonly ticket: string;
    /** Last day on which the deviation is tolerated, yyyy-MM-dd. */
    readonly expires: string;
  }[];
  /** A filter chose the cases. */
  readonly narrowed: boolean;
  /** The keys answer prepared requests only, so that the documented cases alone were planned. */
  readonly prepared?: boolean;
  /** Which inferred violations fail the run. */
  readonly strict: Strictness;
}

export interface Report extends RunHeader {
  /** What was carried out although it should not have been, and ended all changes; absent where nothing was. */
  readonly tripwire?: Tripwire;
  readonly durationMs: number;
  readonly verdict: Verdict;
  /** Why the verdict is what it is, one line per reason; lines that begin with `Note:` do not bear on it. */
  readonly reasons: readonly string[];
  /** Which inferred violations failed the run. */
  readonly strict: Strictness;
  readonly totals: {
    readonly passed: number;
    readonly warned: number;
    readonly failed: number;
    readonly errored: number;
    readonly notExercised: number;
  };
  /** What the violations have in common, the heaviest first, and after them why cases say nothing. */
  readonly causes: readonly Cause[];
  readonly cases: readonly CaseResult[];
  /** Requests that no case made. */
  readonly controls: readonly ControlRecord[];
  readonly halted?: Halt;
  /** What became of recorded traffic; absent where the suite sent its own. */
  readonly traffic?: TrafficAccount;
  readonly coverage: Readonly<
    Record<
      "operations" | "codes" | "titles" | "requestFields" | "responseFields" | "headers" | "clauses",
      Coverage
    >
  >;
  /** Clause to the ids of the cases that reached it. */
  readonly clauseIndex: Readonly<Record<string, readonly string[]>>;
  /** What the contract said of each operation; absent in reports of older versions. */
  readonly contract?: Readonly<Record<string, StatedFacts>>;
  /** By operation; absent in reports of older versions. */
  readonly responseTimes?: readonly OperationTimes[];
  readonly deviations: readonly DeviationState[];
  /** Everything that the run created, changed or may have changed, in the order of the requests. */
  readonly ledger: readonly LedgerEntry[];
  readonly readings: readonly { readonly id: string; readonly question: string; readonly observed: string }[];
}
