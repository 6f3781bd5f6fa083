import { existsSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import type { Command } from "commander";
import { writeDocs } from "../../reporters/docs/write-docs.tsx";
import { loadPlan } from "../cases/plan.ts";
import { RULE_DESCRIPTIONS } from "../checks/descriptions.ts";
import { loadContract } from "../contract/load.ts";
import { exportAll } from "../export/files.ts";
import { caseFolders, contractFolders } from "../run/suite.ts";
import { type FolderOptions, furtherFolders, withFolderOptions } from "./folder-options.ts";
import { readReportToShow } from "./read-report.ts";
import { configuredReportFolder } from "./report-settings.ts";
import { readHistory } from "./run-history.ts";
import { exiting, subcommand } from "./subcommand.ts";

interface Options extends FolderOptions {
  readonly report?: string;
  readonly contractOnly?: true;
  readonly output?: string;
}

/** `konaplate docs`: the living documentation of the contract, with what the last run saw where there is one. */
export function command(): Command {
  return withFolderOptions(
    subcommand(
      "docs",
      "Writes the living documentation: the contract, with what a run saw where there is one.",
    ),
    "contract and cases",
  )
    .option(
      "--report <file>",
      "conformance.json of the run to show (default: that of the last run, if there is one)",
    )
    .option("--contract-only", "show no run")
    .option(
      "--output <folder>",
      "folder to write to, in place of what it holds (default: docs beside the reports)",
    )
    .action(
      exiting((options: Options) => {
        document(options);
        return 0;
      }),
    );
}

function document({ report, contractOnly, output, ...folders }: Options): void {
  const folder = configuredReportFolder();
  const last = join(folder, "conformance.json");
  const path = contractOnly ? undefined : (report ?? (existsSync(last) ? last : undefined));
  const contract = loadContract(contractFolders(furtherFolders(folders)));
  const shown =
    path === undefined
      ? {}
      : {
          report: readReportToShow(path),
          history: readHistory(dirname(path)),
          reportPath: relative(process.cwd(), path),
        };
  if (shown.report && shown.report.suite.contractDigest !== contract.digest)
    console.error(`notice: ${path} was held against another contract than contract/ has now`);
  const target = resolve(output ?? join(folder, "docs"));
  const index = writeDocs({ contract, rules: RULE_DESCRIPTIONS, ...shown }, target);
  const { cases } = loadPlan(contract, caseFolders(furtherFolders(folders)));
  exportAll({ contract, cases, ...shown }, target);
  console.log(
    `${index} (${path === undefined ? "the contract alone; no run is shown" : `with the run of ${path}`})`,
  );
}
