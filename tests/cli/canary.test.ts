import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSandbox } from "../../sandbox/server.ts";
import { suite } from "../run/run-cases.ts";
import { runHere } from "../support/run-here.ts";
import { fewOf, isExhaustive } from "../support/share.ts";
import { CanarySearch } from "./canary.ts";
import { against, type Ended, reportIn } from "./command.ts";
import { gossip, Travelled } from "./gossip.ts";

describe("a run against a server that repeats everything", () => {
  const travelled = new Travelled();
  let root: string;
  let ended: Ended;
  let search: CanarySearch;
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), "canary-"));
    const sandbox = await startSandbox({
      contract: suite.contract,
      seed: "canary",
      alter: gossip(travelled),
    });
    const only = fewOf(suite.plan.cases).map(({ id }) => id);
    const env = {
      ...against(sandbox, root),
      GITHUB_ACTIONS: "true",
      GITHUB_STEP_SUMMARY: join(root, "summary.md"),
    };
    ended = await runHere("run", ["--only", ...only], env, { allure: true });
    await sandbox.close();
    await lookBack(root);
    const { KONAPLATE_ACCESS_KEY, KONAPLATE_SECRET_KEY, KONAPLATE_CLIENT_PRIVATE_KEY } = sandbox.settings;
    const keyLines = KONAPLATE_CLIENT_PRIVATE_KEY.split("\n").filter((line) => !line.startsWith("-----"));
    const secrets = [KONAPLATE_ACCESS_KEY, KONAPLATE_SECRET_KEY, ...keyLines];
    search = new CanarySearch([...secrets, ...travelled.values, ...travelled.short]);
    // They hold the test data's own values.
    rmSync(join(root, "test-data.json"));
  }, 300_000);
  afterAll(() => rmSync(root, { recursive: true }));

  it("fails, and names rule and place", () => {
    expect(ended.code).toBe(1);
    expect(ended.out).toMatch(/^fails the run \d+ messages have other words than documented/m);
    expect(reportIn(join(root, "reports")).totals.failed).toBeGreaterThan(isExhaustive() ? 20 : 10);
  });

  it("leaves none of what it was told in any file", () => {
    expect(travelled.values.size).toBeGreaterThan(isExhaustive() ? 300 : 100);
    expect(travelled.short.size).toBeGreaterThan(10);
    expect(readdirSync(join(root, "reports"))).toContain("allure-report");
    expect(readdirSync(root)).toEqual(expect.arrayContaining(["drift.md", "matrix"]));
    expect(readFileSync(join(root, "drift.md"), "utf8")).toContain("## Seen once");
    expect(search.below(root)).toEqual([]);
  });

  it("says none of it on the terminal", () => {
    expect(search.in(Buffer.from(ended.out + ended.err))).toEqual([]);
  });
});

/** Holds the run against one of the night before in which all was well, and beside it, in files below the folder. */
async function lookBack(root: string): Promise<void> {
  const tonight = reportIn(join(root, "reports"));
  const cases = tonight.cases.map((result) => ({ ...result, outcome: "passed" as const, violations: [] }));
  const before = { ...tonight, startedAt: "2026-03-01T02:00:00.000Z", cases, causes: [] };
  for (const [name, report] of Object.entries({ before, tonight })) {
    mkdirSync(join(root, "nights", name), { recursive: true });
    writeFileSync(join(root, "nights", name, "conformance.json"), JSON.stringify(report));
  }
  const of = (name: string) => join(root, "nights", name, "conformance.json");
  await runHere("drift", [join(root, "nights"), "--no-repeat", "--output", join(root, "drift.md")]);
  await runHere("matrix", ["page", of("before"), of("tonight"), "--output", join(root, "matrix")]);
}

describe("the search", () => {
  const canary = "9491330000000101";
  const korean = '김하늘 "씨"';
  const search = new CanarySearch([canary, korean, "dcvv=101;"]);
  const found = (text: string) => search.in(Buffer.from(text));
  const base64 = (text: string) => Buffer.from(text).toString("base64");

  it.each([
    ["plain", `number ${canary}.`, canary],
    ["inside base64 of more", base64(`{"cardNo":"${canary}"}`), canary],
    ["one place further", base64(`{"cardNo" :"${canary}"}`), canary],
    ["two places further", base64(`{"cardNo"  :"${canary}"}`), canary],
    ["in base64url", Buffer.from(`?>${korean}?>`).toString("base64url"), korean],
    ["URL-encoded", `?name=${encodeURIComponent(korean)}&x`, korean],
    ["in a JSON text", JSON.stringify({ text: korean }), korean],
    ["short, with its field", "dcvv=101; and", "dcvv=101;"],
  ])("finds a planted value %s", (_form, text, value) => {
    expect(found(text)).toEqual([value]);
  });

  it("finds nothing where there is nothing", () => {
    expect(found("949133******0101, dcvv=***;")).toEqual([]);
    expect(found(base64("9491330000000102 9491330000000103"))).toEqual([]);
    expect(found("")).toEqual([]);
  });

  it("looks into files of subfolders", () => {
    const folder = mkdtempSync(join(tmpdir(), "planted-"));
    mkdirSync(join(folder, "deep"));
    writeFileSync(join(folder, "deep", "planted.bin"), `\0\xff${canary}`);
    expect(search.below(folder)).toEqual([`${join("deep", "planted.bin")}: ${canary}`]);
    rmSync(folder, { recursive: true });
  });
});
