import type { Case } from "../cases/model.ts";
import { missingData } from "../cases/request-body.ts";
import { mayRun } from "../environment/policy.ts";
import type { CaseResult } from "../results/model.ts";
import type { RunContext } from "./context.ts";
import { RunCutShort } from "./cut-short.ts";
import { exercise } from "./exercise.ts";
import { runJourney } from "./run-journey.ts";
import { describeCase, NOTHING_SEEN } from "./unseen-result.ts";

/** Runs one case from row to result. Never throws: what breaks is the outcome of the case. */
export async function runCase(row: Case, context: RunContext): Promise<CaseResult> {
  const startedAt = new Date();
  const reason = whyNotExercised(row, context);
  const base = { ...describeCase(row, context.contract), startedAt: startedAt.toISOString() };
  if (reason !== undefined)
    return { ...base, ...NOTHING_SEEN, outcome: "not-exercised", reason, durationMs: 0 };
  const ended = (): { durationMs: number } => ({ durationMs: Date.now() - startedAt.getTime() });
  try {
    const found = row.steps
      ? await runJourney(row, row.steps, context)
      : (await exercise(row, context)).found;
    return { ...base, ...found, ...ended() };
  } catch (error) {
    if (error instanceof RunCutShort) return { ...base, ...NOTHING_SEEN, ...cutShort(error), ...ended() };
    const broke = context.masking.text(`suite-fault: ${String((error as Error).message)}`);
    return { ...base, ...NOTHING_SEEN, outcome: "errored", fault: "suite-fault", reason: broke, ...ended() };
  }
}

/** Why a case may not or cannot run on this target; undefined where it can. */
export function whyNotExercised(row: Case, { settings }: Pick<RunContext, "settings">): string | undefined {
  const permission = mayRun(settings, row);
  if (!permission.allowed) return permission.reason;
  const missing = missingData(row, settings.testData);
  const place = (name: string): string => `under ${row.operation}: ${name}: in ${settings.testDataFile}`;
  if (missing.length > 0) return `no test data: give ${missing.join(", ")} ${place(row.dataOf ?? row.name)}`;
  if (!row.vouched || settings.embedded || settings.testData[row.operation]?.[row.name]) return undefined;
  return `no test data: the values of this case could be somebody's; vouch for values ${place(row.name)}`;
}

function cutShort({ message }: RunCutShort): Pick<CaseResult, "outcome" | "fault" | "reason"> {
  return { outcome: "not-exercised", fault: "cut-short", reason: message };
}
