import type { CaseResult } from "../case-result.ts";
import { resultsOf } from "../finish.ts";
import {
  appendToJournal,
  type JournalContent,
  noteChosen,
  noteControl,
  noteHalt,
  noteLedger,
  readJournal,
  startJournal,
} from "../journal.ts";
import type { LedgerNote } from "../ledger.ts";
import type { Halt, ShardState } from "../model.ts";
import type { Part } from "./parts.ts";

/** A shard that no journal was given of, with what it was to run. */
export interface MissingShard {
  readonly index: number;
  readonly planned: readonly CaseResult[];
}

export interface MergeOrder {
  /** In the order of their shards. */
  readonly parts: readonly Part[];
  readonly missing: readonly MissingShard[];
  /** Every case of the plan, in its order, each as the result that it has if no shard came to it. */
  readonly planned: readonly CaseResult[];
}

/**
 * Writes one journal of those of all shards, each line with the shard that it is of. The journals are read one after the
 * other, twice: how each of them ended stands at the head of the new one. Throws FileMistake before anything is written.
 */
export function mergeJournals(path: string, { parts, missing, planned }: MergeOrder): void {
  const [first] = parts;
  if (!first) throw new Error("there is nothing to merge");
  const seen = parts.map(({ path: from, shard }) => lookedAt(readJournal(from), shard.index));
  const states = [...seen.map(({ state }) => state), ...missing.map(stateOfMissing)];
  const { shard, ...header } = first.header;
  startJournal(path, {
    header: {
      ...header,
      startedAt: earliest(parts),
      shards: {
        count: first.shard.count,
        plan: first.shard.plan,
        states: states.sort((one, other) => one.index - other.index),
      },
    },
    planned,
    declarations: first.declarations,
  });
  const halts = seen.filter(({ state }) => state.cases > 0).map(({ halted }) => halted);
  const [halted] = halts;
  if (halted && halts.every((each) => each?.cause === halted.cause)) noteHalt(path, halted);
  const written = copyParts(path, parts) + copyMissing(path, missing);
  const chosen = new Set(seen.flatMap(({ ids }) => ids));
  for (const { planned: stubs } of missing) for (const { id } of stubs) chosen.add(id);
  if (written < planned.length) noteChosen(path, [...chosen]);
}

function earliest(parts: readonly Part[]): string {
  const [first = ""] = parts.map(({ header }) => header.startedAt).sort();
  return first;
}

interface LookedAt {
  readonly state: ShardState;
  readonly ids: readonly string[];
  readonly halted: Halt | undefined;
}

function lookedAt(content: JournalContent, index: number): LookedAt {
  const results = resultsOf(content);
  const { halted, interruptedBy } = content;
  const unreached = results.filter(({ fault }) => fault === "cut-short").length;
  const cases = { index, cases: results.length };
  return {
    ids: results.map(({ id }) => id),
    halted,
    state: halted
      ? { ...cases, state: "halted", why: halted.reason }
      : unreached > 0
        ? {
            ...cases,
            state: "cut-short",
            unreached,
            ...(interruptedBy !== undefined && { why: interruptedBy }),
          }
        : { ...cases, state: "ended" },
  };
}

function stateOfMissing({ index, planned }: MissingShard): ShardState {
  return { index, cases: planned.length, state: planned.length === 0 ? "ended" : "missing" };
}

/** Numbers of the ledger are a machine's own: those of the next one come after the last of the one before. */
function copyParts(path: string, parts: readonly Part[]): number {
  let [written, numbers] = [0, 0];
  for (const { path: from, shard } of parts) {
    const content = readJournal(from);
    const results = resultsOf(content);
    for (const result of results) appendToJournal(path, { ...result, shard: shard.index });
    for (const control of content.controls) noteControl(path, { ...control, shard: shard.index });
    const ledger = content.ledger ?? [];
    for (const note of ledger) noteLedger(path, ofShard(note, shard.index, numbers));
    numbers += 1 + Math.max(-1, ...ledger.map((note) => ("number" in note ? note.number : -1)));
    written += results.length;
  }
  return written;
}

function ofShard(note: LedgerNote, shard: number, numbers: number): LedgerNote {
  if ("tripwire" in note) return { tripwire: { ...note.tripwire, shard } };
  const number = note.number + numbers;
  if ("sent" in note) return { number, sent: { ...note.sent, shard } };
  return { number, settled: note.settled && { ...note.settled, shard } };
}

function copyMissing(path: string, missing: readonly MissingShard[]): number {
  let written = 0;
  for (const { index, planned } of missing) {
    const reason = `shard ${index}, which was to run it, is missing`;
    for (const stub of planned) appendToJournal(path, { ...stub, shard: index, fault: "cut-short", reason });
    written += planned.length;
  }
  return written;
}
