import { DateTime } from "luxon";
import type { Contract } from "../contract/model.ts";
import type { CaseResult } from "./case-result.ts";
import { type ClockDifference, clockDifference } from "./clock-difference.ts";
import { withHeldControls } from "./controls.ts";
import { cutShortReason } from "./cut-short.ts";
import { applyDeviations } from "./deviations.ts";
import { notSentReason } from "./halt.ts";
import type { JournalContent } from "./journal.ts";
import { ledgerOf } from "./ledger.ts";
import { withoutLockedOut } from "./locked-out.ts";
import type { ControlRecord, Report, RunHeader } from "./model.ts";
import { assembleReport } from "./report.ts";
import { trafficAccount } from "./traffic-account.ts";

/**
 * The report of a run from its journal alone: every planned case in the order of the plan, those that the run never
 * came to as not exercised. The same whether the run ended by itself, was interrupted, or was killed, and whenever
 * the report is made: declared deviations expire by the day of the run.
 */
export function finishRun(journal: JournalContent, contract: Contract): Report {
  const { header, declarations, interruptedBy, controls, halted } = journal;
  const results = resultsOf(journal);
  const judged = inEachShard(results, controls, (own, beside) =>
    withoutLockedOut(withHeldControls(own, beside, contract), beside),
  );
  const applied = applyDeviations(judged, declarations, dayOf(header));
  const unreached = results.filter(({ fault }) => fault === "cut-short").length;
  // Of recorded traffic nobody knows whose clock its times are by.
  const clock = journal.traffic ? undefined : worstClock([...results, ...controls]);
  const { entries, tripwire } = ledgerOf(journal.ledger ?? []);
  return assembleReport(header, durationOf(journal), applied.results, contract, {
    declaredGaps: declarations.gaps,
    deviations: applied.states,
    narrowed: declarations.narrowed || (!journal.traffic && results.length < journal.planned.length),
    ...(header.shard && { shard: header.shard }),
    ...(header.shards && { shards: header.shards }),
    ...(declarations.prepared && { prepared: true }),
    strict: declarations.strict,
    controls,
    ...(clock && { clock }),
    ...(halted && { halted }),
    ...(journal.traffic && { traffic: trafficAccount(journal.traffic, applied.results, contract) }),
    ledger: entries,
    ...(tripwire && { tripwire }),
    ...(unreached > 0 && !header.shards && { cutShort: { by: interruptedBy, cases: unreached } }),
  });
}

/** What each planned case came to, in the order of the plan, and behind them what was recorded, which nobody planned. */
export function resultsOf(journal: JournalContent): readonly CaseResult[] {
  const { interruptedBy, halted } = journal;
  const ended = new Map(journal.results.map((result) => [result.id, result]));
  const begun = new Set(journal.begun);
  const recorded = journal.traffic ? journal.results.filter(({ kind }) => kind === "traffic") : [];
  const results = chosenOf(journal).map(
    (stub): CaseResult =>
      ended.get(stub.id) ??
      (halted ? { ...stub, reason: notSentReason(halted) } : neverReached(stub, interruptedBy, begun)),
  );
  return [...results, ...recorded];
}

/**
 * What one machine saw is no evidence for another one: each had a session and a clock of its own. Results stay in their
 * order.
 */
function inEachShard(
  results: readonly CaseResult[],
  controls: readonly ControlRecord[],
  judge: (own: readonly CaseResult[], beside: readonly ControlRecord[]) => readonly CaseResult[],
): readonly CaseResult[] {
  const shards = new Set(results.map(({ shard }) => shard));
  if (shards.size < 2) return judge(results, controls);
  const judged = [...shards].flatMap((index) =>
    judge(
      results.filter(({ shard }) => shard === index),
      controls.filter(({ shard }) => shard === index),
    ),
  );
  const byId = new Map(judged.map((result) => [result.id, result]));
  return results.map((result) => byId.get(result.id) ?? result);
}

/** How far apart the clocks are; of several machines, of the one that is furthest off. */
function worstClock(sent: readonly (CaseResult | ControlRecord)[]): ClockDifference | undefined {
  const shards = new Set(sent.map(({ shard }) => shard));
  return [...shards]
    .flatMap((index) => clockDifference({ cases: sent.filter(({ shard }) => shard === index) }) ?? [])
    .sort((one, other) => Math.abs(other.seconds) - Math.abs(one.seconds))
    .at(0);
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
