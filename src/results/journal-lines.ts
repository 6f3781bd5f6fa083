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
  const same = new SameParts();
  let number = 0;
  for (const line of readLines(path)) {
    number += 1;
    if (line.isEnded || isWhole(line.text)) yield entryOf(path, number, line, same);
    // Where nothing but a part of the opening stands there, nobody can say what was planned.
    else if (number === 1) throw new FileMistake(path, 1, "this is not a whole line of JSON");
    else yield { torn: line.text };
  }
  if (number === 0) throw new FileMistake(path, 1, "this is not a whole line of JSON");
}

/** Whether a journal is empty or ends within its first line, so that nobody can say what was planned. Throws FileMistake. */
export function lacksOpening(path: string): boolean {
  for (const { isEnded, text } of readLines(path)) return !isEnded && !isWhole(text);
  return true;
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

function entryOf(path: string, number: number, line: FileLine, same: SameParts): Entry {
  const entry = parseLine(path, number, line.text);
  const { result, begun, control, halted, chosen, ledger, interruptedBy, traffic } = entry;
  if (number === 1) return entry;
  if (Array.isArray(result?.exchanges)) return { result: light(same.in(result), "result", path, line) };
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
  const read = () => (JSON.parse(readPart(path, { from, bytes })) as Entry)[name];
  return keptElsewhere<Told>(told, { names: ["exchanges"], facts: exchanges.map(factsOfExchange), read });
}

/** Most cases are held against the same rules with the same end, and rest on the same clauses: these are kept once. */
class SameParts {
  readonly #rules = new Map<string, readonly RuleRecord[]>();
  readonly #clauses = new Map<string, string>();

  in(result: CaseResult): CaseResult {
    const key = JSON.stringify(result.rules);
    const rules = this.#rules.get(key) ?? result.rules;
    this.#rules.set(key, rules);
    return { ...result, rules, clauses: result.clauses.map((clause) => this.#clause(clause)) };
  }

  #clause(clause: string): string {
    const same = this.#clauses.get(clause);
    if (same === undefined) this.#clauses.set(clause, clause);
    return same ?? clause;
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
