import type { Strictness } from "../contract/expectation.ts";
import type { Contract } from "../contract/model.ts";
import { statedFacts } from "../contract/stated-facts.ts";
import type { CaseResult } from "./case-result.ts";
import { findCauses } from "./causes/find-causes.ts";
import { indexClauses, measureCoverage } from "./coverage.ts";
import type { ControlRecord, Report, RunHeader } from "./model.ts";
import { measureResponseTimes } from "./response-times.ts";
import { countOutcomes, judgeRun, type VerdictInput } from "./verdict.ts";

/** Version of the report's shape, as `reporters/conformance.schema.json` demands it. */
export const SCHEMA_VERSION = "2.0";

export interface ReportExtras extends Omit<VerdictInput, "cases"> {
  /** Which inferred violations fail the run. */
  readonly strict: Strictness;
  /** Requests that no case made. */
  readonly controls?: readonly ControlRecord[];
}

/** Everything that a run found, as one value. Cases stay in the order in which they are given. */
export function assembleReport(
  header: RunHeader,
  durationMs: number,
  cases: readonly CaseResult[],
  contract: Contract,
  extras: ReportExtras,
): Report {
  const { verdict, reasons } = judgeRun({ cases, ...extras });
  return {
    ...(extras.tripwire && { tripwire: extras.tripwire }),
    schemaVersion: header.schemaVersion,
    suite: header.suite,
    target: header.target,
    startedAt: header.startedAt,
    ...(header.invocation && { invocation: header.invocation }),
    ...(header.shard && { shard: header.shard }),
    ...(header.shards && { shards: header.shards }),
    rules: header.rules,
    durationMs,
    verdict,
    reasons,
    strict: extras.strict,
    totals: countOutcomes(cases),
    causes: findCauses(cases, {
      strict: extras.strict,
      seed: header.suite.seed,
      invocation: header.invocation,
      rules: header.rules,
      ...(extras.controls && { controls: extras.controls }),
    }),
    cases,
    controls: extras.controls ?? [],
    ...(extras.halted && { halted: extras.halted }),
    ...(extras.traffic && { traffic: extras.traffic }),
    coverage: measureCoverage(contract, cases),
    clauseIndex: indexClauses(contract, cases),
    contract: statedFacts(contract),
    responseTimes: measureResponseTimes(cases),
    deviations: extras.deviations,
    ledger: extras.ledger ?? [],
    readings: observeReadings(contract, cases),
  };
}

/**
 * One entry for each different thing that was seen under a reading, in the contract's order; a reading under which
 * nothing was seen has one entry with an empty `observed`. Which case saw it stands in the cases.
 */
function observeReadings(contract: Contract, cases: readonly CaseResult[]): Report["readings"] {
  const seen = new Map<string, Set<string>>(contract.readings.map(({ id }) => [id, new Set()]));
  for (const { id, observed } of cases.flatMap(({ readings }) => readings)) {
    seen.set(id, (seen.get(id) ?? new Set()).add(observed));
  }
  const questions = new Map(contract.readings.map(({ id, question }) => [id, question]));
  return [...seen].flatMap(([id, observations]) => {
    const question = questions.get(id) ?? "This contract has no such reading.";
    if (observations.size === 0) return [{ id, question, observed: "" }];
    return [...observations].map((observed) => ({ id, question, observed }));
  });
}
