import type { CaseResult, Outcome } from "../src/results/case-result.ts";
import type { Cause } from "../src/results/cause.ts";
import { shown, visibleLines } from "../src/results/inert-text.ts";
import type { Report } from "../src/results/model.ts";
import { countOutcomes } from "../src/results/verdict.ts";
import { caseHeadline, detailTeller } from "./case-details.ts";
import { causeLine, causesByCase } from "./cause-text.ts";

const SPEC_VERSION = "0.0.0";
const MESSAGE_LIMIT = 1000;
const TRACE_LIMIT = 20_000;

/**
 * Outcomes as CTRF knows them. A warned case passes; one that errored says nothing of the server, which is neither a pass
 * nor a failure. `rawStatus` keeps the word of this suite.
 */
const STATUSES = {
  passed: "passed",
  warned: "passed",
  failed: "failed",
  errored: "other",
  "not-exercised": "skipped",
} as const satisfies Record<Outcome, string>;

/** The report in the Common Test Report Format (ctrf.io), a test for each case, in pieces. */
export function* ctrfPieces(report: Report): Generator<string> {
  const { suite, target, startedAt, durationMs, cases, verdict, shard, strict } = report;
  const { passed, warned, failed, errored, notExercised } = countOutcomes(cases);
  const start = Date.parse(startedAt);
  const stop = start + Math.round(durationMs);
  const causes = causesByCase(report);
  const document = {
    reportFormat: "CTRF",
    specVersion: SPEC_VERSION,
    runId: `${startedAt} ${shown(suite.seed)}`,
    timestamp: new Date(stop).toISOString(),
    generatedBy: "konaplate-conformance",
    results: {
      tool: { name: "konaplate-conformance", version: suite.version },
      summary: {
        tests: cases.length,
        passed: passed + warned,
        failed,
        skipped: notExercised,
        pending: 0,
        other: errored,
        suites: new Set(cases.map(({ operation }) => operation)).size,
        start,
        stop,
        duration: stop - start,
        extra: { verdict, ...(shard && { shard: `${shard.index}/${shard.count}` }), strict, warned },
      },
      tests: [],
      environment: {
        testEnvironment: shown(target.environment),
        extra: {
          baseUrl: shown(target.baseUrl),
          seed: shown(suite.seed),
          contractDigest: suite.contractDigest,
        },
      },
    },
  };
  const [before = "", after = ""] = JSON.stringify(document, undefined, 2).split('"tests": []');
  yield `${before}"tests": [`;
  const details = detailTeller(report);
  for (const [index, result] of cases.entries()) {
    const test = testOf(result, details(result), causes.get(result.id) ?? []);
    yield `${index === 0 ? "" : ","}\n      ${JSON.stringify(test)}`;
  }
  yield `]${after}\n`;
}

function testOf(result: CaseResult, details: string, causes: readonly Cause[]) {
  const { id, operation, title, kind, level, outcome, startedAt, durationMs, source, effect } = result;
  const start = Date.parse(startedAt);
  const message = messageOf(result);
  return {
    testId: shown(id),
    name: shown(id),
    status: STATUSES[outcome],
    rawStatus: outcome,
    duration: Math.round(durationMs),
    start,
    stop: start + Math.round(durationMs),
    suite: [shown(operation)],
    type: "conformance",
    filePath: source.file,
    line: source.line,
    tags: [kind, level],
    labels: { title: shown(title), operation: shown(operation), effect },
    ...(message !== "" && { message }),
    ...(details !== "" && { trace: visibleLines(details).slice(0, TRACE_LIMIT) }),
    ...(causes.length > 0 && {
      extra: { causes: causes.map((cause) => ({ id: cause.id, says: causeLine(cause) })) },
    }),
  };
}

function messageOf(result: CaseResult): string {
  const { outcome, reason } = result;
  if (outcome === "passed") return "";
  return shown(caseHeadline(result) || (reason ?? "no reason was given"), MESSAGE_LIMIT);
}
