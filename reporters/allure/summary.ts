import * as allure from "allure-js-commons";
import type { RuntimeMessage } from "allure-js-commons/sdk";
import { getGlobalTestRuntime } from "allure-js-commons/sdk/runtime";
import type { Level } from "../../src/contract/expectation.ts";
import { shown } from "../../src/results/inert-text.ts";
import type { CaseResult, RecordedExchange } from "../../src/results/model.ts";
import { expectedText, observedText, renderViolation } from "../../src/results/violation-text.ts";
import { markdownText } from "../markdown-text.ts";
import { categoryOf } from "./category.ts";
import { attachedText, httpExchange } from "./http-exchange.ts";

const CLAUSES_NAMED = 4;

/** How much a violation of a case of this level weighs, in Allure's words. */
const SEVERITY: Record<Level, string> = { documented: "critical", inferred: "normal", observed: "trivial" };

/** Tells Allure of the running test what a case found: labels, the documented line, steps and attachments. */
export async function describeInAllure(result: CaseResult): Promise<void> {
  await allure.epic("Konaplate wallet API");
  await allure.feature(result.operation);
  await allure.story(shown(result.title));
  await allure.label("conformance", categoryOf(result));
  await allure.label("case", result.id);
  await allure.severity(SEVERITY[result.level]);
  await allure.tags(result.kind, result.outcome, ...(result.destructive ? ["destructive"] : []));
  await allure.testCaseId(result.id);
  await allure.historyId(result.id);
  await allure.parameter("case", result.id);
  await allure.link(
    `../../${result.source.file}#L${result.source.line}`,
    `${result.source.file}:${result.source.line}`,
  );
  await allure.description(describe(result));
  for (const exchange of result.exchanges) await tellExchange(exchange, result);
}

/** Markdown; what a server sent is text in it. */
function describe(result: CaseResult): string {
  const clauses = result.clauses.slice(0, CLAUSES_NAMED).map((clause) => `\`${clause}\``);
  const more = result.clauses.length - clauses.length;
  const lines = [
    `**${markdownText(result.id)}** rests on ${clauses.join(", ") || "no clause yet"}${more > 0 ? ` and ${more} more` : ""}.`,
    `Expected: ${markdownText(expectedText(result.expected))}`,
    `Came: ${markdownText(observedText(result.observed))}`,
    ...(result.reason === undefined ? [] : [`Reason: ${markdownText(shown(result.reason, 1000))}`]),
    ...result.readings.map(
      ({ id, observed }) => `Reading ${markdownText(id)}: ${markdownText(shown(observed))}`,
    ),
  ];
  return lines.join("\n\n");
}

/** The steps of an exchange with the times at which they were taken, and what travelled. */
async function tellExchange(exchange: RecordedExchange, result: CaseResult): Promise<void> {
  await allure.step(shown(exchange.label), async () => {
    for (const { name, startedAt, endedAt, ok } of exchange.steps) {
      await tell({ type: "step_start", data: { name, start: startedAt } });
      const status = ok ? allure.Status.PASSED : allure.Status.BROKEN;
      await tell({ type: "step_stop", data: { stop: endedAt, status } });
    }
    await allure.step("check", async () => {
      for (const violation of result.violations) {
        const status = violation.level === "documented" ? allure.Status.FAILED : allure.Status.PASSED;
        await allure.logStep(
          `${violation.level}: ${shown(violation.rule)} at ${shown(violation.where)}`,
          status,
        );
      }
    });
    await attachAll(exchange, result);
  });
}

async function attachAll(exchange: RecordedExchange, result: CaseResult): Promise<void> {
  const { request, response } = exchange;
  await allure.attachment("exchange", JSON.stringify(httpExchange(exchange)), {
    contentType: "application/vnd.allure.http+json",
    fileExtension: ".httpexchange",
  });
  if (request.opened !== undefined)
    await allure.attachment("request, in the clear", attachedText(request.opened), "application/json");
  if (response?.opened !== undefined)
    await allure.attachment("response, decrypted", attachedText(response.opened), "application/json");
  await allure.attachment("curl", attachedText(exchange.curl), "text/plain");
  if (result.violations.length === 0) return;
  const text = result.violations
    .map((violation) => renderViolation(violation, result, { exchange }))
    .join("\n\n");
  await allure.attachment("violations", text, "text/plain");
}

/** Steps that are over by now have their own times, which the facade of allure-js cannot say. */
async function tell(message: RuntimeMessage): Promise<void> {
  const runtime = getGlobalTestRuntime();
  if ("sendMessage" in runtime && typeof runtime.sendMessage === "function")
    await runtime.sendMessage(message);
}
