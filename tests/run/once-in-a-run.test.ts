import crypto from "node:crypto";
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { relative } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import { PROJECT_ROOT } from "../../src/exact/project-root.ts";
import { loadSuite, OWN_FOLDERS } from "../../src/run/suite.ts";
import { runWhole, settingsOf, suite } from "./run-cases.ts";

type Watched = readonly (readonly [module: object, name: string])[];

/** What functions of Node's own modules were called with while something was done, by their names. */
async function callsOf(watched: Watched, act: () => unknown): Promise<Map<string, unknown[]>> {
  const calls = new Map<string, unknown[]>();
  const undo = watched.map(([module, name]) => {
    const functions = module as Record<string, (...args: unknown[]) => unknown>;
    const original = functions[name];
    if (original === undefined) throw new Error(`there is no ${name}`);
    calls.set(name, []);
    functions[name] = function (this: unknown, ...args: unknown[]) {
      calls.get(name)?.push(args[0]);
      return original.apply(this, args);
    };
    return () => {
      functions[name] = original;
    };
  });
  syncBuiltinESMExports();
  try {
    await act();
  } finally {
    for (const each of undo) each();
    syncBuiltinESMExports();
  }
  return calls;
}

describe("in a run", () => {
  let sandbox: RunningSandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ contract: suite.contract });
  });
  afterAll(() => sandbox.close());

  it("each page, contract file and table is read once", async () => {
    const calls = await callsOf([[fs, "readFileSync"]], () => loadSuite(OWN_FOLDERS));
    const read = (calls.get("readFileSync") ?? [])
      .map((path) => relative(PROJECT_ROOT, String(path)))
      .filter((path) => /^(contract|cases)\//.test(path));
    expect(read).toContain("contract/membership-cancellation.yaml");
    expect(read.filter((path, place) => read.indexOf(path) !== place)).toEqual([]);
  });

  it("keys are imported once, however many messages are sealed, opened and broken", async () => {
    const keys = ["createPrivateKey", "createPublicKey"].map((name) => [crypto, name] as const);
    const importing = [...keys, [crypto.webcrypto.subtle, "importKey"] as const];
    const sent = async (only: readonly string[]) => {
      let cases = 0;
      const calls = await callsOf(importing, async () => {
        cases = (await runWhole(settingsOf({ ...sandbox.settings }, only))).cases.length;
      });
      return { cases, imported: [...calls].map(([name, each]) => `${name}: ${each.length}`) };
    };
    const { cases, imported } = await sent(["unregistered-card-inquiry/*"]);
    expect(cases).toBeGreaterThan(30);
    // Ours and the server's, and the public half of ours: to see that they are no pair, and to seal what must not open.
    expect(imported).toEqual(["createPrivateKey: 1", "createPublicKey: 3", "importKey: 0"]);
  });
});
