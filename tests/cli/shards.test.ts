import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSandbox } from "../../sandbox/server.ts";
import { clearReports } from "../../src/cli/clear-reports.ts";
import { reportFolder } from "../../src/cli/report-folder.ts";
import type { Report } from "../../src/results/model.ts";
import { runHere } from "../support/run-here.ts";
import { suite } from "../support/suite.ts";
import { against, type Ended, outcomes } from "./command.ts";

const folder = mkdtempSync(join(tmpdir(), "konaplate-shards-"));
/** One operation that changes something, and one that does not: two parts. */
const CHOICE = ["--only", "membership-cancellation/*,unregistered-card-inquiry/*", "--kind", "documented"];

function reportOf(shard: string): Report {
  return JSON.parse(readFileSync(join(folder, shard, "conformance.json"), "utf8"));
}

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a run in parts", () => {
  let parts: readonly Ended[] = [];
  beforeAll(async () => {
    const sandbox = await startSandbox({ contract: suite.contract });
    const env = against(sandbox, folder);
    const ended: Ended[] = [];
    for (const shard of ["1/3", "2/3", "3/3"]) {
      const reports = { KONAPLATE_REPORT_DIR: join(folder, shard) };
      // No run of another report, and none is read: a part is not compared.
      const baseline = { KONAPLATE_BASELINE: join(folder, "earlier.json") };
      ended.push(await runHere("run", ["--shard", shard, ...CHOICE], { ...env, ...reports, ...baseline }));
    }
    await sandbox.close();
    parts = ended;
  });

  it("says of each verdict that it is of a part, and never of the whole", () => {
    expect(parts.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(parts[0]?.out).toContain("Verdict: conformant, shard 1 of 3 alone: 16 passed");
    const markdown = readFileSync(join(folder, "2/3", "conformance.md"), "utf8");
    expect(markdown).toContain("# Konaplate conformance: conformant, shard 2 of 3 alone");
    expect(markdown).toContain("the verdict speaks of its 5 cases alone");
  });

  it("notes in each report which part of which plan it is, with one seed for all", () => {
    const [one, other] = [reportOf("1/3"), reportOf("2/3")];
    expect(one.shard).toEqual({ index: 1, count: 3, plan: other.shard?.plan });
    expect(one.suite.seed).toBe(other.suite.seed);
    expect([one, other].map(({ cases }) => new Set(cases.map(({ operation }) => operation)))).toEqual([
      new Set(["membership-cancellation"]),
      new Set(["unregistered-card-inquiry"]),
    ]);
  });

  it("ends well where a part has nothing in it, and leaves its journal", () => {
    expect(parts[2]?.out).toContain("There is nothing to run in shard 3 of 3");
    expect(existsSync(join(folder, "3/3", "journal.jsonl"))).toBe(true);
    expect(existsSync(join(folder, "3/3", "conformance.json"))).toBe(false);
  });

  it("is merged into one report with one verdict of every case", async () => {
    const shards = ["1/3", "2/3", "3/3"].map((shard) => join(folder, shard));
    const { code, out } = await runHere("merge", [...shards, "--out", join(folder, "merged")]);
    expect(code).toBe(0);
    expect(out).toContain("Verdict: conformant: 21 passed");
    const merged = reportOf("merged");
    expect(outcomes(merged)).toEqual({ ...outcomes(reportOf("1/3")), ...outcomes(reportOf("2/3")) });
    expect(merged.shards?.states.map(({ state, cases }) => [state, cases])).toEqual([
      ["ended", 16],
      ["ended", 5],
      ["ended", 0],
    ]);
    expect(readFileSync(join(folder, "merged", "settings.json"), "utf8")).toContain(
      '"environment": "remote"',
    );
  });

  it("is compared with an earlier run as a whole", async () => {
    const earlier = join(folder, "earlier.json");
    const merged = readFileSync(join(folder, "merged", "conformance.json"), "utf8");
    writeFileSync(earlier, merged.replace(/"outcome":"passed"/, '"outcome":"failed"'));
    const shards = ["1/3", "2/3", "3/3"].map((shard) => join(folder, shard));
    const args = [...shards, "--out", join(folder, "compared")];
    const { code, out } = await runHere("merge", args, { KONAPLATE_BASELINE: earlier });
    expect(code).toBe(0);
    expect(out).toContain("Newly passing (1)");
    expect(readFileSync(join(folder, "compared", "conformance.md"), "utf8")).toContain(
      "### Newly passing (1)",
    );
    // Compared with what it is written over, it differs in nothing.
    const own = join(folder, "compared", "conformance.json");
    expect((await runHere("merge", args, { KONAPLATE_BASELINE: own })).code).toBe(0);
  });

  it("writes nothing where there is no report to compare with", async () => {
    const nowhere = { KONAPLATE_BASELINE: join(folder, "nowhere.json") };
    const args = [join(folder, "1/3"), "--out", join(folder, "not-compared")];
    expect(await runHere("merge", args, nowhere)).toMatchObject({
      code: 2,
      err: expect.stringContaining("nowhere.json: there is no such file"),
    });
    expect(existsSync(join(folder, "not-compared"))).toBe(false);
  });

  it("leaves nothing of an earlier merge beside its journal where its reports cannot be made", async () => {
    const out = join(folder, "merged-again");
    const kept = [join("docs", "of-somebody-else.txt"), "history.jsonl"];
    const stale = ["junit.xml", "conformance.json", "conformance.cases.jsonl", "settings.json"];
    mkdirSync(join(out, "docs"), { recursive: true });
    for (const name of [...kept, ...stale]) writeFileSync(join(out, name), "");
    clearReports(reportFolder(out));
    expect(readdirSync(out).sort()).toEqual(["docs", "history.jsonl"]);

    mkdirSync(join(folder, "journal-alone"));
    copyFileSync(join(folder, "1/3", "journal.jsonl"), join(folder, "journal-alone", "journal.jsonl"));
    writeFileSync(join(out, "settings.json"), "");
    // The documentation cannot be written over what is somebody else's.
    expect((await runHere("merge", [join(folder, "journal-alone"), "--out", out])).code).toBe(5);
    expect(readdirSync(join(out, "docs"))).toEqual(["of-somebody-else.txt"]);
    expect(existsSync(join(out, "settings.json"))).toBe(false);
  });

  it("is not merged with a shard given twice, over a shard, or with what is no run; nothing is written then", async () => {
    const [one, out] = [join(folder, "1/3"), join(folder, "not-merged")];
    const before = readFileSync(join(one, "journal.jsonl"), "utf8");
    for (const [args, words] of [
      [[one, one, "--out", out], "is given twice, 1 of 3"],
      [[one, join(folder, "nowhere"), "--out", out], "there is no journal of a run here"],
      [[one, "--out", one], "is the folder of a shard"],
    ] as const) {
      const { code, err } = await runHere("merge", args);
      expect([code, err]).toEqual([2, expect.stringContaining(words)]);
    }
    for (const [name, from, to, words] of [
      ["plan", /"plan":"\w+"/, '"plan":"0f"', "its plan is not that of contract and cases here"],
      ["contract", /"contractDigest":"\w+"/, '"contractDigest":"0f"', "contract of digest 0f"],
    ] as const) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, "journal.jsonl"), before.replace(from, to));
      const { code, err } = await runHere("merge", [join(folder, name), "--out", out]);
      expect([code, err]).toEqual([2, expect.stringContaining(words)]);
    }
    const header = before.slice(0, 40);
    for (const [name, text, words] of [
      ["empty", "", "journal.jsonl:1: the run ended before its journal began; leave this folder out"],
      ["begun", header, "journal.jsonl:1: the run ended before its journal began; leave this folder out"],
      ["no-journal", "hello\n", "journal.jsonl:1: this is not a whole line of JSON"],
    ] as const) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, "journal.jsonl"), text);
      const { code, err } = await runHere("merge", [one, join(folder, name), "--out", out]);
      expect([code, err]).toEqual([2, expect.stringContaining(words)]);
    }
    expect(existsSync(out)).toBe(false);
    expect(readFileSync(join(one, "journal.jsonl"), "utf8")).toBe(before);
  });

  it("is listed part by part", async () => {
    const { out, code } = await runHere("list", ["--shard", "2/3", ...CHOICE]);
    expect(code).toBe(0);
    expect(out).toContain("unregistered-card-inquiry/success");
    expect(out).not.toContain("membership-cancellation/success");
    expect(out).toContain("This is shard 2 of 3: 5 of 21 chosen cases.");
  });

  it.each(["0/3", "4/3", "3", "a/b", "1/1001"])("is not one of %s", async (shard) => {
    const { code, err } = await runHere("list", ["--shard", shard]);
    expect(code).toBe(2);
    expect(err).toContain("such as 2/5");
  });
});
