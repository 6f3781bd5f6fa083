import type { Case, JourneyStep } from "../cases/model.ts";
import { pointOf } from "../contract/coverage-point.ts";
import type { Strictness } from "../contract/expectation.ts";
import type { RuleRecord } from "../results/case-result.ts";
import { outcomeOfViolations } from "../results/outcome.ts";
import { type Found, NOTHING_SEEN } from "./empty-result.ts";

/** A step that was made, with what each of its requests found. */
export interface Done {
  readonly step: JourneyStep;
  readonly found: readonly Found[];
}

/** What the steps of a journey found, as the one result of the journey. */
export function mergeSteps(
  row: Case,
  done: readonly Done[],
  stopped: string | undefined,
  strict: Strictness,
): Found {
  const parts = done.flatMap(({ step, found }) => found.map((one) => labelled(one, step.name)));
  const violations = parts.flatMap((part) => part.violations);
  const outcome = outcomeOfViolations(violations, strict);
  const all: Found = {
    outcome,
    observed: observedIn(done),
    violations,
    rules: mergedRules(parts.flatMap(({ rules }) => rules)),
    clauses: [...new Set([...row.clauses, ...parts.flatMap(({ clauses }) => clauses)])],
    points: done.map(({ step }) => pointOf(row.clauses[0] ?? row.id, `${row.name} ${step.name}`)),
    attempts: parts.reduce((sum, { attempts }) => sum + attempts, 0),
    exchanges: parts.flatMap(({ exchanges }) => exchanges),
    readings: parts.flatMap(({ readings }) => readings),
  };
  if (outcome === "failed") return all;
  const errored = parts.find((part) => part.outcome === "errored");
  if (errored) {
    const reason = errored.reason ?? "a step errored";
    return { ...all, outcome: "errored", ...(errored.fault && { fault: errored.fault }), reason };
  }
  if (outcome === "warned") return all;
  const unshown = parts.find((part) => part.outcome === "not-exercised");
  if (unshown) return { ...all, outcome: "not-exercised", reason: unshown.reason ?? "a step shows nothing" };
  if (stopped === undefined) return all;
  return { ...all, outcome: "errored", fault: "could-not-run", reason: `could-not-run: ${stopped}` };
}

/** What the journey came to; how it was cleaned up says nothing of that. */
function observedIn(done: readonly Done[]): Found["observed"] {
  const seen = done
    .filter(({ step }) => !step.cleanup)
    .flatMap(({ found }) => found)
    .findLast(({ exchanges }) => exchanges.length > 0);
  return seen?.observed ?? NOTHING_SEEN.observed;
}

function labelled(found: Found, step: string): Found {
  return {
    ...found,
    exchanges: found.exchanges.map((exchange) => ({ ...exchange, label: step })),
    violations: found.violations.map((violation) => ({ ...violation, exchange: step })),
  };
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
