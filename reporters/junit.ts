import junit, { type Builder, type TestSuite } from "junit-report-builder";
import type { CaseResult } from "../src/results/case-result.ts";
import type { Cause } from "../src/results/cause.ts";
import { shown, visibleLines } from "../src/results/inert-text.ts";
import type { Report } from "../src/results/model.ts";
import { verdictWord } from "../src/results/verdict-word.ts";
import { caseHeadline, detailTeller } from "./case-details.ts";
import { causeLine, causesByCase, strictNote } from "./cause-text.ts";
import { changeLine } from "./change-text.ts";

// The package's types speak of a `default` member, and what it exports is that member itself.
const root = junit as unknown as Builder;

/** Causes that stand in the properties of a suite; of a server with more there are the test cases. */
const CAUSES_OF_A_SUITE = 20;

/**
 * The report as JUnit XML, in pieces: a test suite per operation, a test case per case. Failures are failed cases, errors are
 * errored ones, and not exercised ones are skipped with the reason; a warned case passes and says why in `system-out`.
 * The properties of a suite tell the run and the causes of its cases, the heaviest first; the type of a failure is the
 * id of its cause, by which CI systems group. Of a report with very many failures the text of most is short.
 */
export function* junitPieces(report: Report): Generator<string> {
  const { passed, warned, failed, errored, notExercised } = report.totals;
  const tests = passed + warned + failed + errored + notExercised;
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="Konaplate conformance" tests="${tests}" failures="${failed}" errors="${errored}" skipped="${notExercised}">\n`;
  const causes = causesByCase(report);
  const ofOperations = new Map<string, CaseResult[]>();
  for (const result of report.cases) {
    const own = ofOperations.get(result.operation);
    if (own) own.push(result);
    else ofOperations.set(result.operation, [result]);
  }
  const told: Told = { report, causes, details: detailTeller(report) };
  for (const [operation, cases] of ofOperations) yield testSuite(operation, cases, told);
  yield "</testsuites>\n";
}

interface Told {
  readonly report: Report;
  /** By case. */
  readonly causes: ReadonlyMap<string, readonly Cause[]>;
  readonly details: (result: CaseResult) => string;
}

/** A test suite as the builder writes it, out of the document that it makes around it. */
function testSuite(operation: string, cases: readonly CaseResult[], told: Told): string {
  const { report } = told;
  const builder = root.newBuilder();
  const suite = builder.testSuite().name(shown(operation));
  suite.timestamp(shown(report.startedAt)).time(seconds(sum(cases)));
  for (const [name, value] of suiteProperties(report, cases)) suite.property(name, value);
  for (const result of cases) addCase(suite, result, told);
  const document = builder.build();
  return document.slice(document.indexOf("  <testsuite "), document.lastIndexOf("</testsuites>"));
}

function suiteProperties(report: Report, cases: readonly CaseResult[]): [name: string, value: string][] {
  const { target, suite } = report;
  const change = changeLine(report);
  const ids = new Set(cases.map(({ id }) => id));
  const own = report.causes.filter((cause) => cause.cases.some((id) => ids.has(id)));
  const more = own.length - CAUSES_OF_A_SUITE;
  const note = strictNote(report);
  return [
    ...(change === undefined ? [] : [["tripwire", change] as [string, string]]),
    ["verdict", verdictWord(report)],
    ["target", shown(`${target.environment} at ${target.baseUrl}`)],
    ["seed", shown(suite.seed)],
    ["strict", report.strict],
    ["warned", String(cases.filter(({ outcome }) => outcome === "warned").length)],
    ...(note === undefined ? [] : [["warnings", note] as [string, string]]),
    ...own
      .slice(0, CAUSES_OF_A_SUITE)
      .map((cause): [string, string] => [`cause.${cause.id}`, causeLine(cause)]),
    ...(more > 0 ? [["causes", `${more} lighter ones stand in conformance.json`] as [string, string]] : []),
  ];
}

function addCase(suite: TestSuite, result: CaseResult, told: Told): void {
  const causes = told.causes.get(result.id) ?? [];
  const test = suite.testCase().className(shown(result.operation)).name(shown(result.id));
  test.time(seconds(result.durationMs)).property("title", shown(result.title));
  test.property("kind", result.kind).property("level", result.level).property("outcome", result.outcome);
  for (const cause of causes) test.property("cause", `${cause.id}: ${causeLine(cause)}`);
  const reason = shown(result.reason ?? "no reason was given", 1000);
  const text = cdata(told.details(result));
  switch (result.outcome) {
    case "failed": {
      const headline = caseHeadline(result) || reason;
      test.failure(headline, causes[0]?.id ?? "failed").stacktrace(text || reason);
      break;
    }
    case "errored":
      test.error(reason, causes[0]?.id ?? "errored", cdata(text || reason));
      break;
    case "not-exercised":
      test
        .skipped()
        .property("reason", reason)
        .standardOutput(cdata(`not exercised: ${reason}`));
      break;
    default:
      if (text !== "") test.standardOutput(result.outcome === "warned" ? `WARNED\n${text}` : text);
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
