import type { RunContext } from "./context.ts";
import { type Probed, probeCredentials } from "./credential-probes.ts";
import { type Opening, openRun } from "./opening.ts";

/** What the requests that any run opens with came to, and what the target tells of wrong credentials. */
export interface Examination extends Opening {
  /** The request that was served, with each credential wrong in turn; empty where none was served. */
  readonly probed: readonly Probed[];
}

/**
 * Opens a run of the whole plan and sends no case. Where a right request is served, whether our credentials were looked
 * at is asked by wrong ones, so that a target that serves everybody is no proof of them.
 */
export async function examineTarget(context: RunContext): Promise<Examination> {
  const opening = await openRun(context.plan.cases, context, () => undefined);
  const served = opening.answered.filter(({ answer }) => answer.understanding === "served");
  const telling = served.find(({ isEncrypted }) => isEncrypted) ?? served[0];
  if (opening.halted || !telling) return { ...opening, probed: [] };
  const { row, isEncrypted, answer } = telling;
  return { ...opening, probed: await probeCredentials(row, isEncrypted, answer, context) };
}
