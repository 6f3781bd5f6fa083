import { join } from "node:path";
import type { RunnerTask } from "vitest";
import type { TestModule } from "vitest/node";
import type { CaseResult } from "../../src/results/case-result.ts";

type Results = [CaseResult, ...CaseResult[]];

/** The folder of the specs that run a kind of cases. */
const FOLDERS: Readonly<Record<CaseResult["kind"], string>> = {
  documented: "documented",
  generated: "derived",
  header: "derived",
  journey: "journeys",
  traffic: "traffic",
};

/**
 * The cases of a run that no vitest ran, as what vitest would have made of their specs, one after the other: allure-vitest
 * takes nothing else. Recorded traffic has a file for each recording.
 */
export function* madeSpecs(cases: readonly CaseResult[]): Generator<TestModule> {
  const suites = new Map<string, Results>();
  for (const result of cases) {
    const name = `${result.kind} ${result.operation} ${result.kind === "traffic" ? result.source.file : ""}`;
    const suite = suites.get(name);
    if (suite) suite.push(result);
    else suites.set(name, [result]);
  }
  for (const results of suites.values()) yield moduleOf(results);
}

function moduleOf(results: Results): TestModule {
  const [{ kind, operation, source }] = results;
  const isTraffic = kind === "traffic";
  const filepath = isTraffic
    ? source.file
    : join(process.cwd(), "specs", FOLDERS[kind], `${operation}.spec.ts`);
  const file = { type: "suite", name: "", filepath, mode: "run", meta: {}, tasks: [] as unknown[] };
  const suite = isTraffic ? undefined : { type: "suite", name: `${kind} ${operation}` };
  file.tasks.push(...results.map((result) => testOf(result, file, suite)));
  return { task: file as unknown as RunnerTask } as unknown as TestModule;
}

function testOf(result: CaseResult, file: { readonly filepath: string }, suite: object | undefined): object {
  return {
    type: "test",
    name: suite ? `${result.id}: ${result.title}` : result.id,
    mode: "run",
    file,
    suite,
    meta: { conformance: { id: result.id } },
    result: { state: "pass", startTime: Date.parse(result.startedAt), duration: result.durationMs },
  };
}
