import type { CaseResult } from "../src/results/case-result.ts";
import type { Report } from "../src/results/model.ts";
import { renderViolation, violationHeadline } from "../src/results/violation-text.ts";

/** Cases of which everything is told in a file that other programs read at once; further ones are told by a line for each violation. */
const TOLD_WHOLE = 500;

/** Tells the violations of a case as text: of the first cases that have some, and of the first of each cause, everything. */
export function detailTeller(report: Report): (result: CaseResult) => string {
  const whole = new Set(
    report.cases
      .filter(({ violations }) => violations.length > 0)
      .slice(0, TOLD_WHOLE)
      .map(({ id }) => id),
  );
  for (const { cases } of report.causes.slice(0, TOLD_WHOLE))
    for (const id of cases.slice(0, 1)) whole.add(id);
  return (result) => (whole.has(result.id) ? caseDetails(result, report) : briefDetails(result));
}

/** Everything that is told of the violations of a case, as text. */
function caseDetails(result: CaseResult, { suite: { seed }, invocation, rules }: Report): string {
  return result.violations
    .map((violation) => renderViolation(violation, result, { seed, invocation, rules }))
    .join("\n\n");
}

function briefDetails({ violations }: CaseResult): string {
  if (violations.length === 0) return "";
  const where = "What travelled stands in conformance.cases.jsonl, by the id of the case.";
  return [...violations.map(violationHeadline), where].join("\n");
}

/** The violations of a case on one line; empty where it has none. */
export function caseHeadline({ violations }: CaseResult): string {
  return violations.map(violationHeadline).join("; ");
}
