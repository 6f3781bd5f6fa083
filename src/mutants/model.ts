import type { Category, Evidence } from "../../sandbox/mutants/model.ts";
import type { Kind, Level } from "../contract/expectation.ts";
import type { Verdict } from "../results/model.ts";

/** A violation that a deviation led to. */
export interface Catch {
  readonly rule: string;
  readonly level: Level;
  readonly case: string;
  readonly kind: Kind;
}

/** An exchange in which a deviation acted, masked as in every report. */
export interface ShownBy {
  readonly case: string;
  readonly kind: Kind;
  readonly outcome: string;
  readonly request: string;
  readonly answer: string;
  readonly curl: string;
}

/**
 * `killed`: caught by a rule that should, strongly enough for its evidence. `luck`: caught strongly enough, by other
 * rules alone. `survived`: not caught strongly enough.
 */
export type FateWord = "killed" | "luck" | "survived";

/** What became of a deviation. */
export interface Fate {
  readonly id: string;
  readonly category: Category;
  readonly description: string;
  readonly evidence: Evidence;
  readonly catchers: readonly string[];
  readonly fate: FateWord;
  readonly verdict: Verdict;
  /** Rules, with the kinds of case in which each caught it, strongly enough for its evidence. */
  readonly caughtBy: readonly Catch[];
  readonly casesRun: number;
  /** In how many cases it acted at all; of those of a survivor one is shown. */
  readonly actedIn: number;
  /** Of a survivor: the exchange that should have shown it; absent where no case brought it out. */
  readonly shownBy?: ShownBy;
  readonly durationMs: number;
}

/** What became of a benign variant; each line of `accusations` is a false one. */
export interface VariantFate {
  readonly id: string;
  readonly description: string;
  readonly verdict: Verdict;
  readonly accusations: readonly string[];
  /** Violations that warn: no accusation, and worth a look. */
  readonly warnings: readonly string[];
  readonly casesRun: number;
  readonly actedIn: number;
  readonly durationMs: number;
}

export interface Tally {
  readonly total: number;
  readonly killed: number;
  readonly luck: number;
  readonly survived: number;
}

/** The whole sweep: `reports/mutants.json`. */
export interface SweepReport {
  readonly schemaVersion: "1";
  readonly contractDigest: string;
  readonly seed: string;
  readonly startedAt: string;
  readonly durationMs: number;
  /** Cases that a sweep chooses from, by kind. */
  readonly cases: Readonly<Record<Kind, number>>;
  readonly total: Tally;
  readonly categories: Readonly<Record<string, Tally>>;
  readonly falseAccusations: number;
  readonly mutants: readonly Fate[];
  readonly variants: readonly VariantFate[];
}
