import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ReportFault } from "../../reporters/report-fault.ts";
import type { Settings } from "../environment/model.ts";

export const SETTINGS_FILE = "settings.json";

/**
 * The settings of a run that may be shown to anybody: none of the credentials, no test data. A setting that is to be
 * shown is named here, so that a new one is not shown before somebody has thought of it.
 */
export function shownSettings(settings: Settings) {
  const { environment, baseUrl, timeZone, tokenMessage, keyMode, allow, strict, only, kinds } = settings;
  const { limits, seed, codePointer, messagePointer, testDataFile } = settings;
  return {
    environment,
    baseUrl: baseUrl ?? "the embedded sandbox",
    timeZone,
    tokenMessage,
    keyMode,
    codePointer,
    messagePointer,
    allow,
    strict,
    only,
    kinds,
    timeoutMs: limits.timeoutMs,
    maxRps: limits.maxRps ?? "unlimited",
    concurrency: limits.concurrency,
    maxResponseMs: limits.maxResponseMs ?? "unlimited",
    seed,
    testDataFile,
  };
}

/** Leaves them beside the reports, for the evidence bundle. Throws ReportFault. */
export function recordSettings(settings: Settings, folder: string): void {
  const path = join(folder, SETTINGS_FILE);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, `${JSON.stringify(shownSettings(settings), undefined, 2)}\n`);
  } catch (error) {
    throw new ReportFault(path, `cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
}
