import type { Case } from "../cases/model.ts";
import { missingData } from "../cases/request-body.ts";
import { mayRun } from "../environment/policy.ts";
import type { CaseResult } from "../results/model.ts";
import type { RunContext } from "./context.ts";
import { exercise } from "./exercise.ts";
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
    const found = await exercise(row, context);
    return { ...base, ...found, ...ended() };
  } catch (error) {
    const broke = context.masking.text(`suite-fault: ${String((error as Error).message)}`);
    return { ...base, ...NOTHING_SEEN, outcome: "errored", reason: broke, ...ended() };
  }
}

/** Why a case may not or cannot run on this target; undefined where it can. */
export function whyNotExercised(row: Case, { settings }: Pick<RunContext, "settings">): string | undefined {
  const permission = mayRun(settings, row);
  if (!permission.allowed) return permission.reason;
  const missing = missingData(row, settings.testData);
  if (missing.length === 0) return undefined;
  return `no test data: give ${missing.join(", ")} under ${row.operation}: ${row.name}: in ${settings.testDataFile}`;
}
