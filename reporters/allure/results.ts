import type { RuntimeMessage } from "allure-js-commons/sdk";
import {
  MessageHolderTestRuntime,
  setGlobalTestRuntime,
  type TestRuntime,
} from "allure-js-commons/sdk/runtime";
import AllureReporter from "allure-vitest/reporter";
import type { RunnerTask, RunnerTestCase } from "vitest";
import type { TestModule, Vitest } from "vitest/node";
import type { CaseResult, Outcome, Report } from "../../src/results/model.ts";
import { allureEnvironment } from "./run.ts";
import { describeInAllure } from "./summary.ts";

const STATES: Readonly<Record<Outcome, "pass" | "fail" | "skip">> = {
  passed: "pass",
  warned: "pass",
  failed: "fail",
  errored: "fail",
  "not-exercised": "skip",
};

/**
 * Writes Allure's results of the specs that vitest has run, by allure-vitest. What each case came to is taken from the
 * report: what a case proved is known only when the run is over, since a control that stops holding voids it.
 */
export async function writeAllureResults(
  report: Report,
  modules: readonly TestModule[],
  resultsDir: string,
): Promise<void> {
  const results = new Map(report.cases.map((result) => [result.id, result]));
  for (const module of modules) {
    for (const task of testsIn(taskOf(module))) {
      const result = results.get(task.meta.conformance?.id ?? "");
      if (result) await settle(task, result);
    }
  }
  const reporter = new AllureReporter({ resultsDir, environmentInfo: allureEnvironment(report) });
  // Its set-up in the worker is not needed: what it would be told there, it is told here.
  reporter.onInit({ projects: [] } as unknown as Vitest);
  reporter.onTestRunEnd(modules);
}

/** The task behind a module, which allure-vitest reads as well; vitest's types keep it to themselves. */
function taskOf(module: TestModule): RunnerTask {
  return (module as unknown as { readonly task: RunnerTask }).task;
}

function testsIn(task: RunnerTask): RunnerTestCase[] {
  return task.type === "test" ? [task] : task.tasks.flatMap(testsIn);
}

async function settle(task: RunnerTestCase, result: CaseResult): Promise<void> {
  Object.assign(task.meta, { allureRuntimeMessages: await messagesOf(result) });
  const state = STATES[result.outcome];
  if (!task.result || task.result.state === state) return;
  // allure-vitest takes the message of a failure from its first error.
  const errors = state === "fail" ? [{ message: result.reason ?? result.violations[0]?.message }] : [];
  Object.assign(task.result, { state, errors, note: result.reason });
}

async function messagesOf(result: CaseResult): Promise<RuntimeMessage[]> {
  const runtime = new MessageHolderTestRuntime();
  setGlobalTestRuntime(runtime as TestRuntime);
  await describeInAllure(result);
  return runtime.messages();
}
