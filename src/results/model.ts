import type { Strictness } from "../contract/expectation.ts";
import type { StatedFacts } from "../contract/stated-facts.ts";
import type { CaseResult, Observed } from "./case-result.ts";
import type { Cause } from "./cause.ts";
import type { RecordedExchange } from "./exchange.ts";
import type { LedgerEntry, Tripwire } from "./ledger.ts";
import type { TrafficAccount } from "./traffic.ts";

/** The report of a run: what it found, as data. The shapes are those of `reporters/conformance.schema.json`. */

export type Verdict = "conformant" | "non-conformant" | "incomplete";

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
  /** The shard that sent it, in a report that was merged. */
  readonly shard?: number;
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
  /** What it was started with; absent: nothing of this. */
  readonly invocation?: Invocation;
  /** The part of a run that one of several machines made; absent: the run is whole. */
  readonly shard?: RunShard;
  /** The parts that several machines made and that were merged into one. */
  readonly shards?: MergedShards;
  /** The rules that the answers were held against, in their order. */
  readonly rules: readonly RuleText[];
}

/** What a command has to be given again to do the same from the same folder. */
export interface Invocation {
  /** KONAPLATE_ENV. */
  readonly environment?: string;
  /** Options with their values, such as `--cases own-cases`; paths are as they were given. */
  readonly options: readonly string[];
}

/** Which part of a run this is, from 1 to the count, and the digest of what all parts were to run. */
export interface RunShard {
  readonly index: number;
  readonly count: number;
  readonly plan: string;
}

/** The parts of a run, in their order, as each of them ended. */
export interface MergedShards {
  readonly count: number;
  readonly plan: string;
  readonly states: readonly ShardState[];
}

export interface ShardState {
  readonly index: number;
  /** Cases that it was to run. */
  readonly cases: number;
  /** `cut-short`: it did not come to the end of its cases; `halted`: it sent its opening requests alone; `missing`: nobody gave its journal. */
  readonly state: "ended" | "cut-short" | "halted" | "missing";
  /** Cases that it did not come to the end of, where it was cut short. */
  readonly unreached?: number;
  /** What cut it short, such as SIGINT, or why it was halted. */
  readonly why?: string;
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
  /** What it says, where the run is one of several parts: from it the cases of all parts follow. */
  readonly choice?: { readonly only: readonly string[]; readonly kinds: readonly string[] };
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
