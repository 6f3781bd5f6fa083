import type { Case } from "../cases/model.ts";
import { refusedGuess, whyNotReady } from "../cases/readiness.ts";
import type { CaseResult } from "../results/case-result.ts";
import type { RunContext } from "./context.ts";
import { RunCutShort } from "./cut-short.ts";
import { describeCase, type Found, NOTHING_SEEN } from "./empty-result.ts";
import { exercise } from "./exercise.ts";
import { runJourney } from "./run-journey.ts";
import { Withheld } from "./withheld.ts";

/** Runs one case from row to result. Never throws: what breaks is the outcome of the case. */
export async function runCase(row: Case, context: RunContext): Promise<CaseResult> {
  const startedAt = new Date();
  const notReady = whyNotReady(row, context.settings);
  const base = { ...describeCase(row, context.contract), startedAt: startedAt.toISOString() };
  if (notReady)
    return { ...base, ...NOTHING_SEEN, outcome: "not-exercised", reason: notReady.reason, durationMs: 0 };
  const ended = (): { durationMs: number } => ({ durationMs: Date.now() - startedAt.getTime() });
  try {
    const found = row.steps
      ? await runJourney(row, row.steps, context)
      : (await context.oneAtATime(row, () => exercise(row, context))).found;
    return { ...base, ...withoutRefusedGuess(row, found, context), ...ended() };
  } catch (error) {
    if (error instanceof RunCutShort) return { ...base, ...NOTHING_SEEN, ...cutShort(error), ...ended() };
    if (error instanceof Withheld)
      return { ...base, ...NOTHING_SEEN, outcome: "not-exercised", reason: error.reason, ...ended() };
    const broke = context.masking.text(`suite-fault: ${String((error as Error).message)}`);
    return { ...base, ...NOTHING_SEEN, outcome: "errored", fault: "suite-fault", reason: broke, ...ended() };
  }
}

/** A target that refuses what the suite could only guess has not been exercised, and not deviated. */
function withoutRefusedGuess(row: Case, found: Found, { plan, settings }: RunContext): Found {
  const lastOperation = row.steps === undefined ? row.operation : operationOfLast(row, found);
  const guess = refusedGuess(
    { ...row, operation: lastOperation },
    found.observed.code,
    plan.guesses.get(lastOperation) ?? [],
    settings.testData,
  );
  if (!guess) return found;
  const { field, refusedWith } = guess;
  const reason = `no test data: the target answers ${refusedWith}, so give ${field} under ${lastOperation}: "*": in ${settings.testDataFile}`;
  return { ...found, outcome: "not-exercised", reason, violations: [] };
}

/** The operation of the step that a journey ended with. */
function operationOfLast({ steps, operation }: Case, { exchanges }: Found): string {
  const label = exchanges.at(-1)?.label;
  return steps?.find(({ name }) => name === label)?.row.operation ?? operation;
}

function cutShort({ message }: RunCutShort): Pick<CaseResult, "outcome" | "fault" | "reason"> {
  return { outcome: "not-exercised", fault: "cut-short", reason: message };
}
