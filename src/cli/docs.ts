import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { Command } from "commander";
import { writeDocs } from "../../reporters/docs/write-docs.tsx";
import { loadContract } from "../contract/load.ts";
import { documentedRules } from "./documented-rules.ts";
import { tellFault, tellMistakes } from "./mistakes.ts";
import { readReport } from "./read-report.ts";

interface Options {
  readonly report?: string;
  readonly output: string;
}

/** `npm run docs`: the living documentation of the contract, with what a run saw where a report is given. */
const command = new Command("npm run docs --")
  .description("Writes the living documentation: the contract alone, or with what a run saw.")
  .option("--report <file>", "conformance.json of the run to show; without it the contract is shown alone")
  .option("--output <folder>", "folder to write to; what is in it is replaced", join("reports", "docs"))
  .exitOverride((stop) => process.exit(stop.exitCode === 0 ? 0 : tellMistakes([stop.message])))
  .configureOutput({ outputError: () => undefined })
  .allowExcessArguments(false)
  .action((options: Options) => {
    try {
      document(options);
    } catch (error) {
      process.exitCode = tellFault(error);
    }
  });

command.parse();

function document({ report, output }: Options): void {
  const shown = report === undefined ? {} : { report: readReport(report) };
  const path = writeDocs({ contract: loadContract(), rules: documentedRules(), ...shown }, resolve(output));
  console.log(report === undefined ? `${path} (the contract alone; no run is shown)` : path);
  const last = join("reports", "conformance.json");
  if (report === undefined && existsSync(last)) console.log(`--report ${last} shows the last run as well.`);
}
