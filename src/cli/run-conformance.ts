import { ProgressReporter } from "../../reporters/progress.ts";
import { tellFault } from "./mistakes.ts";
import { prepareRun } from "./prepared-run.ts";
import { publishReports } from "./publish-reports.ts";
import type { CommandInput } from "./run-settings.ts";
import { runSpecs } from "./run-specs.ts";

/** A whole run, from settings to reports. Gives the exit code; prints what a person wants to see of it. */
export async function runConformance(input: CommandInput): Promise<number> {
  try {
    const run = await prepareRun(input);
    try {
      const modules = await runSpecs({
        concurrency: run.settings.limits.concurrency,
        progress: terminalProgress(run.opening.planned.length),
        order: run.order,
      });
      return await publishReports(run.place, run.suite.contract, { modules, baseline: run.baseline });
    } finally {
      await run.release();
    }
  } catch (error) {
    return tellFault(error);
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
