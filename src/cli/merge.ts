import { resolve } from "node:path";
import { Argument, type Command } from "commander";
import { EXIT_CODE_HELP } from "./exit-codes.ts";
import { type FolderOptions, furtherFolders, withFolderOptions } from "./folder-options.ts";
import { mergeShards } from "./merge-shards.ts";
import { configuredReportFolder } from "./report-settings.ts";
import { exiting, subcommand } from "./subcommand.ts";

interface Options extends FolderOptions {
  readonly out?: string;
}

/** `konaplate merge shard-1 shard-2 …`: one report and one verdict of a run that several machines made in parts. */
export function command(): Command {
  return withFolderOptions(
    subcommand(
      "merge",
      "Makes one journal, every report and one verdict of the shards of a run. What a shard did not come to, or all of one that is missing, is not exercised. Sends nothing and leaves the shards' folders as they are.",
    ),
    "contract and cases",
  )
    .addArgument(
      new Argument(
        "<folders...>",
        "report folders of the shards, each with its journal.jsonl, or the journals",
      ),
    )
    .option("--out <folder>", "folder of the merged reports (default: KONAPLATE_REPORT_DIR, or reports)")
    .addHelpText(
      "after",
      `\nKONAPLATE_BASELINE names the report of an earlier run that the whole is compared with; its parts are not.\n\n${EXIT_CODE_HELP}`,
    )
    .action(
      exiting((folders: readonly string[], { out, ...further }: Options) =>
        mergeShards({
          shards: folders.map((folder) => resolve(folder)),
          out: resolve(out ?? configuredReportFolder()),
          further: furtherFolders(further),
        }),
      ),
    );
}
