import type { Effect, Thing } from "../contract/model.ts";

/** A thing of the target as a reader finds it again; card numbers are masked, ids of members and charges are not. */
export interface LedgerThing {
  readonly kind: Thing;
  /** The field that names it, e.g. `userId`. */
  readonly field: string;
  readonly value: string;
}

/** One thing that the run did, or may have done, to the target. */
export interface LedgerEntry {
  /** When the request was sent. */
  readonly at: string;
  readonly case: string;
  readonly operation: string;
  readonly effect: Effect;
  /** `unknown`: no answer says whether the request was carried out. */
  readonly did: "created" | "changed" | "unknown";
  /** False: the pages say of this request that it is refused. */
  readonly meant: boolean;
  readonly things: readonly LedgerThing[];
  /** `removed`: what was created is gone again, by this run. */
  readonly state: "left" | "removed";
  /** What puts it right, in a sentence; that there is nothing to do is said as well. */
  readonly remedy: string;
}

/** What ended, under KONAPLATE_ALLOW=refusals, everything that could change something. */
export interface Tripwire {
  readonly at: string;
  readonly case: string;
  readonly operation: string;
  /** False: no answer says whether the request was carried out. */
  readonly certain: boolean;
  /** The first line of every report. */
  readonly message: string;
}
