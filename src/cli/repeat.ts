import { Argument, type Command } from "commander";
import { type FolderOptions, furtherFolders, withFolderOptions } from "./folder-options.ts";
import { repeatRun } from "./repeat-run.ts";
import { exiting, subcommand } from "./subcommand.ts";

interface Options extends FolderOptions {
  readonly seed?: string;
}

/** `konaplate repeat conformance.json [cause or case]`: is what was wrong still wrong? */
export function command(): Command {
  return withFolderOptions(
    subcommand(
      "repeat",
      "Runs the cases of a cause again, with the values of the run that found it, and says whether the cause is still there.",
    ),
    "contract and cases",
  )
    .addArgument(new Argument("<report>", "conformance.json of the run that found it"))
    .addArgument(
      new Argument(
        "[cause or case]",
        "id of a cause or of a case (default: every cause that failed or warned)",
      ),
    )
    .option("--seed <seed>", "makes other values than the earlier run did")
    .addHelpText(
      "after",
      `
Settings are those of konaplate run, and so is what may be sent. The reports of the repeated cases go to the folder
repeat below the folder of the reports; the report that is read stays as it is.

Examples:
  npx konaplate repeat reports/conformance.json
  npx konaplate repeat reports/conformance.json correlation-echo-db1172
  npx konaplate repeat reports/conformance.json membership-cancellation/success

Exit codes:
  0  what was wrong is gone, or nothing was
  1  it is still there
  2  a mistake in settings, files or the command line; nothing was sent
  3  the target gave no answer at all
  4  it cannot be said: the cases were not exercised
  5  the suite itself broke`,
    )
    .action(
      exiting((report: string, name: string | undefined, { seed, ...folders }: Options) =>
        repeatRun({
          report,
          further: furtherFolders(folders),
          ...(name !== undefined && { name }),
          ...(seed !== undefined && { seed }),
        }),
      ),
    );
}
