import { resolve } from "node:path";
import type { Command } from "commander";
import { EXIT_CODE_HELP } from "./exit-codes.ts";
import { type FolderOptions, furtherFolders, withFolderOptions } from "./folder-options.ts";
import { remakeReports } from "./remake-reports.ts";
import { configuredReportFolder } from "./report-settings.ts";
import { exiting, subcommand } from "./subcommand.ts";

interface Options extends FolderOptions {
  readonly dir?: string;
}

/** `konaplate report`: makes the reports of a run that is over, however it ended. */
export function command(): Command {
  return withFolderOptions(
    subcommand(
      "report",
      "Makes all reports of a run from its journal, also of one that was killed: what it did not come to is not exercised. Sends nothing.",
    ),
    "contract and cases",
  )
    .option(
      "--dir <folder>",
      "folder of the run, with its journal.jsonl (default: KONAPLATE_REPORT_DIR, or reports)",
    )
    .addHelpText("after", `\n${EXIT_CODE_HELP}`)
    .action(
      exiting(({ dir, ...folders }: Options) =>
        remakeReports(resolve(dir ?? configuredReportFolder()), furtherFolders(folders)),
      ),
    );
}
