import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mutantCatalogue } from "../../sandbox/mutants/catalogue.ts";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import { runWhole, settingsOf, suite } from "./run-cases.ts";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

/** The cases of the headers by which a server knows who asks. */
const TOKENS = "*/header.X-KM-Tran-Token.*";
const KEYS = "*/header.X-KM-Access-Key.*";
const READ = { KONAPLATE_ALLOW: "read", KONAPLATE_ALLOW_DESTRUCTIVE: "false" };

async function runAgainst(id: string | undefined, only: readonly string[]) {
  const asked = new Set<string>();
  const mutant = mutantCatalogue(suite.contract).find((one) => one.id === id);
  const alter = mutant?.alter() ?? {};
  sandbox.reset({
    ...alter,
    plain: (answer, context) => {
      asked.add(context.operation.id);
      return alter.plain?.(answer, context) ?? answer;
    },
  });
  return { report: await runWhole(settingsOf({ ...sandbox.settings }, only, READ)), asked };
}

describe("with leave to read alone", () => {
  it.each([
    ["signature", TOKENS],
    ["token", TOKENS],
    ["access-key", KEYS],
  ])(
    "a server that ignores the %s everywhere fails by default, and nothing changing is sent",
    async (what, only) => {
      const { report, asked } = await runAgainst(`security/every-operation/${what}-ignored`, [only]);
      expect(report.verdict).toBe("non-conformant");
      const failed = report.cases.filter(({ outcome }) => outcome === "failed");
      expect(new Set(failed.map(({ operation }) => operation))).toEqual(
        new Set(["member-authentication-info", "unregistered-card-inquiry"]),
      );
      expect(failed.every(({ violations }) => violations.some(({ family }) => family === "security"))).toBe(
        true,
      );
      expect([...asked].sort()).toEqual(["member-authentication-info", "unregistered-card-inquiry"]);
    },
  );

  it("the right server fails nothing", async () => {
    const { report } = await runAgainst(undefined, [TOKENS, KEYS]);
    expect(report.cases.filter(({ outcome }) => outcome === "failed")).toEqual([]);
  });
});
