import { inject } from "vitest";
import type { Case } from "../src/cases/model.ts";
import { loadSettings } from "../src/environment/load.ts";
import { appendToJournal } from "../src/results/journal.ts";
import type { CaseResult } from "../src/results/model.ts";
import { openSession, targetOf } from "../src/run/session.ts";
import { knownIds, loadSuite } from "../src/run/suite.ts";

/** What the command that started the specs hands to their worker; plain data. */
export interface RunOrder {
  /** Variables that go before the environment: the seed, the filter, and what the command line said. */
  readonly variables: Readonly<Record<string, string>>;
  /** The seven settings of the embedded sandbox, where it is the target. */
  readonly embedded: Readonly<Record<string, string>> | undefined;
  readonly cwd: string;
  readonly journal: string;
}

declare module "vitest" {
  interface ProvidedContext {
    runOrder: RunOrder;
  }
}

const order = inject("runOrder");
const suite = loadSuite();
const settings = loadSettings({
  env: { ...process.env, ...order.variables },
  cwd: order.cwd,
  known: knownIds(suite),
});
const session = openSession(suite, settings, targetOf(settings, order.embedded));

export const operations = suite.contract.operations;

export function casesOf(operation: string): readonly Case[] {
  return session.cases.filter((row) => row.operation === operation);
}

/** Runs a case and writes its result to the journal before anybody looks at it. */
export async function resultOf(row: Case): Promise<CaseResult> {
  const result = await session.run(row);
  appendToJournal(order.journal, result);
  return result;
}
