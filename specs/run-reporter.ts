import type { TestModule, TestProject, Vitest } from "vitest/node";
import type { Reporter } from "vitest/reporters";
import type { TargetOrder } from "../src/cli/run-order.ts";

const PROJECT = "conformance";

/**
 * Finishes a run that vitest itself was asked for: from the journal to the reports, and to the exit code of the verdict.
 * Where a name or a file chose among the specs, the verdict speaks of what was chosen.
 */
export default class RunReporter implements Reporter {
  #vitest: Vitest | undefined;

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  async onTestRunEnd(modules: readonly TestModule[]): Promise<void> {
    const own = modules.filter(({ project }) => project.name === PROJECT);
    const order = this.#vitest?.projects.map(orderOf).find((given) => given !== undefined);
    if (own.length === 0 || !order) return;
    // Every run of vitest has this reporter; what it rests on is loaded where specs were run.
    const { finishSpecs } = await import("./finish-specs.ts");
    process.exitCode = await finishSpecs(order, own);
  }
}

function orderOf(project: TestProject): TargetOrder | undefined {
  if (project.name !== PROJECT) return undefined;
  return project.getProvidedContext().runOrder;
}
