import { rmSync } from "node:fs";
import { join } from "node:path";
import { clearDocs } from "../../reporters/docs/write-docs.tsx";
import { ReportFault } from "../../reporters/report-fault.ts";
import { REPORT_FILES } from "../../reporters/write-reports.ts";
import { clearAllure, type ReportFolder } from "./report-folder.ts";
import { SETTINGS_FILE } from "./settings-record.ts";

/** Takes everything away that was made of an earlier run, lest it stands beside another journal; the history stays. Throws ReportFault. */
export function clearReports(place: ReportFolder): void {
  clearAllure(place);
  clearDocs(join(place.folder, "docs"));
  for (const path of [SETTINGS_FILE, ...REPORT_FILES].map((file) => join(place.folder, file))) {
    try {
      rmSync(path, { force: true });
    } catch (error) {
      throw new ReportFault(path, `cannot be taken away (${(error as NodeJS.ErrnoException).code})`);
    }
  }
}
