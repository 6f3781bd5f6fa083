import type { Carried, JourneyStep } from "../cases/journey-model.ts";
import type { Case } from "../cases/model.ts";
import { type Json, toPointer, valueAt } from "../exact/json.ts";
import type { RuleRecord, Violation } from "../results/model.ts";
import { outcomeOfViolations } from "../results/outcome.ts";
import { buildBody } from "./build-body.ts";
import type { RunContext } from "./context.ts";
import { type Exercised, exercise } from "./exercise.ts";
import { type Found, NOTHING_SEEN } from "./unseen-result.ts";

/**
 * Runs the steps of a journey one after the other. A step that does not find what it should ends the journey, because
 * what comes after rests on it; steps that clean up run all the same.
 */
export async function runJourney(
  row: Case,
  steps: readonly JourneyStep[],
  context: RunContext,
): Promise<Found> {
  const seen = new Map<string, Exercised>();
  const found: Found[] = [];
  let stopped: string | undefined;
  for (const step of steps) {
    if (stopped !== undefined && !step.cleanup) continue;
    const ready = withCarried(step, seen);
    if (!ready) {
      if (!step.cleanup) stopped = `step ${step.name} lacks a value that an earlier answer was to give`;
      continue;
    }
    const tries = await atOnce(step, ready, context);
    const best = tries.find(
      (attempt) => attempt.found.observed.code === context.contract.envelope.successCode,
    );
    const kept = best ?? tries[0];
    if (kept) seen.set(step.name, kept);
    found.push(
      ...tries.map((attempt) => labelled(attempt.found, step.name)),
      atMostOnce(step, tries, context),
    );
    if (found.some(({ outcome }) => outcome !== "passed") && !step.cleanup)
      stopped = `step ${step.name} ended the journey`;
  }
  return merged(row, found, stopped, context.settings.strict);
}

/** Sends the request of a step, as often as the step says and then the very same one, fresh values and all. */
async function atOnce(step: JourneyStep, row: Case, context: RunContext): Promise<Exercised[]> {
  if (step.together < 2) return [await exercise(row, context)];
  const body = Object.entries(buildBody(row, context)).map(([field, value]): [string, Json] => [
    toPointer([field]),
    value,
  ]);
  const same = { ...row, request: { ...row.request, set: new Map(body) } };
  return Promise.all(Array.from({ length: step.together }, () => exercise(same, context)));
}

/** The step's case with the values carried into it; undefined where an answer did not have one. */
function withCarried(step: JourneyStep, seen: ReadonlyMap<string, Exercised>): Case | undefined {
  const values = [...step.carry].map(([field, from]) => [field, carriedValue(from, seen)] as const);
  if (values.some(([, value]) => value === undefined)) return undefined;
  const carried = values.flatMap(([field, value]): [string, Json][] =>
    value === undefined ? [] : [[field, value]],
  );
  const { request } = step.row;
  return { ...step.row, request: { ...request, set: new Map([...request.set, ...carried]) } };
}

function carriedValue(
  { step, side, pointer }: Carried,
  seen: ReadonlyMap<string, Exercised>,
): Json | undefined {
  const from = seen.get(step);
  return valueAt(side === "request" ? from?.body : from?.answer, pointer);
}

function labelled(found: Found, step: string): Found {
  return {
    ...found,
    exchanges: found.exchanges.map((exchange) => ({ ...exchange, label: step })),
    violations: found.violations.map((violation) => ({ ...violation, exchange: step })),
  };
}

/** Of requests that are the same and sent at once at most one succeeds: money and memberships move once. */
function atMostOnce(step: JourneyStep, tries: readonly Exercised[], { contract }: RunContext): Found {
  const successes = tries.filter(({ found }) => found.observed.code === contract.envelope.successCode).length;
  const nothing: Found = { ...NOTHING_SEEN, clauses: [], outcome: "passed" };
  if (step.together < 2) return nothing;
  if (successes < 2) return { ...nothing, rules: [{ rule: "at-most-once", state: "held" }] };
  const clause = step.row.expected.clauses.code;
  const documented = `one success at most of ${step.together} requests that are the same`;
  const actual = `${successes} successes`;
  const { level } = step.row;
  const message = `The same request sent twice at once is carried out once. Documented ${documented}, actual ${actual}.`;
  const violation: Violation = {
    rule: "at-most-once",
    level,
    clause,
    where: "body",
    documented,
    actual,
    message,
    exchange: step.name,
  };
  return {
    ...nothing,
    outcome: "failed",
    violations: [violation],
    rules: [{ rule: "at-most-once", state: "violated" }],
  };
}

function merged(row: Case, parts: readonly Found[], stopped: string | undefined, strict: boolean): Found {
  const violations = parts.flatMap((part) => part.violations);
  const last = parts.findLast(({ exchanges }) => exchanges.length > 0);
  const errored = parts.find(({ outcome }) => outcome === "errored");
  const outcome = outcomeOfViolations(violations, strict);
  const all: Found = {
    outcome,
    observed: last?.observed ?? NOTHING_SEEN.observed,
    violations,
    rules: mergedRules(parts.flatMap(({ rules }) => rules)),
    clauses: [...new Set([...row.clauses, ...parts.flatMap(({ clauses }) => clauses)])],
    points: row.steps?.map(({ name }) => `${row.clauses[0] ?? row.id} ${row.name} ${name}`) ?? [],
    attempts: parts.reduce((sum, { attempts }) => sum + attempts, 0),
    exchanges: parts.flatMap(({ exchanges }) => exchanges),
    readings: parts.flatMap(({ readings }) => readings),
  };
  if (outcome === "failed") return all;
  if (errored)
    return {
      ...all,
      outcome: "errored",
      ...(errored.fault && { fault: errored.fault }),
      reason: errored.reason ?? "a step errored",
    };
  if (stopped === undefined || outcome === "warned") return all;
  return { ...all, outcome: "errored", fault: "could-not-run", reason: `could-not-run: ${stopped}` };
}

const WORST: readonly RuleRecord["state"][] = ["violated", "could-not-run", "held", "not-applicable"];

/** One record a rule: the worst that became of it in any step. */
function mergedRules(records: readonly RuleRecord[]): RuleRecord[] {
  const byRule = new Map<string, RuleRecord>();
  for (const record of records) {
    const known = byRule.get(record.rule);
    if (!known || WORST.indexOf(record.state) < WORST.indexOf(known.state)) byRule.set(record.rule, record);
  }
  return [...byRule.values()];
}
