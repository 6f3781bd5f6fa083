import type { Case } from "../cases/model.ts";
import type { Contract } from "../contract/model.ts";
import type { CaseResult } from "../results/case-result.ts";
import { applyDeviations } from "../results/deviations.ts";
import { dayOf, finishRun } from "../results/finish.ts";
import { notSentReason } from "../results/halt.ts";
import {
  appendToJournal,
  type JournalContent,
  noteBegin,
  noteControl,
  noteHalt,
  noteInterruption,
  readJournal,
} from "../results/journal.ts";
import type { ControlRecord, Halt, RuleText } from "../results/model.ts";
import { ControlKeeper } from "./control-keeper.ts";
import { notReached } from "./empty-result.ts";
import type { Session } from "./session.ts";
import { FELL_SILENT, SilenceWatch } from "./silence-watch.ts";

/** What the specs need to know of a case before they ask for its result. */
export type ListedCase = Pick<Case, "id" | "operation" | "title" | "kind">;

/** Where the specs take results from: the target itself, or the journal of a run that is over. */
export interface CaseSource {
  readonly cases: readonly ListedCase[];
  /** The rules that answers are held against. */
  readonly rules: readonly RuleText[];
  /** The result with the environment's known deviations marked. */
  resultOf(row: ListedCase): Promise<CaseResult>;
}

/**
 * Runs each case when it is asked for, and writes its result to the journal before anybody looks at it. The first one
 * opens the run; where the opening shows that nothing can be learned of the target, no case is sent.
 */
export function fromTarget(session: Session, journal: string, contract: Contract): CaseSource {
  const rows = new Map(session.cases.map((row) => [row.id, row]));
  const { header, declarations } = readJournal(journal);
  const note = (control: ControlRecord): void => noteControl(journal, control);
  const keeper = new ControlKeeper(session.cases, session.isReady, session.control, note);
  const silence = new SilenceWatch(
    () => session.stillAnswers(note),
    () => {
      noteInterruption(journal, FELL_SILENT);
      session.end(FELL_SILENT);
    },
  );
  let opening: Promise<Halt | undefined> | undefined;
  return {
    cases: session.cases,
    rules: header.rules,
    resultOf: async ({ id }) => {
      const row = rows.get(id);
      if (!row) throw new Error(`the run has no case ${id}`);
      opening ??= openNoted(session, journal);
      const result = await afterOpening(opening, row);
      appendToJournal(journal, result);
      return applyDeviations([result], declarations, dayOf(header)).results[0] ?? result;
    },
  };

  /** An opening that breaks is the suite's own fault: nothing is known then of what may be sent. */
  async function afterOpening(opened: Promise<Halt | undefined>, row: Case): Promise<CaseResult> {
    let halted: Halt | undefined;
    try {
      halted = await opened;
    } catch (error) {
      const reason = `suite-fault: the opening of the run broke with ${error instanceof Error ? error.name : typeof error}`;
      return { ...notReached(row, contract, reason), outcome: "errored", fault: "suite-fault" };
    }
    if (halted) return notReached(row, contract, notSentReason(halted));
    await keeper.before(row);
    noteBegin(journal, row.id);
    const result = await session.run(row);
    await silence.after(result);
    await keeper.after(row, result);
    return result;
  }
}

async function openNoted(session: Session, journal: string): Promise<Halt | undefined> {
  const halted = await session.open((control) => noteControl(journal, control));
  if (halted) noteHalt(journal, halted);
  return halted;
}

/** Gives each planned case the result that it has in the report of a run that is over; nothing is sent. */
export function fromJournal(journal: JournalContent, contract: Contract): CaseSource {
  const results = new Map(finishRun(journal, contract).cases.map((result) => [result.id, result]));
  return {
    cases: journal.planned,
    rules: journal.header.rules,
    resultOf: async ({ id }) => {
      const result = results.get(id);
      if (!result) throw new Error(`the journal has no case ${id}`);
      return result;
    },
  };
}
