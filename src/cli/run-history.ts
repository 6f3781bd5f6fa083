import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ReportFault } from "../../reporters/report-fault.ts";
import { type PastRun, parseHistory, renderHistory, withRun } from "../results/history.ts";
import type { Report } from "../results/model.ts";

/** The runs whose reports went to a folder, the oldest first. */
export function readHistory(folder: string): PastRun[] {
  const path = join(folder, "history.jsonl");
  return existsSync(path) ? parseHistory(readFileSync(path, "utf8")) : [];
}

/** Adds a run to the history of its folder and gives it. Throws ReportFault where it cannot be written. */
export function keepHistory(folder: string, report: Report): PastRun[] {
  const path = join(folder, "history.jsonl");
  const history = withRun(readHistory(folder), report);
  try {
    writeFileSync(path, renderHistory(history));
  } catch (error) {
    throw new ReportFault(path, `cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
  return history;
}
