import { resolve } from "node:path";
import { startSandboxApart } from "../../sandbox/apart.ts";
import type { RunningSandbox } from "../../sandbox/server.ts";
import type { Settings } from "../environment/model.ts";
import { noteInterruption, startJournal } from "../results/journal.ts";
import type { JournalOpening } from "../results/journal-opening.ts";
import type { Report } from "../results/model.ts";
import { contractFolders, type Suite } from "../run/suite.ts";
import { listenForInterruption } from "./interruption.ts";
import { invocationOf } from "./invocation.ts";
import { readBaseline } from "./read-report.ts";
import { clearAllure, type ReportFolder, reportFolder } from "./report-folder.ts";
import { lockReportFolder } from "./report-lock.ts";
import { openingOf } from "./run-opening.ts";
import { inquiriesOf, type TargetOrder } from "./run-order.ts";
import { type CommandInput, loadForRun, overridesOf } from "./run-settings.ts";
import { recordSettings } from "./settings-record.ts";

/** A run that may begin: its folder is its own, its journal is open, and the embedded sandbox, if it is the target, runs. */
export interface PreparedRun {
  readonly suite: Suite;
  readonly settings: Settings;
  readonly place: ReportFolder;
  readonly opening: JournalOpening;
  readonly order: TargetOrder;
  /** The report to compare with. */
  readonly baseline: Report | undefined;
  /** Gives back what was taken: signals, sandbox, folder. */
  release(): Promise<void>;
}

/** Whether the embedded sandbox runs in this thread, or in one of its own as it was built. */
type SandboxPlace = "here" | "apart";

/** Settings, folder, sandbox and journal of a run, in this order. Throws what tellFault tells; nothing was sent then. */
export async function prepareRun(input: CommandInput, where: SandboxPlace = "here"): Promise<PreparedRun> {
  const { suite, settings } = loadForRun(input);
  const place = reportFolder(resolve(input.cwd, settings.reportDir));
  const lock = lockReportFolder(place.folder);
  try {
    // Read before anything is sent: a wrong path is told at once, and this run may write over the very file.
    // A part of a run lacks what stands in the others: the merge compares the whole.
    const compared = settings.shard ? undefined : settings.baseline;
    const baselinePath = compared && resolve(input.cwd, compared);
    const baseline = readBaseline(baselinePath);
    const sandbox = settings.embedded ? await startEmbedded(suite, input, where) : undefined;
    clearAllure(place);
    recordSettings(settings, place.folder);
    const opening = openingOf(
      suite,
      settings,
      settings.baseUrl ?? sandbox?.settings.KONAPLATE_BASE_URL ?? "",
      invocationOf(input.env, input.cwd, input.further),
    );
    startJournal(place.journal, opening);
    const interruption = listenForInterruption((signal) => noteInterruption(place.journal, signal));
    const release = async (): Promise<void> => {
      interruption.release();
      await sandbox?.close();
      lock.release();
    };
    const order: TargetOrder = {
      inquiries: inquiriesOf(suite.contract),
      overrides: overridesOf(input),
      further: input.further ?? {},
      seed: settings.seed,
      env: { ...input.env },
      ...(settings.secrets && { secrets: settings.secrets }),
      embedded: sandbox && { ...sandbox.settings },
      cwd: input.cwd,
      journal: place.journal,
      folder: place.folder,
      attach: settings.attach,
      baseline: baselinePath,
      channel: interruption.channel,
    };
    return { suite, settings, place, opening, order, baseline, release };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** The server is loaded in the thread that it runs in, and nowhere else. */
async function startEmbedded(
  { contract }: Suite,
  { further }: CommandInput,
  where: SandboxPlace,
): Promise<Pick<RunningSandbox, "settings" | "close">> {
  if (where === "apart") return startSandboxApart(contractFolders(further));
  const { startSandbox } = await import("../../sandbox/server.ts");
  return startSandbox({ contract });
}
