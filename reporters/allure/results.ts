import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TestResult } from "allure-js-commons";
import type { RuntimeMessage } from "allure-js-commons/sdk";
import { ReporterRuntime } from "allure-js-commons/sdk/reporter";
import {
  MessageHolderTestRuntime,
  setGlobalTestRuntime,
  type TestRuntime,
} from "allure-js-commons/sdk/runtime";
import AllureReporter from "allure-vitest/reporter";
import type { RunnerTask, RunnerTestCase } from "vitest";
import type { TestModule, Vitest } from "vitest/node";
import { PROJECT_ROOT } from "../../src/exact/project-root.ts";
import type { CaseResult } from "../../src/results/case-result.ts";
import type { Report } from "../../src/results/model.ts";
import { causesByCase } from "../cause-text.ts";
import { repositoryAround } from "../repository.ts";
import { casesForAllure } from "./folded.ts";
import { fullNameShown } from "./full-name.ts";
import { madeSpecs } from "./made-specs.ts";
import { ResultFiles } from "./result-files.ts";
import { allureEnvironment } from "./run.ts";
import { sourceLink } from "./source-link.ts";
import { type CaseOfRun, statusDetailsOf, statusOf } from "./status.ts";
import { describeInAllure } from "./summary.ts";

/** Of a run with more cases those that passed have no steps: its page holds all of them. */
const MOST_WITH_STEPS = 1000;

/** Of which cases the messages are wanted: of those that did not pass, or of all. */
interface Wanted {
  readonly attach: "failed" | "all";
  /** What vitest made of the specs, where it ran them. */
  readonly modules?: readonly TestModule[];
}

/** What allure-vitest writes results with; its types keep it to themselves. */
interface WithRuntime {
  allureReporterRuntime: ReporterRuntime;
}

/**
 * Writes Allure's results of the cases of a run, by allure-vitest, one spec after the other. What each case came to is
 * taken from the report, also where vitest ran the specs: what a case proved is known only when the run is over, since a
 * control that stops holding voids it.
 */
export async function writeAllureResults(
  report: Report,
  { modules, attach }: Wanted,
  resultsDir: string,
): Promise<void> {
  const byCase = causesByCase(report);
  const isWhole = modules !== undefined || attach === "all";
  const { cases, causes } = isWhole
    ? { cases: report.cases, causes: byCase }
    : casesForAllure(report.cases, byCase);
  const told = casesOfRun({ ...report, cases }, causes, attach);
  const repository = repositoryOfProject();
  const around = repositoryAround(process.cwd(), report.target.environment);
  const reporter = reporterOf(report, told, resultsDir);
  for (const module of modules ?? madeSpecs(cases)) {
    const tests = testsIn(taskOf(module));
    for (const task of tests) {
      const one = told.get(task.meta.conformance?.id ?? "");
      if (!one) continue;
      const source = sourceLink(one.result.source, process.env, repository, around);
      Object.assign(task.meta, { allureRuntimeMessages: await messagesOf(one, source) });
    }
    reporter.onTestRunEnd([module]);
    for (const { meta } of tests) Object.assign(meta, { allureRuntimeMessages: undefined });
  }
}

function casesOfRun(
  report: Report,
  causes: ReturnType<typeof causesByCase>,
  attach: Wanted["attach"],
): Map<string, CaseOfRun> {
  const { strict, suite, rules, cases } = report;
  const isSmall = cases.length <= MOST_WITH_STEPS;
  const told = (result: CaseResult): CaseOfRun => ({
    result,
    causes: causes.get(result.id) ?? [],
    strict,
    seed: suite.seed,
    invocation: report.invocation,
    rules,
    attached: attach === "all" || result.outcome !== "passed",
    stepped: isSmall || attach === "all" || result.outcome !== "passed",
  });
  return new Map(cases.map((result) => [result.id, told(result)]));
}

function reporterOf(
  report: Report,
  told: ReadonlyMap<string, CaseOfRun>,
  resultsDir: string,
): AllureReporter {
  const listeners = [{ beforeTestResultWrite: (test: TestResult) => settle(test, told) }];
  const environmentInfo = allureEnvironment(report);
  const reporter = new AllureReporter({ resultsDir, environmentInfo, listeners });
  // Its set-up in the worker is not needed: what it would be told there, it is told here.
  reporter.onInit({ projects: [] } as unknown as Vitest);
  const runtime = new ReporterRuntime({ environmentInfo, listeners, writer: new ResultFiles(resultsDir) });
  runtime.writeEnvironmentInfo();
  (reporter as unknown as WithRuntime).allureReporterRuntime = runtime;
  return reporter;
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
