import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TestResult } from "allure-js-commons";
import type { RuntimeMessage } from "allure-js-commons/sdk";
import {
  MessageHolderTestRuntime,
  setGlobalTestRuntime,
  type TestRuntime,
} from "allure-js-commons/sdk/runtime";
import AllureReporter from "allure-vitest/reporter";
import type { RunnerTask, RunnerTestCase } from "vitest";
import type { TestModule, Vitest } from "vitest/node";
import { PROJECT_ROOT } from "../../src/exact/project-root.ts";
import type { Report } from "../../src/results/model.ts";
import { causesByCase } from "../cause-text.ts";
import { repositoryAround } from "../repository.ts";
import { fullNameShown } from "./full-name.ts";
import { exchangesAsModules } from "./recorded-traffic.ts";
import { allureEnvironment } from "./run.ts";
import { sourceLink } from "./source-link.ts";
import { type CaseOfRun, statusDetailsOf, statusOf } from "./status.ts";
import { describeInAllure } from "./summary.ts";

/** What vitest made of the specs, and of which cases the messages are wanted: of those that did not pass, or of all. */
interface SpecsTold {
  readonly modules: readonly TestModule[];
  readonly attach: "failed" | "all";
}

/**
 * Writes Allure's results of the specs that vitest has run, by allure-vitest. What each case came to is taken from the
 * report: what a case proved is known only when the run is over, since a control that stops holding voids it.
 */
export async function writeAllureResults(
  report: Report,
  { modules, attach }: SpecsTold,
  resultsDir: string,
): Promise<void> {
  const causes = causesByCase(report);
  const { strict, suite, rules } = report;
  const told = new Map<string, CaseOfRun>(
    report.cases.map((result) => [
      result.id,
      {
        result,
        causes: causes.get(result.id) ?? [],
        strict,
        seed: suite.seed,
        rules,
        attached: attach === "all" || result.outcome !== "passed",
      },
    ]),
  );
  const repository = repositoryOfProject();
  const around = repositoryAround(process.cwd(), report.target.environment);
  const all = [...modules, ...exchangesAsModules(report)];
  for (const module of all) {
    for (const task of testsIn(taskOf(module))) {
      const one = told.get(task.meta.conformance?.id ?? "");
      if (!one) continue;
      const source = sourceLink(one.result.source, process.env, repository, around);
      Object.assign(task.meta, { allureRuntimeMessages: await messagesOf(one, source) });
    }
  }
  const listeners = [{ beforeTestResultWrite: (test: TestResult) => settle(test, told) }];
  const reporter = new AllureReporter({ resultsDir, environmentInfo: allureEnvironment(report), listeners });
  // Its set-up in the worker is not needed: what it would be told there, it is told here.
  reporter.onInit({ projects: [] } as unknown as Vitest);
  reporter.onTestRunEnd(all);
}

/** What vitest saw of a test is not what its case came to: status and details are the report's. */
function settle(test: TestResult, told: ReadonlyMap<string, CaseOfRun>): void {
  const one = told.get(test.testCaseId ?? "");
  if (!one) return;
  if (test.fullName !== undefined) test.fullName = fullNameShown(test.fullName);
  test.status = statusOf(one.result);
  test.statusDetails = statusDetailsOf(one);
}

/** The task behind a module, which allure-vitest reads as well; vitest's types keep it to themselves. */
function taskOf(module: TestModule): RunnerTask {
  return (module as unknown as { readonly task: RunnerTask }).task;
}

function testsIn(task: RunnerTask): RunnerTestCase[] {
  return task.type === "test" ? [task] : task.tasks.flatMap(testsIn);
}

async function messagesOf(one: CaseOfRun, source: string | undefined): Promise<RuntimeMessage[]> {
  const runtime = new MessageHolderTestRuntime();
  setGlobalTestRuntime(runtime as TestRuntime);
  await describeInAllure(one, { source });
  return runtime.messages();
}

function repositoryOfProject(): unknown {
  const text = readFileSync(join(PROJECT_ROOT, "package.json"), "utf8");
  return (JSON.parse(text) as { readonly repository?: unknown }).repository;
}
