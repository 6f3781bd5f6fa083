import { appendFileSync, closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { FileMistake } from "../exact/data-file.ts";
import type { CaseResult, RunHeader } from "./model.ts";

/** Results on disk as cases end: one JSON line each, after a first line with the run's header. */
export interface Journal {
  /** Returns when the line has been handed to the operating system: a killed process loses no ended case. */
  append(result: CaseResult): void;
  close(): void;
}

export interface JournalContent {
  readonly header: RunHeader;
  readonly results: readonly CaseResult[];
  /** What was left of a last line that the end of the process cut off; that case's result is lost. */
  readonly torn?: string;
}

/** Starts a journal, in place of one that stands there; missing folders are made. Throws the file system's error. */
export function openJournal(path: string, header: RunHeader): Journal {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, "w");
  const write = (line: unknown) => appendFileSync(file, `${JSON.stringify(line)}\n`);
  write({ header });
  return { append: (result) => write({ result }), close: () => closeSync(file) };
}

/**
 * Reads a journal back. A last line without its line end that is no whole JSON is given as `torn`; anything else that
 * is not a line of a journal throws FileMistake with its line.
 */
export function readJournal(path: string): JournalContent {
  const [first = "", ...lines] = readText(path).split("\n");
  const header = parseLine(path, 1, first).header;
  if (!header)
    throw new FileMistake(path, 1, "a journal begins with the header of its run, and this line has none");
  const last = lines.pop() ?? "";
  const results = lines.map((text, index) => resultOf(path, index + 2, text));
  if (last === "") return { header, results };
  if (!isWhole(last)) return { header, results, torn: last };
  return { header, results: [...results, resultOf(path, lines.length + 2, last)] };
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why = code === "ENOENT" ? "there is no journal of a run here" : `cannot be read (${code})`;
    throw new FileMistake(path, undefined, why);
  }
}

function resultOf(path: string, line: number, text: string): CaseResult {
  const { result } = parseLine(path, line, text);
  if (!result) throw new FileMistake(path, line, "a line with the result of a case was expected");
  return result;
}

/** Numbers of a result are counts and durations that this suite measured itself; a double holds them as they are. */
function parseLine(path: string, line: number, text: string): { header?: RunHeader; result?: CaseResult } {
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
