import { loadPlan } from "../cases/plan.ts";
import { loadContract } from "../contract/load.ts";
import type { Contract } from "../contract/model.ts";
import { FileMistake } from "../exact/data-file.ts";
import { readJournal } from "../results/journal.ts";
import { SCHEMA_VERSION } from "../results/report.ts";
import { caseFolders, contractFolders, type FurtherFolders } from "../run/suite.ts";
import { publishReports, type RanCases } from "./publish-reports.ts";
import { clearAllure, type ReportFolder, reportFolder } from "./report-folder.ts";
import { lockReportFolder } from "./report-lock.ts";
import { configuredAttach, configuredBaseline } from "./report-settings.ts";

/**
 * Makes the reports of the run in a folder anew and gives its exit code. Throws FileMistake where there is no journal,
 * or one that this suite did not write or whose contract is another by now, SettingsMistake where a run is writing to
 * the folder, and ReportFault. KONAPLATE_BASELINE names the report that they are compared with, as for a run.
 */
export async function remakeReports(folder: string, further: FurtherFolders = {}): Promise<number> {
  const place = reportFolder(folder);
  const contract = loadContract(contractFolders(further));
  // Read before the lock makes a folder: where no run was there is nothing to hold.
  const { header } = readJournal(place.journal);
  const wanted = { attach: configuredAttach(), baseline: header.shard ? undefined : configuredBaseline() };
  const lock = lockReportFolder(folder);
  try {
    return await remakeIn(place, contract, { further, wanted });
  } finally {
    lock.release();
  }
}

/** What the settings of now want of reports; read before anything is written, for a baseline may be of this very folder. */
type WantedOfReports = Pick<RanCases, "attach" | "baseline">;

/** The same for a folder that this process holds. */
export async function remakeIn(
  place: ReportFolder,
  contract: Contract,
  { further, wanted }: { readonly further: FurtherFolders; readonly wanted: WantedOfReports },
): Promise<number> {
  const { header, torn } = readJournal(place.journal);
  if (header.schemaVersion !== SCHEMA_VERSION || header.suite.contractDigest !== contract.digest) {
    throw new FileMistake(
      place.journal,
      1,
      `the run was made with suite ${header.suite.version} and a contract of digest ${header.suite.contractDigest}, and contract/ has ${contract.digest} now; make its reports with the files it was made with, those of --contract among them`,
    );
  }
  if (torn !== undefined)
    console.error("notice: the last line of the journal is torn; that case's result is lost");
  clearAllure(place);
  const { cases } = loadPlan(contract, caseFolders(further));
  return publishReports(place, contract, { cases, ...wanted });
}
