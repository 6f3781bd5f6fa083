import type { Family, Level } from "../contract/expectation.ts";

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
