import { DateTime } from "luxon";
import type { Contract } from "../contract/model.ts";
import type { CaseResult } from "./case-result.ts";
import { clockDifference } from "./clock-difference.ts";
import { withHeldControls } from "./controls.ts";
import { cutShortReason } from "./cut-short.ts";
import { applyDeviations } from "./deviations.ts";
import { notSentReason } from "./halt.ts";
import type { JournalContent } from "./journal.ts";
import { ledgerOf } from "./ledger.ts";
import { withoutLockedOut } from "./locked-out.ts";
import type { Report, RunHeader } from "./model.ts";
import { assembleReport } from "./report.ts";
import { trafficAccount } from "./traffic-account.ts";

/**
 * The report of a run from its journal alone: every planned case in the order of the plan, those that the run never
 * came to as not exercised. The same whether the run ended by itself, was interrupted, or was killed, and whenever
 * the report is made: declared deviations expire by the day of the run.
 */
export function finishRun(journal: JournalContent, contract: Contract): Report {
  const { header, declarations, interruptedBy, controls, halted } = journal;
  const planned = chosenOf(journal);
  const ended = new Map(journal.results.map((result) => [result.id, result]));
  const begun = new Set(journal.begun);
  const results = planned.map(
    (stub): CaseResult =>
      ended.get(stub.id) ??
      (halted ? { ...stub, reason: notSentReason(halted) } : neverReached(stub, interruptedBy, begun)),
  );
  // Nobody planned what was recorded.
  if (journal.traffic) results.push(...journal.results.filter(({ kind }) => kind === "traffic"));
  const applied = applyDeviations(
    withoutLockedOut(withHeldControls(results, controls, contract), controls),
    declarations,
    dayOf(header),
  );
  const unreached = results.filter(({ fault }) => fault === "cut-short").length;
  // Of recorded traffic nobody knows whose clock its times are by.
  const clock = journal.traffic ? undefined : clockDifference({ cases: [...results, ...controls] });
  const { entries, tripwire } = ledgerOf(journal.ledger ?? []);
  return assembleReport(header, durationOf(journal), applied.results, contract, {
    declaredGaps: declarations.gaps,
    deviations: applied.states,
    narrowed: declarations.narrowed || planned.length < journal.planned.length,
    ...(header.shard && { shard: header.shard }),
    ...(declarations.prepared && { prepared: true }),
    strict: declarations.strict,
    controls,
    ...(clock && { clock }),
    ...(halted && { halted }),
    ...(journal.traffic && { traffic: trafficAccount(journal.traffic, applied.results, contract) }),
    ledger: entries,
    ...(tripwire && { tripwire }),
    ...(unreached > 0 && { cutShort: { by: interruptedBy, cases: unreached } }),
  });
}

function neverReached(
  stub: CaseResult,
  interruptedBy: string | undefined,
  begun: ReadonlySet<string>,
): CaseResult {
  return { ...stub, fault: "cut-short", reason: cutShortReason(interruptedBy, begun.has(stub.id)) };
}

/** The cases that the run was to exercise. One that was interrupted did not come to all that were chosen. */
function chosenOf({ planned, chosen, interruptedBy }: JournalContent): readonly CaseResult[] {
  if (chosen === undefined || interruptedBy !== undefined) return planned;
  const ids = new Set(chosen);
  return planned.filter(({ id }) => ids.has(id));
}

/** The day on which a run began, yyyy-MM-dd in the zone of this computer. */
export function dayOf({ startedAt }: Pick<RunHeader, "startedAt">): string {
  return DateTime.fromISO(startedAt).toISODate() ?? startedAt.slice(0, 10);
}

/** Milliseconds from the beginning of the run to the end of the last case that ended. */
function durationOf({ header, results }: JournalContent): number {
  const began = Date.parse(header.startedAt);
  const ends = results.map(({ startedAt, durationMs }) => Date.parse(startedAt) + durationMs);
  return Math.max(0, ...ends.map((end) => end - began));
}
