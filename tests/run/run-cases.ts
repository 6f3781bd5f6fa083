import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clientSettings, makeIdentity } from "../../sandbox/identity.ts";
import { openingOf } from "../../src/cli/run-opening.ts";
import { loadSettings } from "../../src/environment/load.ts";
import type { Settings } from "../../src/environment/model.ts";
import { finishRun } from "../../src/results/finish.ts";
import { noteControl, noteLedger, readJournal, startJournal } from "../../src/results/journal.ts";
import type { LedgerNote } from "../../src/results/ledger.ts";
import type { Report } from "../../src/results/model.ts";
import { fromTarget } from "../../src/run/case-source.ts";
import { openSession, type Session, type SessionHooks, targetOf } from "../../src/run/session.ts";
import { knownIds } from "../../src/run/suite.ts";
import { writeTestData } from "../cli/command.ts";
import { suite } from "../support/suite.ts";

export { suite };

const read = new Map<string, Settings>();

/** Settings of a run that may do everything, with the embedded environment's test data. The same are read once. */
export function settingsOf(
  target: Readonly<Record<string, string>>,
  only: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Settings {
  const variables = { ...target, ...env };
  const of = JSON.stringify([variables, only]);
  const settings = read.get(of) ?? readSettings(variables, only);
  read.set(of, settings);
  return settings;
}

function readSettings(given: Readonly<Record<string, string>>, only: readonly string[]): Settings {
  const cwd = mkdtempSync(join(tmpdir(), "run-"));
  try {
    const variables = {
      KONAPLATE_TEST_DATA: writeTestData(join(cwd, "test-data.json")),
      KONAPLATE_ALLOW_DESTRUCTIVE: "true",
      KONAPLATE_ALLOW_PLAIN_HTTP: "true",
      KONAPLATE_MAX_RPS: "10000",
      ...given,
    };
    return loadSettings({ env: variables, cwd, overrides: { only }, known: knownIds(suite) });
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

/** Settings for a server that knows none of our keys. */
export async function strangerAt(
  baseUrl: string,
  only: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Settings> {
  return settingsOf({ ...clientSettings(await makeIdentity("stranger"), baseUrl) }, only, env);
}

/** A run with its opening and its journal, as the specs make it, and the report made from the journal. */
export async function runWhole(settings: Settings): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), "run-"));
  const journal = join(folder, "journal.jsonl");
  const target = targetOf(settings, undefined);
  const session = openSession(suite, settings, target, {
    note: (note) => noteLedger(journal, note),
    control: (control) => noteControl(journal, control),
  });
  try {
    startJournal(journal, openingOf(suite, settings, target.baseUrl));
    const source = fromTarget(session, journal, suite.contract);
    await Promise.all(source.cases.map((row) => source.resultOf(row)));
    // Whole, for the journal that it reads what travelled from is about to go.
    return JSON.parse(JSON.stringify(finishRun(readJournal(journal), suite.contract))) as Report;
  } finally {
    session.close();
    rmSync(folder, { recursive: true });
  }
}

/** Runs the selected cases as the command does, without vitest and files; `during` gets the session beforehand. */
export async function runCases(
  settings: Settings,
  during?: (session: Session) => void,
  hooks: Pick<SessionHooks, "pause"> = {},
): Promise<Report> {
  const target = targetOf(settings, undefined);
  const ledger: LedgerNote[] = [];
  const session = openSession(suite, settings, target, { note: (note) => ledger.push(note), ...hooks });
  const opening = openingOf(suite, settings, target.baseUrl);
  try {
    during?.(session);
    const results = await Promise.all(session.cases.map((row) => session.run(row)));
    return finishRun(
      { ...opening, results, controls: [], ledger, begun: results.map(({ id }) => id) },
      suite.contract,
    );
  } finally {
    session.close();
  }
}
