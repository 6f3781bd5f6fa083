import type { CaseResult } from "../src/results/case-result.ts";
import type { Report } from "../src/results/model.ts";
import { renderViolation, violationHeadline } from "../src/results/violation-text.ts";

/** Everything that is told of the violations of a case, as text. */
export function caseDetails(result: CaseResult, { suite: { seed }, invocation, rules }: Report): string {
  return result.violations
    .map((violation) => renderViolation(violation, result, { seed, invocation, rules }))
    .join("\n\n");
}

/** The violations of a case on one line; empty where it has none. */
export function caseHeadline({ violations }: CaseResult): string {
  return violations.map(violationHeadline).join("; ");
}
