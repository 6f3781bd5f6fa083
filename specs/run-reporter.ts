import type { TestModule, TestProject, Vitest } from "vitest/node";
import type { Reporter } from "vitest/reporters";
import { loadPlan } from "../src/cases/plan.ts";
import { publishReports } from "../src/cli/publish-reports.ts";
import { readBaseline } from "../src/cli/read-report.ts";
import { reportFolder } from "../src/cli/report-folder.ts";
import type { TargetOrder } from "../src/cli/run-order.ts";
import { emptyShard } from "../src/cli/shard-words.ts";
import { tellFault } from "../src/cli/tell-fault.ts";
import { loadContract } from "../src/contract/load.ts";
import { noteChosen, readJournal } from "../src/results/journal.ts";
import { caseFolders, contractFolders } from "../src/run/suite.ts";

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
    try {
      process.exitCode = await finish(order, own);
    } catch (error) {
      process.exitCode = tellFault(error);
    }
  }
}

function orderOf(project: TestProject): TargetOrder | undefined {
  if (project.name !== PROJECT) return undefined;
  return project.getProvidedContext().runOrder;
}

async function finish(
  { folder, journal, baseline, further, attach }: TargetOrder,
  modules: readonly TestModule[],
): Promise<number> {
  const empty = emptyShard(readJournal(journal));
  if (empty !== undefined) {
    console.log(empty);
    return 0;
  }
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  noteChosen(
    journal,
    tests.flatMap((test) => test.meta().conformance?.id ?? []),
  );
  const contract = loadContract(contractFolders(further));
  const { cases } = loadPlan(contract, caseFolders(further));
  return publishReports(reportFolder(folder), contract, {
    modules,
    cases,
    attach,
    baseline: readBaseline(baseline),
  });
}
