import { join } from "node:path";
import { DateTime } from "luxon";
import { writeGithub } from "../../reporters/github.ts";
import { renderTerminal } from "../../reporters/terminal.ts";
import { writeReports } from "../../reporters/write-reports.ts";
import type { Contract } from "../contract/model.ts";
import { finishRun } from "../results/finish.ts";
import type { JournalContent } from "../results/journal.ts";
import type { Report } from "../results/model.ts";
import { exitCode } from "../results/verdict.ts";
import { generateAllure } from "./generate-allure.ts";

export interface Publication {
  readonly journal: JournalContent;
  readonly durationMs: number;
  readonly contract: Contract;
  /** Where the reports go. */
  readonly folder: string;
  readonly allureResults: string;
}

/** Makes every report of a run from its journal and prints the table. Throws ReportFault where one cannot be written. */
export async function publishReports(run: Publication): Promise<{ report: Report; exitCode: 0 | 1 | 4 }> {
  const today = DateTime.now().toISODate();
  const report = finishRun(run.journal, run.durationMs, run.contract, today);
  const paths = writeReports(report, run.folder);
  const allure = await generateAllure(run.allureResults, join(run.folder, "allure-report"));
  console.log(renderTerminal(report, [...paths, allure]));
  writeGithub(report);
  return { report, exitCode: exitCode(report) };
}
