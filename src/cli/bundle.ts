import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { bundleFiles, zipBundle } from "../../reporters/bundle.ts";
import { renderDocs } from "../../reporters/docs/write-docs.tsx";
import { ReportFault } from "../../reporters/report-fault.ts";
import { RULE_DESCRIPTIONS } from "../checks/descriptions.ts";
import { loadContract } from "../contract/load.ts";
import { FileMistake } from "../exact/data-file.ts";
import { contractFolders, type FurtherFolders } from "../run/suite.ts";
import { type FolderOptions, furtherFolders, withFolderOptions } from "./folder-options.ts";
import { readReportToShow } from "./read-report.ts";
import { configuredReportFolder } from "./report-settings.ts";
import { SETTINGS_FILE } from "./settings-record.ts";
import { exiting, subcommand } from "./subcommand.ts";

interface Options extends FolderOptions {
  readonly dir?: string;
}

/** `konaplate bundle`: packs what may be sent to the partner. */
export function command(): Command {
  return withFolderOptions(
    subcommand(
      "bundle",
      "Packs the evidence of a run into bundle-<time>.zip beside its reports: verdict, documentation, and for every violation what was sent and what came, all of it masked.",
    ),
    "contract",
  )
    .option("--dir <folder>", "folder of the run's reports (default: KONAPLATE_REPORT_DIR, or reports)")
    .action(
      exiting(({ dir, ...folders }: Options) => {
        console.log(bundle(resolve(dir ?? configuredReportFolder()), furtherFolders(folders)));
        return 0;
      }),
    );
}

function bundle(folder: string, further: FurtherFolders): string {
  const reportPath = join(folder, "conformance.json");
  const report = readReportToShow(reportPath);
  const contract = loadContract(contractFolders(further));
  if (report.suite.contractDigest !== contract.digest) {
    throw new FileMistake(
      reportPath,
      undefined,
      `the run was held against a contract of digest ${report.suite.contractDigest}, and contract/ has ${contract.digest} now; bundle it with the files it was made with`,
    );
  }
  const settingsPath = join(folder, SETTINGS_FILE);
  const settings = existsSync(settingsPath) ? readFileSync(settingsPath, "utf8") : undefined;
  const docs = renderDocs({ contract, rules: RULE_DESCRIPTIONS, report });
  const name = `bundle-${new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "")}`;
  const path = join(folder, `${name}.zip`);
  const zip = zipBundle(bundleFiles({ report, docs, settings }), name);
  try {
    writeFileSync(path, zip);
  } catch (error) {
    throw new ReportFault(path, `cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
  return path;
}
