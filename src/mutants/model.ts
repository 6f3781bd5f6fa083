import type { Category, Evidence } from "../../sandbox/mutants/model.ts";
import type { Kind } from "../contract/expectation.ts";
import type { Verdict } from "../results/model.ts";

/** A violation that a mutant led to, and that the right server does not lead to. */
export interface Catch {
  readonly rule: string;
  /** `security`: an inferred violation of that family. */
  readonly level: Evidence;
  readonly case: string;
  readonly kind: Kind;
}

/** An exchange in which a mutant deviated, masked as in every report. */
export interface ShownBy {
  readonly case: string;
  readonly kind: Kind;
  readonly outcome: string;
  readonly request: string;
  readonly answer: string;
  readonly curl: string;
}

/**
 * `killed`: caught by a rule that should, strongly enough for its evidence. `killed-by-other-rules`: caught strongly
 * enough, by other rules alone. `survived`: not caught strongly enough.
 */
export type MutantOutcome = "killed" | "killed-by-other-rules" | "survived";

/** What became of a mutant. */
export interface MutantResult {
  readonly id: string;
  readonly category: Category;
  readonly description: string;
  readonly evidence: Evidence;
  readonly catchers: readonly string[];
  readonly outcome: MutantOutcome;
  /** The weightiest level at which anything was told of it, enough or not; absent: nothing was. */
  readonly toldAt?: Evidence;
  /** Of a run with the default strictness. */
  readonly verdict: Verdict;
  /** Rules, with the kinds of case in which each caught it, strongly enough for its evidence. */
  readonly caughtBy: readonly Catch[];
  readonly casesRun: number;
  /** In how many cases it deviated at all; of those of a survivor one is shown. */
  readonly actedIn: number;
  /** Of a survivor: the exchange that should have shown it; absent where no case brought it out. */
  readonly shownBy?: ShownBy;
  readonly durationMs: number;
}

/** What became of a benign variant; each line of `accusations` is a false one. */
export interface VariantResult {
  readonly id: string;
  readonly description: string;
  /** Held against the default strictness, where the others are held against `all`. */
  readonly mayWarn: boolean;
  readonly verdict: Verdict;
  readonly accusations: readonly string[];
  /** Violations that are no accusation of this variant, and worth a look. */
  readonly warnings: readonly string[];
  readonly casesRun: number;
  readonly actedIn: number;
  readonly durationMs: number;
}

export interface Tally {
  readonly total: number;
  readonly killed: number;
  readonly killedByOtherRules: number;
  readonly survived: number;
  /** At which level the mutants were told of, and how many were not. */
  readonly toldAt: Readonly<Record<Evidence | "nowhere", number>>;
  /** How many fail a run: with the default strictness, and with `KONAPLATE_STRICT=all`. */
  readonly failing: { readonly byDefault: number; readonly underAll: number };
}

/** The whole sweep: `reports/mutants.json`. */
export interface SweepReport {
  readonly schemaVersion: "2";
  readonly contractDigest: string;
  readonly seed: string;
  readonly startedAt: string;
  readonly durationMs: number;
  /** Cases that a sweep chooses from, by kind. */
  readonly cases: Readonly<Record<Exclude<Kind, "traffic">, number>>;
  /** What the suite says of the right server, which counts against no mutant: there should be nothing. */
  readonly baseline: readonly string[];
  readonly total: Tally;
  readonly categories: Readonly<Record<string, Tally>>;
  readonly falseAccusations: number;
  readonly mutants: readonly MutantResult[];
  readonly variants: readonly VariantResult[];
}
