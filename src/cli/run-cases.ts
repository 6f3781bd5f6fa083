import PQueue from "p-queue";
import type { ProgressReporter } from "../../reporters/progress.ts";
import type { ListedCase } from "../run/case-source.ts";
import { openTarget } from "./open-target.ts";
import type { PreparedRun } from "./prepared-run.ts";

const KINDS: readonly ListedCase["kind"][] = ["documented", "generated", "header", "journey"];
/** Kinds that have a phase of the run together. */
const PHASES: Readonly<Record<string, number>> = { documented: 0, generated: 1, header: 1, journey: 2 };

/**
 * Runs the cases of a run that was prepared, in this thread: the documented scenarios first, on a world that nothing has
 * changed yet; of each kind the operations that change nothing before those that do. Their results stand in the journal.
 */
export async function runCases(
  { order, suite, settings }: PreparedRun,
  progress: ProgressReporter,
): Promise<void> {
  const target = openTarget(order, suite, settings);
  const inquiries = new Set(order.inquiries);
  const phaseOf = ({ kind, operation }: ListedCase): number =>
    (PHASES[kind] ?? 0) * 2 + (inquiries.has(operation) ? 0 : 1);
  const rows = [...target.source.cases].sort(
    (one, other) =>
      phaseOf(one) - phaseOf(other) ||
      one.operation.localeCompare(other.operation) ||
      KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind),
  );
  progress.begin(rows);
  try {
    for (const phase of new Set(rows.map(phaseOf))) {
      const own = rows.filter((row) => phaseOf(row) === phase);
      const queue = new PQueue({ concurrency: settings.limits.concurrency });
      await queue.addAll(own.map((row) => async () => progress.ended(await target.source.resultOf(row))));
    }
  } finally {
    progress.end();
    target.close();
  }
}
