import { ProgressReporter } from "../../reporters/progress.ts";
import { shown } from "../results/inert-text.ts";
import { type PreparedRun, prepareRun } from "./prepared-run.ts";
import { runCases } from "./run-cases.ts";
import type { CommandInput } from "./run-settings.ts";
import { emptyShard, shardName } from "./shard-words.ts";
import { keepHeapSmall } from "./small-heap.ts";
import { tellFault } from "./tell-fault.ts";

/** Cases of a run that is no longer small beside the memory of a CI machine. */
const LARGE_RUN = 5000;

/** A whole run, from settings to reports. Gives the exit code; prints what a person wants to see of it. */
export async function runConformance(input: CommandInput): Promise<number> {
  try {
    const run = await prepareRun(input, "apart");
    try {
      const empty = emptyShard(run.opening);
      if (empty !== undefined) {
        console.log(empty);
        return 0;
      }
      process.stderr.write(`${openingLine(run)}\n`);
      if (run.opening.planned.length > LARGE_RUN) keepHeapSmall();
      await runCases(run, terminalProgress());
      process.stderr.write("Writing the reports …\n");
      // What writes reports is loaded when there is something to write.
      const { publishReports } = await import("./publish-reports.ts");
      return await publishReports(run.place, run.suite.contract, {
        cases: run.suite.plan.cases,
        attach: run.settings.attach,
        baseline: run.baseline,
        ...(input.asPart && { asPart: true }),
      });
    } finally {
      await run.release();
    }
  } catch (error) {
    return tellFault(error);
  }
}

/** What is about to be sent where, before the first request. */
function openingLine({ opening: { header, planned }, settings, place }: PreparedRun): string {
  const { environment, baseUrl } = header.target;
  const count = planned.length === 1 ? "1 case" : `${planned.length} cases`;
  const { maxRps } = settings.limits;
  const part = header.shard ? `${shardName(header.shard)}, ` : "";
  const rate = maxRps === undefined ? "" : `, at most ${maxRps} requests a second`;
  return shown(
    `${part}${count} against ${environment} at ${baseUrl}, seed ${header.suite.seed}${rate}; reports go to ${place.folder}`,
    1000,
  );
}

function terminalProgress(): ProgressReporter {
  const { isTTY, columns } = process.stderr;
  return new ProgressReporter({
    write: (text) => process.stderr.write(text),
    isTty: isTTY === true,
    columns: columns ?? 80,
  });
}
