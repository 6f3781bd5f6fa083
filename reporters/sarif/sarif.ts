import type { Log, Notification, ReportingDescriptor, Run } from "sarif";
import type { Cause } from "../../src/results/cause.ts";
import type { Report } from "../../src/results/model.ts";
import { nextStep } from "../../src/results/next-step.ts";
import { causeLine } from "../cause-text.ts";
import { type Repository, repositoryAround } from "../repository.ts";
import type { ClausePlaces } from "./clause-places.ts";
import { messageText } from "./message-text.ts";
import { causeResult, ROOT, SUITE_ROOT } from "./result.ts";

/**
 * The causes of a run in the Static Analysis Results Interchange Format (SARIF 2.1.0), a result for each cause of the
 * server's, or of a recorded client's: rule, clause, and the line of the contract, so that code hosts show it there. What a declared deviation
 * tolerates is suppressed. Why cases say nothing stands among the notifications.
 */
export function renderSarif(
  report: Report,
  clauses: ClausePlaces = new Map(),
  repository: Repository = repositoryAround(process.cwd(), report.target.environment),
): string {
  const { suite, target, shard } = report;
  const surroundings = { clauses, repository };
  const part = shard ? `shard-${shard.index}-of-${shard.count}/` : "";
  const causes = report.causes.filter(({ effect }) => effect !== "no-evidence");
  const rules = [...new Set(causes.map(ruleOf))];
  const run: Run = {
    tool: {
      driver: {
        name: "konaplate-conformance",
        version: suite.version,
        rules: rules.map((id) => descriptorOf(id, report)),
      },
    },
    // Code hosts keep the results of different targets, and of the parts of a run, apart by it.
    automationDetails: { id: `konaplate-conformance/${target.environment}/${part}` },
    invocations: [invocationOf(report)],
    originalUriBaseIds: BASES,
    columnKind: "utf16CodeUnits",
    results: causes.map((cause) => causeResult(cause, report, surroundings, rules.indexOf(ruleOf(cause)))),
    properties: {
      verdict: report.verdict,
      strict: report.strict,
      target: target.baseUrl,
      seed: suite.seed,
      contractDigest: suite.contractDigest,
    },
  };
  const log: Log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [run],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

/** What the addresses are relative to; where these folders are on a computer is nobody's business. */
const BASES: Run["originalUriBaseIds"] = {
  [ROOT]: { description: { text: "The root of the repository that the suite ran in." } },
  [SUITE_ROOT]: { description: { text: "The folder of the package konaplate-conformance." } },
};

function ruleOf({ rules: [first = "rule"] }: Cause): string {
  return first;
}

function descriptorOf(id: string, { rules }: Report): ReportingDescriptor {
  const title = rules.find((rule) => rule.id === id)?.title;
  return {
    id,
    ...(title !== undefined && { shortDescription: { text: messageText(title) } }),
    help: { text: messageText(nextStep(id, rules)) },
  };
}

function invocationOf({ startedAt, durationMs, verdict, causes, halted }: Report) {
  const silent = causes.filter(({ effect }) => effect === "no-evidence");
  const notifications: Notification[] = silent.map((cause) => ({
    level: cause.of === "permission" || cause.of === "data" ? "note" : "warning",
    descriptor: { id: cause.id },
    message: { text: messageText(causeLine(cause)) },
  }));
  return {
    executionSuccessful: halted === undefined && verdict !== "incomplete",
    startTimeUtc: startedAt,
    endTimeUtc: new Date(Date.parse(startedAt) + durationMs).toISOString(),
    ...(notifications.length > 0 && { toolExecutionNotifications: notifications }),
  };
}
