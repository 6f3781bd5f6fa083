import type { Kind } from "../../contract/expectation.ts";
import type { Observed, Outcome } from "../case-result.ts";
import type { Verdict } from "../model.ts";

/** Several targets side by side. The shape is that of `reporters/matrix.schema.json`; all text is masked, as in the reports. */
export interface TargetMatrix {
  readonly schemaVersion: "1.0";
  /** In the order in which they were named. The first is the one that the others are held against. */
  readonly targets: readonly MatrixTarget[];
  /** The contract that the column of the page was read from; absent where there is none. */
  readonly contractDigest?: string;
  /** What keeps the columns from being compared as they stand, one line each. */
  readonly notices: readonly string[];
  /** By standing, what the first target does and another does not before all else; then in the order of the plan. */
  readonly rows: readonly MatrixRow[];
  readonly readings: readonly MatrixReading[];
}

export interface MatrixTarget {
  /** The name of its environment, numbered where two have the same. */
  readonly name: string;
  readonly baseUrl: string;
  readonly startedAt: string;
  readonly suite: string;
  readonly contractDigest: string;
  readonly seed: string;
  readonly verdict: Verdict;
}

/**
 * How the targets stand to each other in a row. `lacking`: the first does as documented, and another does not;
 * `reversed`: the first does not, and another does; `otherwise`: they do different things without
 * that, or the first says nothing; `unequal-evidence`: one says nothing where another does; `all-deviate`: none does as documented; `alike`: all
 * do; `untold`: none says anything.
 */
export type Standing = (typeof STANDINGS)[number];

/** In the order in which they are told. */
export const STANDINGS = [
  "lacking",
  "reversed",
  "otherwise",
  "unequal-evidence",
  "all-deviate",
  "alike",
  "untold",
] as const;

/** One case of the plan, or of a run whose plan had it. */
export interface MatrixRow {
  readonly id: string;
  readonly operation: string;
  readonly title: string;
  readonly kind: Kind;
  readonly standing: Standing;
  /** What the page says; absent where there is no such column, null where the contract of today has no such case. */
  readonly page?: Observed | null;
  /** One for each target, in their order. */
  readonly cells: readonly MatrixCell[];
}

/** What a target did in a case. */
export interface MatrixCell {
  /** `absent`: the run had no such case. */
  readonly outcome: Outcome | "absent";
  readonly answer: Observed;
  /** What did not go as documented (rule and place), or why nothing is known; empty where all went well. */
  readonly why: string;
}

/** A contradiction of the pages, and which way each target was seen to go. */
export interface MatrixReading {
  readonly id: string;
  readonly question: string;
  /** What the suite takes the pages to say; absent where there is no column of the page. */
  readonly page?: string;
  readonly differs: boolean;
  /** One for each target: everything that was seen there, in alphabetical order; none where nothing was. */
  readonly observed: readonly (readonly string[])[];
}

/** The column of the page: what the contract of today says of each case. */
export interface PageColumn {
  readonly contractDigest: string;
  readonly cases: readonly {
    readonly id: string;
    readonly operation: string;
    readonly title: string;
    readonly kind: Kind;
    readonly says: Observed;
  }[];
  readonly readings: readonly { readonly id: string; readonly taken: string }[];
}
