import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { startSandbox } from "../../sandbox/server.ts";
import { openingOf } from "../../src/cli/run-opening.ts";
import type { Settings, Shard } from "../../src/environment/model.ts";
import { finishRun } from "../../src/results/finish.ts";
import { noteControl, noteLedger, readJournal, startJournal } from "../../src/results/journal.ts";
import { mergeJournals } from "../../src/results/merge/merge-journals.ts";
import { partsOfOneRun } from "../../src/results/merge/parts.ts";
import type { Report } from "../../src/results/model.ts";
import { fromTarget } from "../../src/run/case-source.ts";
import { openSession, targetOf } from "../../src/run/session.ts";
import { settingsOf, suite } from "./run-cases.ts";

const folder = mkdtempSync(join(tmpdir(), "konaplate-shard-runs-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Both inquiries, a change that is forbidden to nobody, and journeys that go through three operations. */
const ONLY = [
  "member-authentication-info/*",
  "unregistered-card-inquiry/{success,unregistered-card,wrong-*,*cvc*,userId-*}",
  "membership-cancellation/{success,unreceived-gift,left-*}",
  "user-register/success",
];

/** Runs the cases of one machine, on a sandbox of its own, and gives the path of its journal. */
async function ran(name: string, shard?: Shard): Promise<string> {
  const sandbox = await startSandbox({ contract: suite.contract });
  const settings: Settings = {
    ...settingsOf({}, ONLY, { KONAPLATE_SEED: "0a1b2c3d" }),
    kinds: ["documented", "generated", "journey"],
    ...(shard && { shard }),
  };
  const path = join(folder, name, "journal.jsonl");
  startJournal(path, openingOf(suite, settings, sandbox.settings.KONAPLATE_BASE_URL));
  const session = openSession(suite, settings, targetOf(settings, { ...sandbox.settings }), {
    note: (note) => noteLedger(path, note),
    control: (control) => noteControl(path, control),
  });
  try {
    const source = fromTarget(session, path, suite.contract);
    await Promise.all(source.cases.map((row) => source.resultOf(row)));
  } finally {
    session.close();
    await sandbox.close();
  }
  return path;
}

const outcomesOf = ({ cases }: Report) => cases.map(({ id, outcome, reason }) => [id, outcome, reason]);

describe("three machines", () => {
  it("come to the same of every case as one, and to the same verdict", async () => {
    const whole = finishRun(readJournal(await ran("whole")), suite.contract);
    const paths: string[] = [];
    for (const index of [1, 2, 3]) paths.push(await ran(`shard-${index}`, { index, count: 3 }));
    const parts = partsOfOneRun(paths.map((path) => ({ path, ...readJournal(path) })));
    const path = join(folder, "merged", "journal.jsonl");
    mergeJournals(path, {
      parts,
      missing: [],
      planned: readJournal(join(folder, "whole", "journal.jsonl")).planned,
    });
    const merged = finishRun(readJournal(path), suite.contract);
    expect(new Set(merged.cases.map(({ shard }) => shard)).size).toBe(3);
    expect(outcomesOf(merged)).toEqual(outcomesOf(whole));
    expect(merged.verdict).toBe(whole.verdict);
    expect(merged.coverage).toEqual(whole.coverage);
    expect(merged.ledger).toHaveLength(whole.ledger.length);
    expect(whole.cases.length).toBeGreaterThan(20);
  });
});
