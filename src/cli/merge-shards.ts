import { copyFileSync, existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { loadPlan } from "../cases/plan.ts";
import { loadContract } from "../contract/load.ts";
import { SettingsMistake } from "../environment/model.ts";
import { FileMistake } from "../exact/data-file.ts";
import { cutShortReason } from "../results/cut-short.ts";
import { type JournalContent, readJournal } from "../results/journal.ts";
import { lacksOpening } from "../results/journal-lines.ts";
import { type MergeOrder, mergeJournals } from "../results/merge/merge-journals.ts";
import { type Part, partsOfOneRun } from "../results/merge/parts.ts";
import { SCHEMA_VERSION } from "../results/report.ts";
import { chosenCases, divided } from "../run/chosen-cases.ts";
import { notReached } from "../run/empty-result.ts";
import { caseFolders, contractFolders, type FurtherFolders, type Suite } from "../run/suite.ts";
import { clearReports } from "./clear-reports.ts";
import { remakeIn } from "./remake-reports.ts";
import { reportFolder } from "./report-folder.ts";
import { lockReportFolder } from "./report-lock.ts";
import { configuredAttach, configuredBaseline } from "./report-settings.ts";
import { SETTINGS_FILE } from "./settings-record.ts";

export interface MergeInput {
  /** Report folders of the shards, or their journals. Absolute paths. */
  readonly shards: readonly string[];
  /** Folder of the merged reports. */
  readonly out: string;
  readonly further?: FurtherFolders;
}

type Planned = Pick<Suite, "contract" | "plan">;

/**
 * Makes the reports of a run that several machines made in parts, and gives its exit code. Throws FileMistake or
 * SettingsMistake where the parts do not belong together or KONAPLATE_BASELINE names no report, before anything is
 * written, and ReportFault: no report of an earlier merge stands beside the new journal then.
 */
export async function mergeShards({ shards, out, further = {} }: MergeInput): Promise<number> {
  const contract = loadContract(contractFolders(further));
  const suite = { contract, plan: loadPlan(contract, caseFolders(further)) };
  const order = orderOf(shards.map(journalOf), suite);
  const place = reportFolder(out);
  if (order.parts.some(({ path }) => path === place.journal))
    throw new SettingsMistake([
      `${out} is the folder of a shard; give the merged reports a folder of their own with --out or KONAPLATE_REPORT_DIR`,
    ]);
  const wanted = { attach: configuredAttach(), baseline: configuredBaseline() };
  const lock = lockReportFolder(out);
  try {
    clearReports(place);
    mergeJournals(place.journal, order);
    copySettings(order.parts, out);
    return await remakeIn(place, contract, { further, wanted });
  } finally {
    lock.release();
  }
}

function journalOf(path: string): string {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ? path : reportFolder(path).journal;
}

/** Throws FileMistake with what to do where the part ended before anything was written that says what it was to run. */
function journalOfPart(path: string): JournalContent {
  try {
    return readJournal(path);
  } catch (error) {
    if (!(error instanceof FileMistake) || !lacksOpening(path)) throw error;
    throw new FileMistake(
      path,
      1,
      "the run ended before its journal began; leave this folder out (its cases are then not exercised and the run incomplete), or run the shard again",
    );
  }
}

/** What is to be merged. What a shard was to run that nobody gave the journal of follows from contract and cases. */
function orderOf(paths: readonly string[], suite: Planned): MergeOrder {
  const parts = partsOfOneRun(
    paths.map((path) => {
      const { header, declarations, torn } = journalOfPart(path);
      if (torn !== undefined)
        console.error(`notice: the last line of ${path} is torn; that case's result is lost`);
      return { path, header, declarations };
    }),
  );
  const [first] = parts;
  if (!first) throw new Error("the command line names at least one shard");
  refuseOtherSuite(first, suite);
  const choice = choiceOf(first);
  const { count, plan } = first.shard;
  const { shardOf, digest } = divided(suite, choice, count);
  if (digest !== plan)
    throw new FileMistake(
      first.path,
      1,
      "its plan is not that of contract and cases here; merge with the files that the shards were run with, those of --contract and --cases among them",
    );
  const planned = chosenCases(suite, choice).map((row) =>
    notReached(row, suite.contract, cutShortReason(undefined)),
  );
  const given = new Set(parts.map(({ shard }) => shard.index));
  const absent = Array.from({ length: count }, (_, place) => place + 1).filter((index) => !given.has(index));
  return {
    parts,
    planned,
    missing: absent.map((index) => ({
      index,
      planned: planned.filter(({ id }) => shardOf.get(id) === index),
    })),
  };
}

function refuseOtherSuite({ path, header }: Part, { contract }: Planned): void {
  const { version, contractDigest } = header.suite;
  if (header.schemaVersion === SCHEMA_VERSION && contractDigest === contract.digest) return;
  throw new FileMistake(
    path,
    1,
    `the shard was run with suite ${version} and a contract of digest ${contractDigest}, and contract/ has ${contract.digest} now; merge with the files that the shards were run with, those of --contract among them`,
  );
}

function choiceOf({ declarations }: Part): Parameters<typeof chosenCases>[1] {
  const { only = [], kinds = [] } = declarations.choice ?? {};
  return { only, kinds, keyMode: declarations.prepared ? "MOCK" : "LIVE" };
}

/** The settings of all shards are alike in what is shown of them. */
function copySettings(parts: readonly Part[], out: string): void {
  const path = parts.map((part) => join(dirname(part.path), SETTINGS_FILE)).find((each) => existsSync(each));
  if (path !== undefined) copyFileSync(path, join(out, SETTINGS_FILE));
}
