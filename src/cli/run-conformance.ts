import { resolve } from "node:path";
import { allureEnvironment } from "../../reporters/allure/run.ts";
import { ProgressReporter } from "../../reporters/progress.ts";
import { startSandbox } from "../../sandbox/server.ts";
import type { Settings } from "../environment/model.ts";
import { noteInterruption, startJournal } from "../results/journal.ts";
import type { Suite } from "../run/suite.ts";
import { listenForInterruption } from "./interruption.ts";
import { tellFault } from "./mistakes.ts";
import { clearAllure, publishReports, reportFolder } from "./publish-reports.ts";
import { readReport } from "./read-report.ts";
import { lockReportFolder } from "./report-lock.ts";
import { openingOf } from "./run-opening.ts";
import { type CommandInput, loadForRun, overridesOf } from "./run-settings.ts";
import { runSpecs } from "./run-specs.ts";
import { recordSettings } from "./settings-record.ts";

/** A whole run, from settings to reports. Gives the exit code; prints what a person wants to see of it. */
export async function runConformance(input: CommandInput): Promise<number> {
  try {
    const { suite, settings } = loadForRun(input);
    const lock = lockReportFolder(resolve(input.cwd, settings.reportDir));
    try {
      return await runLocked(input, suite, settings);
    } finally {
      lock.release();
    }
  } catch (error) {
    return tellFault(error);
  }
}

async function runLocked(input: CommandInput, suite: Suite, settings: Settings): Promise<number> {
  const sandbox = settings.embedded ? await startSandbox() : undefined;
  try {
    return await exercise(input, suite, settings, sandbox && { ...sandbox.settings });
  } finally {
    await sandbox?.close();
  }
}

function terminalProgress(total: number): ProgressReporter {
  const { isTTY, columns } = process.stderr;
  return new ProgressReporter({
    write: (text) => process.stderr.write(text),
    isTty: isTTY === true,
    columns: columns ?? 80,
    total,
  });
}

async function exercise(
  input: CommandInput,
  suite: Suite,
  settings: Settings,
  embedded: Readonly<Record<string, string>> | undefined,
): Promise<number> {
  const place = reportFolder(resolve(input.cwd, settings.reportDir));
  // Read before anything is sent: a wrong path is told at once, and this run may write over the very file.
  const baseline =
    settings.baseline === undefined ? undefined : readReport(resolve(input.cwd, settings.baseline));
  clearAllure(place);
  const baseUrl = settings.baseUrl ?? embedded?.KONAPLATE_BASE_URL ?? "";
  recordSettings(settings, place.folder);
  const opening = openingOf(suite, settings, baseUrl);
  startJournal(place.journal, opening);
  const interruption = listenForInterruption((signal) => noteInterruption(place.journal, signal));
  try {
    await runSpecs({
      allureResults: place.allureResults,
      concurrency: settings.limits.concurrency,
      environmentInfo: allureEnvironment(opening.header),
      progress: terminalProgress(opening.planned.length),
      order: {
        from: "target",
        overrides: overridesOf(input),
        seed: settings.seed,
        embedded,
        cwd: input.cwd,
        journal: place.journal,
        channel: interruption.channel,
      },
    });
    return await publishReports(place, suite.contract, baseline);
  } finally {
    interruption.release();
  }
}
