import { statSync } from "node:fs";
import { join, relative } from "node:path";
import type { TestModule } from "vitest/node";
import { writeAllureResults } from "../../reporters/allure/results.ts";
import { writeDocs } from "../../reporters/docs/write-docs.tsx";
import { writeGithub } from "../../reporters/github.ts";
import { exportSpans } from "../../reporters/telemetry/export-spans.ts";
import { renderTerminal } from "../../reporters/terminal.ts";
import { writeReports } from "../../reporters/write-reports.ts";
import type { Case } from "../cases/model.ts";
import type { Contract } from "../contract/model.ts";
import type { Attach } from "../environment/model.ts";
import { exportAll } from "../export/files.ts";
import { compareRuns } from "../results/compare.ts";
import { finishRun } from "../results/finish.ts";
import { readJournal } from "../results/journal.ts";
import type { Report } from "../results/model.ts";
import { exitCodeOf } from "./exit-code-of.ts";
import { generateAllure } from "./generate-allure.ts";
import type { ReportFolder } from "./report-folder.ts";
import { keepHistory } from "./run-history.ts";
import { keepHeapSmall } from "./small-heap.ts";

/** Bytes of the journal of a run that is no longer small beside the memory of a CI machine. */
const LARGE_JOURNAL = 32 * 1024 * 1024;

/** Every case of the plan, what vitest made of the specs where it ran them, and the report of an earlier run to compare with. */
export interface RanCases {
  readonly cases: readonly Case[];
  readonly modules?: readonly TestModule[];
  readonly attach: Attach;
  readonly baseline?: Report | undefined;
  /** Another command tells what came of the run: the table goes to standard error, and no CI hears of it. */
  readonly asPart?: true;
}

/**
 * Makes every report of a run from its journal, prints the table, and gives the exit code; a baseline is the report
 * of an earlier run to compare with. Throws ReportFault where one cannot be written.
 */
export async function publishReports(
  place: ReportFolder,
  contract: Contract,
  { modules, cases, attach, baseline, asPart }: RanCases,
): Promise<number> {
  if (statSync(place.journal).size > LARGE_JOURNAL) keepHeapSmall();
  const report = finishRun(readJournal(place.journal), contract);
  const comparison = baseline && compareRuns(baseline, report);
  await writeAllureResults(report, { attach, ...(modules && { modules }) }, place.allureResults);
  // Its page is made by a process of its own, beside everything else.
  const allure = generateAllure({ results: place.allureResults, output: place.allureReport, report });
  allure.catch(() => undefined);
  const paths = writeReports(report, place.folder, {
    comparison,
    clauses: contract.clauses,
  });
  const history = keepHistory(place.folder, report);
  const reportPath = relative(process.cwd(), join(place.folder, "conformance.json"));
  const docs = writeDocs(
    { contract, rules: report.rules, report, history, reportPath },
    join(place.folder, "docs"),
  );
  exportAll({ contract, cases, report }, join(place.folder, "docs"));
  const spans = await exportSpans(report, process.env);
  if (spans !== undefined) console.error(`notice: ${spans}`);
  const table = renderTerminal(report, [...paths, await allure, docs], { comparison });
  if (asPart) console.error(table);
  else {
    console.log(table);
    writeGithub(report);
  }
  return exitCodeOf(report);
}
