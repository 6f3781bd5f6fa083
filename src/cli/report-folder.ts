import { rmSync } from "node:fs";
import { join } from "node:path";

/** Where a run leaves things, below the folder of its reports. */
export interface ReportFolder {
  readonly folder: string;
  readonly journal: string;
  readonly allureResults: string;
  readonly allureReport: string;
}

export function reportFolder(folder: string): ReportFolder {
  return {
    folder,
    journal: join(folder, "journal.jsonl"),
    allureResults: join(folder, "allure-results"),
    allureReport: join(folder, "allure-report"),
  };
}

/** Takes Allure's files of an earlier run away, which its report would mix with those of this one. */
export function clearAllure({ allureResults, allureReport }: ReportFolder): void {
  for (const stale of [allureResults, allureReport]) rmSync(stale, { recursive: true, force: true });
}
