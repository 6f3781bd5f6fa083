import type { Expected, Observed, Outcome } from "../case-result.ts";
import type { Cause } from "../cause.ts";
import type { Verdict } from "../model.ts";

/** What is kept of a run to hold later ones against it. */
export interface KeptRun {
  /** Path of its conformance.json. */
  readonly file: string;
  readonly startedAt: string;
  readonly environment: string;
  readonly baseUrl: string;
  readonly verdict: Verdict;
  readonly suite: string;
  readonly contractDigest: string;
  readonly sightings: ReadonlyMap<string, Sighting>;
  /** What the run left changed on the target, by {@link Sighting.names}: the case that did it. */
  readonly changed: ReadonlyMap<string, string>;
}

/** A case in one run. */
export interface Sighting {
  readonly outcome: Outcome;
  readonly answer: Observed;
  readonly expected: Expected;
  /** What did not go as documented, as `rule at place`, sorted; what is only observed is not in it. */
  readonly violations: readonly string[];
  /** How much they weigh: 2, one is documented; 1, all are inferred; 0, there are none. */
  readonly weight: 0 | 1 | 2;
  /** Every violation is declared in the environment file. */
  readonly declared: boolean;
  /**
   * Members and types of the last answer's body, as a digest: values are left out of it. Absent where what travelled is
   * lost: nothing differs from it then.
   */
  readonly shape?: string;
  /** Things that its requests name, as `field value`. */
  readonly names: readonly string[];
  /** Why it says nothing of the server, and whose that is; absent where it says something. */
  readonly silence?: { readonly of: Exclude<Cause["of"], "server">; readonly reason: string };
}

/**
 * What became of a case that the newest run shows otherwise than earlier ones. `changed`: for good, for it was seen in
 * two runs in a row, or again when it was repeated; `flickers`: now so, now so; `page`: what came is as before, and the
 * contract demands something else; `data`: our test data are spent; `way`: the way to the server was broken; `ours`: our
 * settings, permission or suite; `seen-once`: in the newest run alone, and nobody repeated it.
 */
export type DriftKind = (typeof DRIFT_KINDS)[number];

/** In the order in which they are told. */
export const DRIFT_KINDS = ["changed", "seen-once", "flickers", "page", "data", "way", "ours"] as const;

export interface DriftFinding {
  readonly case: string;
  readonly kind: DriftKind;
  /** Only of `changed` and `seen-once`: whether the newest is further from the documents than before. */
  readonly direction?: "worse" | "better" | "other";
  /** The environment file declares it: told, and no reason for exit 1. */
  readonly declared: boolean;
  /** When the first run began that shows what the newest shows. */
  readonly since: string;
  readonly before: Sighting;
  readonly now: Sighting;
  /** Only of `flickers`: in how many of the kept runs that tried the case it did not do what it mostly does. */
  readonly rate?: { readonly unusual: number; readonly runs: number };
  /** What says that it is so, in one sentence. */
  readonly why: string;
  /** What it did in each kept run, the oldest first; undefined where the run had no such case. */
  readonly outcomes: readonly (Outcome | undefined)[];
}

export interface Drift {
  /** The oldest first; the last one is the newest. At least one. */
  readonly runs: readonly KeptRun[];
  /** What was repeated: how many cases; or why nothing was. */
  readonly repeated: { readonly cases: number } | { readonly none: string };
  /** By kind, in their order; then in the order of the newest run. */
  readonly findings: readonly DriftFinding[];
  /** Ids of cases that the newest run has and the one before it had not, and the other way round. */
  readonly added: readonly string[];
  readonly gone: readonly string[];
}
