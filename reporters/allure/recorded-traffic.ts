import type { RunnerTask } from "vitest";
import type { TestModule } from "vitest/node";
import type { CaseResult } from "../../src/results/case-result.ts";
import type { Report } from "../../src/results/model.ts";

/**
 * The exchanges of recorded traffic as what vitest makes of a spec, one for each recording: no spec was run for them, and
 * allure-vitest takes nothing else.
 */
export function exchangesAsModules({ cases }: Pick<Report, "cases">): TestModule[] {
  const recorded = cases.filter(({ kind }) => kind === "traffic");
  const files = [...new Set(recorded.map(({ source }) => source.file))];
  return files.map((filepath) => {
    const file = { type: "suite", name: "", filepath, mode: "run", meta: {}, tasks: [] as unknown[] };
    const own = recorded.filter(({ source }) => source.file === filepath);
    file.tasks.push(...own.map((result) => testOf(result, file)));
    return { task: file as unknown as RunnerTask } as unknown as TestModule;
  });
}

function testOf(result: CaseResult, file: { readonly filepath: string }): object {
  return {
    type: "test",
    name: result.id,
    mode: "run",
    file,
    suite: undefined,
    meta: { conformance: { id: result.id } },
    result: { state: "pass", startTime: Date.parse(result.startedAt), duration: result.durationMs },
  };
}
