import type { TestModule } from "vitest/node";
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

/** From the journal of the specs that vitest ran to their reports; gives the exit code of the verdict. */
export async function finishSpecs(order: TargetOrder, modules: readonly TestModule[]): Promise<number> {
  try {
    return await finish(order, modules);
  } catch (error) {
    return tellFault(error);
  }
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
