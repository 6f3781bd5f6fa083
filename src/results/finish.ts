import type { Contract } from "../contract/model.ts";
import { applyDeviations } from "./deviations.ts";
import type { JournalContent } from "./journal.ts";
import type { CaseResult, Report } from "./model.ts";
import { assembleReport } from "./report.ts";

/**
 * The report of a run from its journal: every planned case in the order of the plan, those that the run never came
 * to as not exercised. The same whether the run ended by itself, was interrupted, or was killed.
 *
 * @param today yyyy-MM-dd, by which declared deviations expire
 */
export function finishRun(
  journal: JournalContent,
  durationMs: number,
  contract: Contract,
  today: string,
): Report {
  const { header, planned, declarations } = journal;
  const ended = new Map(journal.results.map((result) => [result.id, result]));
  const results = planned.map((stub): CaseResult => ended.get(stub.id) ?? stub);
  const applied = applyDeviations(results, declarations, today);
  return assembleReport(header, durationMs, applied.results, contract, {
    declaredGaps: declarations.gaps,
    deviations: applied.states,
    narrowed: declarations.narrowed,
  });
}
