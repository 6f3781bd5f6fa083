import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { bundleFiles, zipBundle } from "../../reporters/bundle.ts";
import { renderDocs } from "../../reporters/docs/write-docs.tsx";
import { ReportFault } from "../../reporters/report-fault.ts";
import { loadContract } from "../contract/load.ts";
import { FileMistake } from "../exact/data-file.ts";
import { documentedRules } from "./documented-rules.ts";
import { readReport } from "./read-report.ts";
import { settledFolder } from "./report-folder-setting.ts";
import { SETTINGS_FILE } from "./settings-record.ts";
import { exiting, subcommand } from "./subcommand.ts";

/** `konaplate bundle`: packs what may be sent to the partner. */
export function command(): Command {
  return subcommand(
    "bundle",
    "Packs the evidence of a run into bundle-<time>.zip beside its reports: verdict, documentation, and for every violation what was sent and what came, all of it masked.",
  )
    .option("--dir <folder>", "folder of the run's reports (default: KONAPLATE_REPORT_DIR, or reports)")
    .action(
      exiting(({ dir }: { dir?: string }) => {
        console.log(bundle(resolve(dir ?? settledFolder())));
        return 0;
      }),
    );
}

function bundle(folder: string): string {
  const reportPath = join(folder, "conformance.json");
  const report = readReport(reportPath);
  const contract = loadContract();
  if (report.suite.contractDigest !== contract.digest) {
    throw new FileMistake(
      reportPath,
      undefined,
      `the run was held against a contract of digest ${report.suite.contractDigest}, and contract/ has ${contract.digest} now; bundle it with the files it was made with`,
    );
  }
  const settingsPath = join(folder, SETTINGS_FILE);
  const settings = existsSync(settingsPath) ? readFileSync(settingsPath, "utf8") : undefined;
  const docs = renderDocs({ contract, rules: documentedRules(), report });
  const name = `bundle-${new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "")}`;
  const path = join(folder, `${name}.zip`);
  try {
    writeFileSync(path, zipBundle(bundleFiles({ report, docs, settings }), name));
  } catch (error) {
    throw new ReportFault(path, `cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
  return path;
}
