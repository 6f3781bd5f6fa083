import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Argument, type Command, InvalidArgumentError, Option } from "commander";
import { DateTime } from "luxon";
import pc from "picocolors";
import { driftMarkdown, driftTitle } from "../../reporters/drift-markdown.ts";
import { ReportFault } from "../../reporters/report-fault.ts";
import { driftOver, hasChangedForGood, worthRepeating } from "../results/drift/find-drift.ts";
import type { Report } from "../results/model.ts";
import type { FurtherFolders } from "../run/suite.ts";
import { BROKEN, MISTAKE } from "./exit-codes.ts";
import { type FolderOptions, furtherFolders, withFolderOptions } from "./folder-options.ts";
import { type KeptRuns, readKeptRuns } from "./kept-runs.ts";
import { readReport } from "./read-report.ts";
import { configuredReportFolder } from "./report-settings.ts";
import { runConformance } from "./run-conformance.ts";
import { loadForRun } from "./run-settings.ts";
import { exiting, subcommand } from "./subcommand.ts";

interface Options extends FolderOptions {
  readonly repeat: boolean;
  readonly runs: number;
  readonly since?: string;
  readonly output?: string;
}

const CHANGED = 1;
const RUNS_KEPT = 30;

/** `konaplate drift FOLDER`: what does the newest of the kept runs show otherwise, and was it them or us? */
export function command(): Command {
  return withFolderOptions(
    subcommand(
      "drift",
      "Holds the newest of several runs against the earlier ones, repeats what differs once, and says what changed for good, what flickers, and what is not the server's doing.",
    ),
    "contract and cases",
  )
    .addArgument(
      new Argument("<folder>", "folder with the conformance.json of each run, in it or in folders below it"),
    )
    .option("--no-repeat", "judge by the files alone; nothing is sent")
    .addOption(
      new Option("--runs <number>", "how many runs count, the newest ones")
        .default(RUNS_KEPT)
        .argParser(count),
    )
    .addOption(
      new Option("--since <date>", "runs that began before it do not count (ISO 8601)").argParser(moment),
    )
    .option("--output <file>", "writes the Markdown there instead of printing it")
    .addHelpText(
      "after",
      `
Nothing is fetched: bring the folder to where this runs. Runs are told apart by when they began; only those against the
target of the newest count. Settings of the repetition are those of konaplate run, and so is what may be sent; its reports
go to the folder drift below the folder of the reports. Where the settings are those of another target nothing is repeated.
What a deviation of the environment file declares is told, and is no reason for 1; --since leaves behind what is settled.

Examples:
  npx konaplate drift nights
  npx konaplate drift nights --no-repeat --output drift.md

Exit codes:
  0  nothing changed for good, or there is no earlier run
  1  something changed for good and came no nearer to the documents
  2  a mistake in settings, files or the command line; nothing was sent
  5  the suite itself broke`,
    )
    .action(exiting(tellDrift));
}

async function tellDrift(
  folder: string,
  { repeat, runs, since, output, ...folders }: Options,
): Promise<number> {
  const kept = readKeptRuns(folder, { limit: runs, ...(since !== undefined && { since }) });
  for (const notice of kept.notices) console.error(pc.yellow(`notice: ${notice}`));
  const again = repeat ? await repeated(kept, furtherFolders(folders)) : "--no-repeat was given";
  if (typeof again === "number") return again;
  const drift = driftOver(kept.runs, again);
  const text = driftMarkdown(drift, kept.newest);
  if (output === undefined) process.stdout.write(text);
  else {
    write(output, text);
    console.log(`${driftTitle(drift)}; ${output}`);
  }
  return hasChangedForGood(drift) ? CHANGED : 0;
}

/** The report of the repetition; why there is none; or the exit code of a mistake. */
async function repeated(
  { runs, newest }: KeptRuns,
  further: FurtherFolders,
): Promise<Report | string | number> {
  const cases = worthRepeating(runs);
  if (cases.length === 0) return "nothing differs that a repetition could tell more of";
  const folder = join(configuredReportFolder(), "drift");
  const input = {
    env: {
      ...process.env,
      KONAPLATE_SEED: newest.suite.seed,
      KONAPLATE_REPORT_DIR: folder,
      KONAPLATE_BASELINE: "",
    },
    cwd: process.cwd(),
    only: cases,
    further,
    asPart: true as const,
  };
  const other = otherTarget(loadForRun(input).settings, newest);
  if (other !== undefined) return other;
  const code = await runConformance(input);
  if (code === MISTAKE || code === BROKEN) return code;
  return readReport(join(folder, "conformance.json"));
}

function otherTarget(
  { environment, embedded, baseUrl }: { environment: string; embedded: boolean; baseUrl: string | undefined },
  { target }: Report,
): string | undefined {
  const isSame = embedded
    ? target.environment === "embedded"
    : environment === target.environment && baseUrl === target.baseUrl;
  return isSame
    ? undefined
    : `the settings are those of ${environment}${baseUrl === undefined ? "" : ` at ${baseUrl}`}, and the runs went to ${target.environment} at ${target.baseUrl}`;
}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new ReportFault(path, `cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
}

function count(text: string): number {
  const value = Number(text);
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError("give a whole number from 1 on, such as 30");
  return value;
}

/** As reports write their times: in UTC, so that they can be compared as texts. */
function moment(text: string): string {
  const at = DateTime.fromISO(text);
  if (!at.isValid) throw new InvalidArgumentError("give a day or a moment such as 2026-11-21");
  return at.toUTC().toISO();
}
