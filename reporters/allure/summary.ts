import * as allure from "allure-js-commons";
import type { RuntimeMessage } from "allure-js-commons/sdk";
import { getGlobalTestRuntime } from "allure-js-commons/sdk/runtime";
import type { Level } from "../../src/contract/expectation.ts";
import type { CaseResult, Violation } from "../../src/results/case-result.ts";
import type { RecordedExchange } from "../../src/results/exchange.ts";
import { shown } from "../../src/results/inert-text.ts";
import { repeatOf } from "../../src/results/repeat-command.ts";
import { expectedText, observedText, violationLine } from "../../src/results/violation-text.ts";
import { causeLine } from "../cause-text.ts";
import { markdownText } from "../markdown-text.ts";
import { categoryOf } from "./category.ts";
import { attachedText, httpExchange } from "./http-exchange.ts";
import { type CaseOfRun, violationStatus, worst } from "./status.ts";
import { storyOf } from "./story.ts";

const CLAUSES_NAMED = 4;
const REPEAT_LIMIT = 2000;

/** How much a violation of a case of this level weighs, in Allure's words. */
const SEVERITY: Record<Level, string> = { documented: "critical", inferred: "normal", observed: "trivial" };

/** Where a case's line of the contract can be read, if anywhere. */
export interface SeenReading {
  readonly source?: string | undefined;
}

/** Tells Allure of a test what its case found: labels, the documented line, steps and attachments. */
export async function describeInAllure(told: CaseOfRun, { source }: SeenReading = {}): Promise<void> {
  const { result, causes } = told;
  await allure.epic("Konaplate wallet API");
  await allure.feature(result.operation);
  await allure.story(storyOf(result));
  await allure.label("conformance", categoryOf(result));
  await allure.label("case", result.id);
  for (const { id } of causes) await allure.label("cause", id);
  const isSecurity = result.violations.some(({ family }) => family === "security");
  await allure.severity(isSecurity ? "blocker" : SEVERITY[result.level]);
  await allure.tags(result.kind, result.outcome, ...(result.destructive ? ["destructive"] : []));
  await allure.testCaseId(result.id);
  await allure.historyId(result.id);
  if (source !== undefined) await allure.link(source, placeOf(result));
  await allure.description(describe(told));
  if (!told.stepped) return;
  const { exchanges } = result;
  for (const exchange of exchanges) await tellExchange(exchange, { ...told, exchanges });
}

function placeOf({ source: { file, line } }: CaseResult): string {
  return `${file}:${line}`;
}

/** Markdown; what a server sent is text in it. */
function describe({ result, causes, seed, invocation }: CaseOfRun): string {
  const clauses = result.clauses.slice(0, CLAUSES_NAMED).map((clause) => `\`${clause}\``);
  const more = result.clauses.length - clauses.length;
  const lines = [
    markdownText(shown(result.title)),
    ...causes.map((cause) => `**${markdownText(causeLine(cause))}**`),
    `**${markdownText(result.id)}** rests on ${clauses.join(", ") || "no clause yet"}${more > 0 ? ` and ${more} more` : ""} (${markdownText(placeOf(result))}).`,
    ...(result.expected.status === null && result.expected.code === null
      ? []
      : [`Expected: ${markdownText(expectedText(result.expected))}`]),
    `Came: ${markdownText(observedText(result.observed))}`,
    ...(result.reason === undefined ? [] : [`Reason: ${markdownText(shown(result.reason, 1000))}`]),
    ...result.readings.map(
      ({ id, observed }) => `SeenReading ${markdownText(id)}: ${markdownText(shown(observed))}`,
    ),
    `Repeat: ${markdownText(shown(repeatOf(result, { seed: shown(seed), invocation }), REPEAT_LIMIT))}`,
  ];
  return lines.join("\n\n");
}

/** With what travelled, read once. */
type CaseToldWhole = CaseOfRun & Pick<CaseResult, "exchanges">;

/** The steps of an exchange with the times at which they were taken, and what travelled. */
async function tellExchange(exchange: RecordedExchange, told: CaseToldWhole): Promise<void> {
  const violations = violationsIn(exchange, told);
  const steps = exchange.steps.map(({ ok }) => (ok ? allure.Status.PASSED : allure.Status.BROKEN));
  const checks = violations.map((violation) => violationStatus(violation, told.strict));
  const start = Date.parse(exchange.startedAt);
  await tell({ type: "step_start", data: { name: shown(exchange.label), start } });
  for (const { name, startedAt, endedAt, ok } of exchange.steps) {
    await tell({ type: "step_start", data: { name, start: startedAt } });
    const status = ok ? allure.Status.PASSED : allure.Status.BROKEN;
    await tell({ type: "step_stop", data: { stop: endedAt, status } });
  }
  const stop = start + exchange.durationMs;
  await tell({ type: "step_start", data: { name: "check", start: stop } });
  for (const violation of violations) {
    const name = `${violation.level}: ${violationLine(violation)}`;
    await allure.logStep(name, violationStatus(violation, told.strict));
  }
  await tell({ type: "step_stop", data: { stop, status: worst(checks) } });
  if (told.attached) await attachAll(exchange);
  await tell({ type: "step_stop", data: { stop, status: worst([...steps, ...checks]) } });
}

/** A journey's violations name their exchange; those of a case with one request belong to the last that was sent. */
function violationsIn(
  exchange: RecordedExchange,
  { exchanges, result: { violations } }: CaseToldWhole,
): Violation[] {
  const isLast = exchange === exchanges.at(-1);
  const labels = new Set(exchanges.map(({ label }) => label));
  return violations.filter(({ exchange: label }) =>
    label !== undefined && labels.has(label) ? label === exchange.label : isLast,
  );
}

async function attachAll({ request, response, ...exchange }: RecordedExchange): Promise<void> {
  const recorded = { request, ...(response && { response }), ...exchange };
  await allure.attachment("exchange", JSON.stringify(httpExchange(recorded)), {
    contentType: "application/vnd.allure.http+json",
    fileExtension: ".httpexchange",
  });
  if (request.opened !== undefined)
    await allure.attachment("request, in the clear", attachedText(request.opened), "application/json");
  if (response?.opened !== undefined)
    await allure.attachment("response, decrypted", attachedText(response.opened), "application/json");
  await allure.attachment("curl, a record", attachedText(exchange.curl), "text/plain");
}

/** Steps that are over by now have their own times, which the facade of allure-js cannot say. */
async function tell(message: RuntimeMessage): Promise<void> {
  const runtime = getGlobalTestRuntime();
  if ("sendMessage" in runtime && typeof runtime.sendMessage === "function")
    await runtime.sendMessage(message);
}
