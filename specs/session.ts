import { BroadcastChannel } from "node:worker_threads";
import { inject } from "vitest";
import { loadContract } from "../src/contract/load.ts";
import { loadSettings } from "../src/environment/load.ts";
import type { Settings } from "../src/environment/model.ts";
import { readJournal } from "../src/results/journal.ts";
import type { CaseResult } from "../src/results/model.ts";
import { type CaseSource, fromJournal, fromTarget, type ListedCase } from "../src/run/case-source.ts";
import { openSession, targetOf } from "../src/run/session.ts";
import { knownIds, loadSuite } from "../src/run/suite.ts";

/** What the command that started the specs hands to their worker; plain data. */
export type RunOrder = TargetOrder | JournalOrder;

/** Run the cases against the target. */
export interface TargetOrder {
  readonly from: "target";
  /** What the command line said; it goes before the environment. */
  readonly overrides: Partial<Pick<Settings, "only" | "kinds">>;
  readonly seed: string;
  /** The seven settings of the embedded sandbox, where it is the target. */
  readonly embedded: Readonly<Record<string, string>> | undefined;
  readonly cwd: string;
  readonly journal: string;
  /** Name of the BroadcastChannel on which the command tells what ends the run before its time. */
  readonly channel: string;
}

/** Tell the results of a run that is over once more. */
export interface JournalOrder {
  readonly from: "journal";
  readonly journal: string;
}

declare module "vitest" {
  interface ProvidedContext {
    runOrder: RunOrder;
  }
}

const order = inject("runOrder");
const source =
  order.from === "target" ? openTarget(order) : fromJournal(readJournal(order.journal), loadContract());

export const operations = loadContract().operations;

export function casesOf(operation: string): readonly ListedCase[] {
  return source.cases.filter((row) => row.operation === operation);
}

export function resultOf(row: ListedCase): Promise<CaseResult> {
  return source.resultOf(row);
}

function openTarget({ overrides, seed, embedded, cwd, journal, channel }: TargetOrder): CaseSource {
  const suite = loadSuite();
  const env = { ...process.env, KONAPLATE_SEED: seed };
  const settings = loadSettings({ env, cwd, overrides, known: knownIds(suite) });
  const session = openSession(suite, settings, targetOf(settings, embedded));
  const interruptions = new BroadcastChannel(channel);
  interruptions.onmessage = (message) => {
    const { interruptedBy } = (message as { readonly data: { readonly interruptedBy?: string } }).data;
    if (interruptedBy !== undefined) session.end(interruptedBy);
  };
  interruptions.unref();
  // The command may have been interrupted before anybody listened here; it answers a worker that reports itself.
  interruptions.postMessage({ listening: true });
  return fromTarget(session, journal, suite.contract);
}
