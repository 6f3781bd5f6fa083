import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { Command } from "commander";
import { writeDocs } from "../../reporters/docs/write-docs.tsx";
import { ReportFault } from "../../reporters/report-fault.ts";
import { loadContract } from "../contract/load.ts";
import { ContractMistake } from "../contract/mistakes.ts";
import { documentedRules } from "./documented-rules.ts";
import { tellMistakes } from "./mistakes.ts";
import { ReportMistake, readReport } from "./read-report.ts";

interface Options {
  readonly report?: string;
  readonly output: string;
}

const BROKEN = 5;

/** `npm run docs`: the living documentation of the contract, with what a run saw where a report is given. */
const command = new Command("npm run docs --")
  .description("Writes the living documentation: the contract alone, or with what a run saw.")
  .option("--report <file>", "conformance.json of the run to show; without it the contract is shown alone")
  .option("--output <folder>", "folder to write to", join("reports", "docs"))
  .exitOverride((stop) => process.exit(stop.exitCode === 0 ? 0 : tellMistakes([stop.message])))
  .configureOutput({ outputError: () => undefined })
  .action((options: Options) => {
    process.exitCode = document(options);
  });

command.parse();

function document({ report, output }: Options): number {
  try {
    const folder = resolve(output);
    const shown = report === undefined ? {} : { report: readReport(resolve(report)) };
    const path = writeDocs({ contract: loadContract(), rules: documentedRules(), ...shown }, folder);
    console.log(report === undefined ? `${path} (the contract alone; no run is shown)` : path);
    if (report === undefined && existsSync("reports/conformance.json"))
      console.log("With --report reports/conformance.json it shows the last run as well.");
    return 0;
  } catch (error) {
    if (error instanceof ContractMistake || error instanceof ReportMistake)
      return tellMistakes(error.problems);
    if (!(error instanceof ReportFault)) throw error;
    console.error(error.message);
    return BROKEN;
  }
}
