import { join } from "node:path";
import { repeatText } from "../../reporters/repeat-text.ts";
import { FileMistake } from "../exact/data-file.ts";
import { suggestion } from "../exact/nearest.ts";
import type { Report } from "../results/model.ts";
import { type RepeatedCause, repeatable, repeatedCause } from "../results/repeat.ts";
import type { FurtherFolders } from "../run/suite.ts";
import { BROKEN, MISTAKE, UNREACHABLE } from "./exit-codes.ts";
import { readReport } from "./read-report.ts";
import { configuredReportFolder } from "./report-settings.ts";
import { runConformance } from "./run-conformance.ts";

export interface RepeatInput {
  /** Path of the conformance.json of the earlier run. */
  readonly report: string;
  /** Id of a cause or of a case. */
  readonly name?: string;
  readonly seed?: string;
  /** Contract files and case tables beside the suite's, as the earlier run had them. */
  readonly further?: FurtherFolders;
}

const STILL_THERE = 1;
const NOT_KNOWN = 4;

/** Runs the cases again and tells what became of their causes. Gives the exit code; throws what tellFault tells. */
export async function repeatRun({ report: path, name, seed, further = {} }: RepeatInput): Promise<number> {
  const before = readReport(path);
  if (before.traffic)
    throw new FileMistake(
      path,
      undefined,
      "tells of recorded traffic, which cannot be sent again; konaplate verify judges a recording again",
    );
  const chosen = repeatable(before, name);
  if (!chosen) throw new FileMistake(path, undefined, noSuchName(before, name ?? ""));
  if (chosen.cases.length === 0) {
    console.log(`Nothing to repeat: ${path} has no cause that failed or warned. Nothing was sent.`);
    return 0;
  }
  const folder = join(configuredReportFolder(), "repeat");
  const code = await runConformance({
    env: {
      ...process.env,
      KONAPLATE_SEED: seed ?? before.suite.seed,
      KONAPLATE_REPORT_DIR: folder,
      KONAPLATE_BASELINE: "",
    },
    cwd: process.cwd(),
    only: chosen.cases,
    further,
  });
  if (code === MISTAKE || code === UNREACHABLE || code === BROKEN) return code;
  const after = readReport(join(folder, "conformance.json"));
  if (after.target.baseUrl !== before.target.baseUrl && before.target.environment !== "embedded")
    console.error(
      `notice: the earlier run went to ${before.target.baseUrl}, this one to ${after.target.baseUrl}`,
    );
  const repeated = chosen.causes.map((cause) => repeatedCause(cause, after));
  process.stdout.write(repeatText(repeated, chosen, after));
  return codeOf(repeated, code);
}

/** Of a case that had no cause the run's own code; otherwise what became of the causes. */
function codeOf(repeated: readonly RepeatedCause[], code: number): number {
  if (repeated.length === 0) return code;
  if (repeated.some(({ state }) => state === "there")) return STILL_THERE;
  return repeated.some(({ state }) => state === "unknown") ? NOT_KNOWN : 0;
}

function noSuchName({ causes, cases }: Report, name: string): string {
  const known = [...causes, ...cases].map(({ id }) => id);
  return `has neither a cause nor a case ${JSON.stringify(name)}: ${suggestion(name, known)}`;
}
