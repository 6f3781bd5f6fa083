import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { Argument, type Command } from "commander";
import { loadPlan } from "../cases/plan.ts";
import { loadContract } from "../contract/load.ts";
import type { Contract } from "../contract/model.ts";
import { EXPORT_FORMATS, type ExportFormat, exportFile } from "../export/files.ts";
import { caseFolders, contractFolders } from "../run/suite.ts";
import { type FolderOptions, furtherFolders, withFolderOptions } from "./folder-options.ts";
import { readReport, readReportToShow } from "./read-report.ts";
import { configuredReportFolder } from "./report-settings.ts";
import { exiting, subcommand } from "./subcommand.ts";

interface Options extends FolderOptions {
  readonly report?: string;
  readonly server?: string;
  readonly output?: string;
}

/** `konaplate export`: the contract and the cases in the form of a public standard. */
export function command(): Command {
  return withFolderOptions(
    subcommand(
      "export",
      "Writes the contract as one OpenAPI 3.1 document, with examples of a run where there is one, or the documented scenarios and journeys as Arazzo 1.0 workflows.",
    ),
    "contract and cases",
  )
    .addArgument(new Argument("<format>", "the standard").choices(EXPORT_FORMATS))
    .option(
      "--report <file>",
      "conformance.json of the run that examples come from (default: that of the last run, if it was held against this contract)",
    )
    .option(
      "--server <url>",
      "base URL with its prefix (default: that of the run, or the sandbox on port 8080)",
    )
    .option("--output <file>", "file to write (default: docs/<format>.json beside the reports)")
    .action(exiting((format: ExportFormat, options: Options) => write(format, options)));
}

function write(format: ExportFormat, { report, server, output, ...folders }: Options): number {
  const further = furtherFolders(folders);
  const contract = loadContract(contractFolders(further));
  const shown = runToShow(report, contract, format === "openapi" ? readReportToShow : readReport);
  const facts = {
    contract,
    cases: loadPlan(contract, caseFolders(further)).cases,
    ...(shown && { report: shown }),
    ...(server !== undefined && { server }),
  };
  console.log(
    exportFile(format, facts, resolve(output ?? join(configuredReportFolder(), "docs", `${format}.json`))),
  );
  return 0;
}

/** A run that was asked for by name is shown; the last one, where it was held against this very contract. */
function runToShow(path: string | undefined, contract: Contract, read: typeof readReport) {
  if (path !== undefined) return read(path);
  const last = join(configuredReportFolder(), "conformance.json");
  if (!existsSync(last)) return undefined;
  const report = read(last);
  return report.suite.contractDigest === contract.digest ? report : undefined;
}
