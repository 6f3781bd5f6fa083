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
  | "intermittent";

/**
 * What the deviation is held against: a line of the documents, which makes the verdict non-conformant, or what follows
 * from their constraints though no page shows the very request, which has to warn at least.
 */
export type Evidence = "documented" | "inferred";

/** A way in which a server can deviate from the pages. */
export interface Mutant {
  /** Stable and readable: `response-field/unregistered-card-inquiry/cardDataInfo.par/one-over`. */
  readonly id: string;
  readonly category: Category;
  readonly description: string;
  /** The operations whose answers it changes. */
  readonly operations: readonly string[];
  readonly evidence: Evidence;
  /** Ids of the rules that should catch it; where none of them does, it was caught by luck. */
  readonly catchers: readonly string[];
  /** Rules of the sandbox that it leaves out, where it does nothing else: only requests that break one can show it. */
  readonly leavesOut?: readonly string[];
  /** A new one for every run, since some count. */
  alter(): Alteration;
}

/** Something that a correct server may do differently: no documented case may fail of it. */
export interface BenignVariant {
  readonly id: string;
  readonly description: string;
  /** The operations whose answers it changes. */
  readonly operations: readonly string[];
  /** What it changes shows in few cases: a sweep tries all of its operations' cases on it. */
  readonly everyCase?: boolean;
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
