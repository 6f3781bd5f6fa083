import type { Outcome, Violation } from "./model.ts";

/**
 * What the violations of a case make of it: a documented one fails it, an inferred one warns, or fails under strict,
 * an observed one is recorded alone. A known deviation warns: it is seen, and does not fail the run.
 */
export function outcomeOfViolations(
  violations: readonly Violation[],
  strict: boolean,
): Extract<Outcome, "passed" | "warned" | "failed"> {
  const judged = violations.filter(({ level }) => level !== "observed");
  const unknown = judged.filter(({ deviation }) => deviation === undefined);
  if (unknown.some(({ level }) => level === "documented" || strict)) return "failed";
  return judged.length > 0 ? "warned" : "passed";
}
