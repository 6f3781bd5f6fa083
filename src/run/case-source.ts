import type { Case } from "../cases/model.ts";
import type { Contract } from "../contract/model.ts";
import { applyDeviations } from "../results/deviations.ts";
import { dayOf, finishRun } from "../results/finish.ts";
import { appendToJournal, type JournalContent, noteBegin, readJournal } from "../results/journal.ts";
import type { CaseResult } from "../results/model.ts";
import type { Session } from "./session.ts";

/** What the specs need to know of a case before they ask for its result. */
export type ListedCase = Pick<Case, "id" | "operation" | "title" | "kind">;

/** Where the specs take results from: the target itself, or the journal of a run that is over. */
export interface CaseSource {
  readonly cases: readonly ListedCase[];
  /** The result with the environment's known deviations marked. */
  resultOf(row: ListedCase): Promise<CaseResult>;
}

/** Runs each case when it is asked for, and writes its result to the journal before anybody looks at it. */
export function fromTarget(session: Session, journal: string): CaseSource {
  const rows = new Map(session.cases.map((row) => [row.id, row]));
  const { header, declarations } = readJournal(journal);
  return {
    cases: session.cases,
    resultOf: async ({ id }) => {
      const row = rows.get(id);
      if (!row) throw new Error(`the run has no case ${id}`);
      noteBegin(journal, id);
      const result = await session.run(row);
      appendToJournal(journal, result);
      return applyDeviations([result], declarations, dayOf(header)).results[0] ?? result;
    },
  };
}

/** Gives each planned case the result that it has in the report of a run that is over; nothing is sent. */
export function fromJournal(journal: JournalContent, contract: Contract): CaseSource {
  const results = new Map(finishRun(journal, contract).cases.map((result) => [result.id, result]));
  return {
    cases: journal.planned,
    resultOf: async ({ id }) => {
      const result = results.get(id);
      if (!result) throw new Error(`the journal has no case ${id}`);
      return result;
    },
  };
}
