import junit, { type Builder, type TestSuite } from "junit-report-builder";
import { shown, visibleLines } from "../src/results/inert-text.ts";
import type { CaseResult, Report } from "../src/results/model.ts";
import { renderViolation, violationHeadline } from "../src/results/violation-text.ts";

// The package's types speak of a `default` member, and what it exports is that member itself.
const root = junit as unknown as Builder;

/**
 * The report as JUnit XML: a test suite per operation, a test case per case. Failures are failed cases, errors are
 * errored ones, and not exercised ones are skipped with the reason; a warned case passes and says why in `system-out`.
 */
export function renderJunit(report: Report): string {
  const builder = root.newBuilder().name("Konaplate conformance");
  for (const operation of new Set(report.cases.map((result) => result.operation))) {
    const cases = report.cases.filter((result) => result.operation === operation);
    const suite = builder.testSuite().name(shown(operation));
    suite.timestamp(shown(report.startedAt)).time(seconds(sum(cases)));
    for (const result of cases) addCase(suite, result);
  }
  return `${builder.build()}\n`;
}

function addCase(suite: TestSuite, result: CaseResult): void {
  const test = suite.testCase().className(shown(result.operation)).name(shown(result.id));
  test.time(seconds(result.durationMs)).property("title", shown(result.title));
  test.property("kind", result.kind).property("level", result.level).property("outcome", result.outcome);
  const reason = shown(result.reason ?? "no reason was given", 1000);
  const text = cdata(result.violations.map((violation) => renderViolation(violation, result)).join("\n\n"));
  switch (result.outcome) {
    case "failed": {
      const headline = result.violations.map(violationHeadline).join("; ") || reason;
      test.failure(headline, result.violations[0]?.rule ?? "failed").stacktrace(text || reason);
      break;
    }
    case "errored":
      test.error(reason, "errored", cdata(text || reason));
      break;
    case "not-exercised":
      test
        .skipped()
        .property("reason", reason)
        .standardOutput(cdata(`not exercised: ${reason}`));
      break;
    default:
      if (text !== "") test.standardOutput(text);
  }
}

/** XmlBuilder splits the first end of a CDATA section only, so a second one would end it. */
function cdata(text: string): string {
  return visibleLines(text).replaceAll("]]>", "]] >");
}

function sum(cases: readonly CaseResult[]): number {
  return cases.reduce((total, { durationMs }) => total + durationMs, 0);
}

function seconds(ms: number): number {
  return ms / 1000;
}
