import { RESPONSE_TIME_RULE, type Strictness } from "../contract/expectation.ts";
import type { Outcome, Violation } from "./case-result.ts";

/**
 * What the violations of a case make of it: a documented one fails it, an inferred one fails it where the run's
 * strictness says so and warns otherwise, an observed one is recorded alone. A known deviation warns: it is seen, and
 * does not fail the run.
 */
export function outcomeOfViolations(
  violations: readonly Violation[],
  strict: Strictness,
): Extract<Outcome, "passed" | "warned" | "failed"> {
  const judged = violations.filter(({ level }) => level !== "observed");
  const unknown = judged.filter(({ deviation }) => deviation === undefined);
  if (unknown.some((violation) => isFailing(violation, strict))) return "failed";
  return judged.length > 0 ? "warned" : "passed";
}

/** Whether a violation that is judged fails the run under a strictness; whether it is tolerated is another question. */
export function isFailing(
  { rule, level, family }: Pick<Violation, "rule" | "level" | "family">,
  strict: Strictness,
): boolean {
  if (rule === RESPONSE_TIME_RULE) return false;
  if (level !== "inferred") return level === "documented";
  return strict === "all" || (strict === "security" && family === "security");
}
