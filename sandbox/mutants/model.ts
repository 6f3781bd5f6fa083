import type { Alteration } from "../alteration.ts";

/** What part of an answer or of the server's behaviour a deviation is in; kill rates are told by it. */
export type Category =
  | "response-field"
  | "scenario"
  | "request-rule"
  | "over-strict"
  | "response-header"
  | "envelope"
  | "encryption"
  | "protocol"
  | "precision"
  | "state"
  | "relation"
  | "security"
  | "intermittent";

/**
 * How the deviation has to be told at least. `documented`: a line of a page is broken, which fails every run.
 * `security`: somebody could do what they must not, which fails a run unless its strictness is `none`. `inferred`: it
 * follows from the pages that it is wrong, which warns, and fails a run whose strictness is `all`.
 */
export type Evidence = "documented" | "security" | "inferred";

/** A way in which a server can deviate from the pages. */
export interface Mutant {
  /** Stable and readable: `response-field/unregistered-card-inquiry/cardDataInfo.par/one-over`. */
  readonly id: string;
  readonly category: Category;
  readonly description: string;
  /** The operations whose answers it changes. */
  readonly operations: readonly string[];
  readonly evidence: Evidence;
  /** Ids of the rules that should catch it; where others alone do, the sweep says so. */
  readonly catchers: readonly string[];
  /** Rules of the sandbox, where only a request that breaks one of them can show it; absent: any request may. */
  readonly breaches?: readonly string[];
  /** A new one for every run, since some count. */
  alter(): Alteration;
}

/** Something that a correct server may do differently: it is not accused of it. */
export interface BenignVariant {
  readonly id: string;
  readonly description: string;
  /** The operations whose answers it changes. */
  readonly operations: readonly string[];
  /** Rules of the sandbox, where only a request that breaks one of them can meet it; absent: any request may. */
  readonly breaches?: readonly string[];
  /** What it changes shows in few cases: a sweep tries all of its operations' cases on it, or all that it can meet. */
  readonly everyCase?: boolean;
  /**
   * It goes against what follows from the pages, and against no line of them: a warning is no accusation, so it is held
   * against the default strictness. The others are held against `all`.
   */
  readonly mayWarn?: boolean;
  alter(): Alteration;
}

/** A benign variant in short; `says` goes on after "The server". */
export type BenignRow = readonly [
  name: string,
  says: string,
  operations: readonly string[],
  alter: () => Alteration,
];

/** The last part of an id from words. */
export function slug(words: string): string {
  return words
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
}
