import { FileMistake } from "../exact/data-file.ts";
import { type FileLine, linesOf, readPart } from "../exact/file-lines.ts";
import type { CaseResult, RuleRecord } from "./case-result.ts";
import type { RecordedExchange } from "./exchange.ts";
import { factsOfExchange } from "./exchange-facts.ts";
import type { JournalOpening } from "./journal-opening.ts";
import { keptElsewhere } from "./kept-elsewhere.ts";
import type { LedgerNote } from "./ledger.ts";
import type { ControlRecord, Halt } from "./model.ts";
import type { TrafficNotes } from "./traffic.ts";

/** One line of a journal; the first is the opening, each of the others is one of the rest. */
export interface Entry {
  readonly opening?: JournalOpening;
  readonly begun?: string;
  readonly chosen?: readonly string[];
  readonly result?: CaseResult;
  readonly ledger?: LedgerNote;
  readonly interruptedBy?: string;
  readonly control?: ControlRecord;
  readonly halted?: Halt;
  readonly traffic?: TrafficNotes;
}

/** The lines of a journal; at their end, as `torn`, what the end of the process left of one. Throws FileMistake. */
export function* entriesOf(path: string): Generator<Entry & { readonly torn?: string }> {
  const rules = new SameRules();
  let number = 0;
  for (const line of readLines(path)) {
    number += 1;
    if (line.isEnded || isWhole(line.text)) yield entryOf(path, number, line, rules);
    // Where nothing but a part of the opening stands there, nobody can say what was planned.
    else if (number === 1) throw new FileMistake(path, 1, "this is not a whole line of JSON");
    else yield { torn: line.text };
  }
  if (number === 0) throw new FileMistake(path, 1, "this is not a whole line of JSON");
}

function* readLines(path: string): Generator<FileLine> {
  try {
    yield* linesOf(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const why = code === "ENOENT" ? "there is no journal of a run here" : `cannot be read (${code})`;
    throw new FileMistake(path, undefined, why);
  }
}

function entryOf(path: string, number: number, line: FileLine, rules: SameRules): Entry {
  const entry = parseLine(path, number, line.text);
  const { result, begun, control, halted, chosen, ledger, interruptedBy, traffic } = entry;
  if (number === 1) return entry;
  if (Array.isArray(result?.exchanges))
    return { result: light({ ...result, rules: rules.of(result.rules) }, "result", path, line) };
  if (Array.isArray(control?.exchanges)) return { control: light(control, "control", path, line) };
  if (begun ?? halted ?? chosen ?? ledger ?? interruptedBy ?? traffic) return entry;
  throw new FileMistake(path, number, "a line with the result of a case was expected");
}

/** What a line tells, without what travelled: that is read again when it is asked for. */
function light<Told extends { readonly exchanges: readonly RecordedExchange[] }>(
  { exchanges, ...told }: Told,
  name: "result" | "control",
  path: string,
  { from, bytes }: FileLine,
): Told {
  const read = (): readonly RecordedExchange[] =>
    (JSON.parse(readPart(path, { from, bytes })) as Entry)[name]?.exchanges ?? [];
  return keptElsewhere<Told>(told, { facts: exchanges.map(factsOfExchange), read });
}

/** Most cases of a run are held against the same rules with the same end: these are kept once. */
class SameRules {
  readonly #seen = new Map<string, readonly RuleRecord[]>();

  of(rules: readonly RuleRecord[]): readonly RuleRecord[] {
    const key = JSON.stringify(rules);
    const same = this.#seen.get(key) ?? rules;
    this.#seen.set(key, same);
    return same;
  }
}

/** Numbers of a result are counts and durations that this suite measured itself; a double holds them as they are. */
function parseLine(path: string, line: number, text: string): Entry {
  try {
    return Object(JSON.parse(text));
  } catch {
    throw new FileMistake(path, line, "this is not a whole line of JSON");
  }
}

function isWhole(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
