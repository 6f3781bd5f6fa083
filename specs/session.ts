import { BroadcastChannel } from "node:worker_threads";
import { inject } from "vitest";
import type { JournalOrder, TargetOrder } from "../src/cli/run-order.ts";
import { withSampleData } from "../src/cli/sample-data.ts";
import { loadContract } from "../src/contract/load.ts";
import type { Contract } from "../src/contract/model.ts";
import { loadSettings } from "../src/environment/load.ts";
import type { CaseResult } from "../src/results/case-result.ts";
import { noteControl, noteLedger, readJournal } from "../src/results/journal.ts";
import { type CaseSource, fromJournal, fromTarget, type ListedCase } from "../src/run/case-source.ts";
import { openSession, targetOf } from "../src/run/session.ts";
import { contractFolders, knownIds, loadSuite, OWN_FOLDERS } from "../src/run/suite.ts";

const order = inject("runOrder");
const { contract, source } = order.from === "target" ? openTarget(order) : openJournal(order);

export const { operations } = contract;
export const { rules } = source;

export function casesToRun(operation: string): readonly ListedCase[] {
  return source.cases.filter((row) => row.operation === operation);
}

export function resultOf(row: ListedCase): Promise<CaseResult> {
  return source.resultOf(row);
}

interface Opened {
  readonly contract: Contract;
  readonly source: CaseSource;
}

function openJournal({ journal, further }: JournalOrder): Opened {
  const contract = loadContract(contractFolders(further));
  return { contract, source: fromJournal(readJournal(journal), contract) };
}

function openTarget({
  overrides,
  further,
  seed,
  env,
  secrets,
  embedded,
  cwd,
  journal,
  channel,
}: TargetOrder): Opened {
  const suite = loadSuite(OWN_FOLDERS, further);
  const settings = withSampleData(
    loadSettings({
      env: { ...env, KONAPLATE_SEED: seed },
      cwd,
      overrides,
      known: knownIds(suite),
      ...(secrets && { secrets }),
    }),
    suite,
  );
  const session = openSession(suite, settings, targetOf(settings, embedded), {
    note: (note) => noteLedger(journal, note),
    control: (control) => noteControl(journal, control),
  });
  const interruptions = new BroadcastChannel(channel);
  interruptions.onmessage = (message) => {
    const { interruptedBy } = (message as { readonly data: { readonly interruptedBy?: string } }).data;
    if (interruptedBy !== undefined) session.end(interruptedBy);
  };
  interruptions.unref();
  // The command may have been interrupted before anybody listened here; it answers a worker that reports itself.
  interruptions.postMessage({ listening: true });
  return { contract: suite.contract, source: fromTarget(session, journal, suite.contract) };
}
