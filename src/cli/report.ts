import { resolve } from "node:path";
import { Command } from "commander";
import { EXIT_CODE_HELP } from "./exit-codes.ts";
import { tellFault, tellMistakes } from "./mistakes.ts";
import { remakeReports } from "./remake-reports.ts";
import { settledFolder } from "./report-folder-setting.ts";

interface Options {
  readonly dir?: string;
}

/** `npm run report`: makes the reports of a run that is over, however it ended. */
const command = new Command("npm run report --")
  .description(
    "Makes all reports of a run from its journal, also of one that was killed: what it did not come to is not exercised. Sends nothing.",
  )
  .option(
    "--dir <folder>",
    "folder of the run, with its journal.jsonl (default: KONAPLATE_REPORT_DIR, or reports)",
  )
  .addHelpText("after", `\n${EXIT_CODE_HELP}`)
  .exitOverride((stop) => process.exit(stop.exitCode === 0 ? 0 : tellMistakes([stop.message])))
  .configureOutput({ outputError: () => undefined })
  .allowExcessArguments(false)
  .action(async ({ dir }: Options) => {
    try {
      process.exitCode = await remakeReports(resolve(dir ?? settledFolder()));
    } catch (error) {
      process.exitCode = tellFault(error);
    }
  });

await command.parseAsync();
