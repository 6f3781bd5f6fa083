import type { Violation } from "../case-result.ts";
import type { Site } from "./site.ts";

/** How violations differ from what the documents say; each has a sentence of its own (`titleOf`). */
export type SymptomKind =
  | "swapped"
  | "not-echoed"
  | "wrong-echo"
  | "empty-body"
  | "absent"
  | "another-type"
  | "another-value"
  | "carried-out"
  | "accepted"
  | "answered-otherwise"
  | "another-status"
  | "reworded"
  | "another-message"
  | "rule";

/** What is wrong with one answer in one respect: violations of an answer that can only be mended together. */
export interface Symptom {
  readonly kind: SymptomKind;
  /** Symptoms with the same key have the same cause. Nothing of it differs from run to run. */
  readonly key: string;
  readonly site: Site;
  /** The one that is told comes first. */
  readonly violations: readonly [Violation, ...Violation[]];
  /** Where it is: of several answers the place is generalised, array indexes and generated names as `*`. */
  readonly place: string;
  /** What of the request it is about, as `loginId` or `X-KM-Tran-Token`; or how a text differs. */
  readonly subject?: string;
}

/** The violations with the one first that tells them. */
export function leading(lead: Violation, all: readonly Violation[]): readonly [Violation, ...Violation[]] {
  return [lead, ...all.filter((violation) => violation !== lead)];
}
