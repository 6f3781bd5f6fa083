import { appendFileSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { FileMistake } from "../exact/data-file.ts";
import type { CaseResult } from "./case-result.ts";
import { type Entry, entriesOf } from "./journal-lines.ts";
import type { JournalOpening } from "./journal-opening.ts";
import type { LedgerNote } from "./ledger.ts";
import type { ControlRecord, Halt } from "./model.ts";
import type { TrafficNotes } from "./traffic.ts";

export interface JournalContent extends JournalOpening {
  readonly results: readonly CaseResult[];
  /** Requests that the run made for itself, in their order. */
  readonly controls: readonly ControlRecord[];
  /** Why the run sent nothing else. */
  readonly halted?: Halt;
  /** Ids of the cases that were begun, whether they ended or not. */
  readonly begun: readonly string[];
  /** Ids of the cases that the name or the file of their spec chose; absent: the run was of all that were planned. */
  readonly chosen?: readonly string[];
  /** What the run did to the target, as it went. */
  readonly ledger?: readonly LedgerNote[];
  /** What recorded traffic held, where the results are those of its exchanges. */
  readonly traffic?: TrafficNotes;
  /** What ended the run before its time, such as SIGINT; a process that is killed leaves no word of it. */
  readonly interruptedBy?: string;
  /** What was left of a last line that the end of the process cut off; that case's result is lost. */
  readonly torn?: string;
}

/**
 * Starts a journal, in place of one that stands there; missing folders are made. It appears whole, so that whoever
 * reads it beside the run never finds half an opening. Throws the file system's error.
 */
export function startJournal(path: string, opening: JournalOpening): void {
  mkdirSync(dirname(path), { recursive: true });
  const beside = `${path}.new`;
  writeFileSync(beside, line({ opening }));
  renameSync(beside, path);
}

/** Notes that a case begins: of one that is never heard of again nobody can say whether its request was sent. */
export function noteBegin(path: string, caseId: string): void {
  appendFileSync(path, line({ begun: caseId }));
}

/** Notes what ends the run before its time, such as SIGINT. */
export function noteInterruption(path: string, by: string): void {
  appendFileSync(path, line({ interruptedBy: by }));
}

/** Notes the cases that were chosen by the name or the file of their spec; the run speaks of them alone. */
export function noteChosen(path: string, caseIds: readonly string[]): void {
  appendFileSync(path, line({ chosen: caseIds }));
}

/**
 * Appends the result of a case that has ended, as one line. Returns when the line has been handed to the operating
 * system: a process that is killed afterwards does not lose it. Throws the file system's error.
 */
export function appendToJournal(path: string, result: CaseResult): void {
  appendFileSync(path, line({ result }));
}

export function noteControl(path: string, control: ControlRecord): void {
  appendFileSync(path, line({ control }));
}

/** Notes that nothing but the opening requests is sent, and why. */
export function noteHalt(path: string, halted: Halt): void {
  appendFileSync(path, line({ halted }));
}

/** Notes what a request may do, before it goes out, and what it did: a process that is killed leaves word of it. */
export function noteLedger(path: string, ledger: LedgerNote): void {
  appendFileSync(path, line({ ledger }));
}

/** Notes what recorded traffic held so far; the last word counts. */
export function noteTraffic(path: string, traffic: TrafficNotes): void {
  appendFileSync(path, line({ traffic }));
}

function line(entry: Entry): string {
  return `${JSON.stringify(entry)}\n`;
}

/**
 * Reads a journal back, line by line: what travelled stays in the file, and is read when somebody asks for it. A last line
 * without its line end that is no whole JSON is given as `torn`; anything else that is not a line of a journal throws
 * FileMistake with its line.
 */
export function readJournal(path: string): JournalContent {
  const entries = entriesOf(path);
  const first = entries.next().value;
  if (!first?.opening)
    throw new FileMistake(path, 1, "a journal begins with the opening of its run, and this line has none");
  const read = {
    ...first.opening,
    results: [] as CaseResult[],
    controls: [] as ControlRecord[],
    begun: [] as string[],
    ledger: [] as LedgerNote[],
  };
  const last: Pick<JournalContent, "chosen" | "traffic" | "torn"> = {};
  const earliest: Pick<JournalContent, "halted" | "interruptedBy"> = {};
  for (const entry of entries) {
    const { result, control, begun, ledger, halted, interruptedBy, chosen, traffic, torn } = entry;
    if (result) read.results.push(result);
    if (control) read.controls.push(control);
    if (begun !== undefined) read.begun.push(begun);
    if (ledger) read.ledger.push(ledger);
    Object.assign(last, chosen && { chosen }, traffic && { traffic }, torn !== undefined && { torn });
    Object.assign(
      earliest,
      halted && !earliest.halted && { halted },
      interruptedBy !== undefined && earliest.interruptedBy === undefined && { interruptedBy },
    );
  }
  return { ...read, ...last, ...earliest };
}
