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
  /** The X-KM-Correlation-Id of the request, by which the target's owner finds it; empty where it had none. */
  readonly correlationId: string;
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
  /** The shard whose it is, in a report that was merged. */
  readonly shard?: number;
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
  /** The shard whose it is, in a report that was merged. */
  readonly shard?: number;
}

/**
 * One line of the ledger as it is written: `sent` before a request goes out, with what is true should nothing more be
 * heard of it; `settled` when it is known, null where nothing was changed.
 */
export type LedgerNote =
  | { readonly number: number; readonly sent: LedgerEntry }
  | { readonly number: number; readonly settled: LedgerEntry | null }
  | { readonly tripwire: Tripwire };

/** What a run's notes come to: the last word on each request, and the first tripwire. */
export function ledgerOf(notes: readonly LedgerNote[]): {
  readonly entries: readonly LedgerEntry[];
  readonly tripwire?: Tripwire;
} {
  const last = new Map<number, LedgerEntry | null>();
  let tripwire: Tripwire | undefined;
  for (const note of notes) {
    if ("tripwire" in note) tripwire ??= note.tripwire;
    else last.set(note.number, "sent" in note ? note.sent : note.settled);
  }
  const entries = [...last].sort(([a], [b]) => a - b).flatMap(([, entry]) => entry ?? []);
  return { entries, ...(tripwire && { tripwire }) };
}
