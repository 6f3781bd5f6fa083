import type { Case } from "../cases/model.ts";
import type { Contract } from "../contract/model.ts";
import type { CaseResult } from "../results/case-result.ts";
import { applyDeviations } from "../results/deviations.ts";
import { dayOf } from "../results/finish.ts";
import { notSentReason } from "../results/halt.ts";
import {
  appendToJournal,
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

/** What is to be known of a case before its result is asked for. */
export type ListedCase = Pick<Case, "id" | "operation" | "title" | "kind">;

/** Where results come from, a case at a time. */
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
  const today = dayOf(header);
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
      return applyDeviations([result], declarations, today).results[0] ?? result;
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
