import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { Command } from "commander";
import { writeDocs } from "../../reporters/docs/write-docs.tsx";
import { loadContract } from "../contract/load.ts";
import { documentedRules } from "./documented-rules.ts";
import { tellFault, tellMistakes } from "./mistakes.ts";
import { readReport } from "./read-report.ts";
import { settledFolder } from "./report-folder-setting.ts";

interface Options {
  readonly report?: string;
  readonly contractOnly?: true;
  readonly output?: string;
}

/** `npm run docs`: the living documentation of the contract, with what the last run saw where there is one. */
const command = new Command("npm run docs --")
  .description("Writes the living documentation: the contract, with what a run saw where there is one.")
  .option(
    "--report <file>",
    "conformance.json of the run to show (default: that of the last run, if there is one)",
  )
  .option("--contract-only", "show no run")
  .option(
    "--output <folder>",
    "folder to write to, in place of what it holds (default: docs beside the reports)",
  )
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

function document({ report, contractOnly, output }: Options): void {
  const folder = settledFolder();
  const last = join(folder, "conformance.json");
  const path = contractOnly ? undefined : (report ?? (existsSync(last) ? last : undefined));
  const contract = loadContract();
  const shown = path === undefined ? {} : { report: readReport(path) };
  if (shown.report && shown.report.suite.contractDigest !== contract.digest)
    console.error(`notice: ${path} was held against another contract than contract/ has now`);
  const index = writeDocs(
    { contract, rules: documentedRules(), ...shown },
    resolve(output ?? join(folder, "docs")),
  );
  console.log(
    `${index} (${path === undefined ? "the contract alone; no run is shown" : `with the run of ${path}`})`,
  );
}
