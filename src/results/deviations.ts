import type { Strictness } from "../contract/expectation.ts";
import type { CaseResult, Violation } from "./case-result.ts";
import { altered } from "./kept-elsewhere.ts";
import type { DeviationState, RunDeclarations } from "./model.ts";
import { outcomeOfViolations } from "./outcome.ts";

type Declared = RunDeclarations["deviations"][number];

export interface AppliedDeviations {
  readonly results: readonly CaseResult[];
  readonly states: readonly DeviationState[];
}

/**
 * Marks the violations that the environment file declares, case, rule and place all alike, and takes the outcome of
 * their cases anew. A deviation past its last day tolerates nothing.
 *
 * @param today yyyy-MM-dd
 */
export function applyDeviations(
  results: readonly CaseResult[],
  { deviations, strict }: Pick<RunDeclarations, "deviations" | "strict">,
  today: string,
): AppliedDeviations {
  const tolerated = deviations.filter(({ expires }) => expires >= today);
  return {
    results: results.map((result) => marked(result, tolerated, strict)),
    states: deviations.map((deviation) => ({
      id: deviation.id,
      case: deviation.case,
      rule: deviation.rule,
      owner: deviation.owner,
      expires: deviation.expires,
      state: stateOf(deviation, results, today),
    })),
  };
}

function marked(result: CaseResult, tolerated: readonly Declared[], strict: Strictness): CaseResult {
  const violations = result.violations.map((violation): Violation => {
    const known = tolerated.find((deviation) => isThis(deviation, result, violation));
    return known ? { ...violation, deviation: known.id } : violation;
  });
  if (!violations.some(({ deviation }) => deviation !== undefined)) return result;
  // An errored case was not judged in full; what is known of it changes nothing.
  const outcome = result.outcome === "errored" ? "errored" : outcomeOfViolations(violations, strict);
  return altered(result, { violations, outcome });
}

function isThis(deviation: Declared, result: CaseResult, violation: Violation): boolean {
  if (deviation.case !== result.id || deviation.rule !== violation.rule) return false;
  return deviation.where === undefined || deviation.where === violation.where;
}

function stateOf(
  deviation: Declared,
  results: readonly CaseResult[],
  today: string,
): DeviationState["state"] {
  if (deviation.expires < today) return "expired";
  const result = results.find(({ id }) => id === deviation.case);
  if (result?.violations.some((violation) => isThis(deviation, result, violation))) return "matched";
  const exercised = result !== undefined && ["passed", "warned", "failed"].includes(result.outcome);
  return exercised ? "unused" : "untried";
}
