import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSandbox } from "../../sandbox/server.ts";
import type { Report } from "../../src/results/model.ts";
import { answering, runAgainst } from "../docs/altered-run.ts";
import { runHere } from "../support/run-here.ts";
import { suite } from "../support/suite.ts";
import { against } from "./command.ts";

const GIFT = "membership-cancellation/unreceived-gift";

describe("konaplate drift", () => {
  const folder = mkdtempSync(join(tmpdir(), "drift-"));
  const at = (name: string): string => join(folder, name);
  let right: Report;
  let wrong: Report;

  /** Runs of a night each, in a folder of their own; they went to the target of this name, at this address. */
  function keep(
    name: string,
    reports: readonly Report[],
    environment = "embedded",
    baseUrl = `https://${environment}.example`,
  ): string {
    for (const [index, report] of reports.entries()) {
      const home = join(at(name), `2026-03-0${index + 1}`);
      mkdirSync(home, { recursive: true });
      const told = {
        ...report,
        target: { environment, baseUrl },
        startedAt: `2026-03-0${index + 1}T02:00:00.000Z`,
      };
      writeFileSync(join(home, "conformance.json"), JSON.stringify(told));
    }
    return at(name);
  }

  beforeAll(async () => {
    right = await runAgainst({}, [GIFT]);
    wrong = await runAgainst(answering("001_049", "001_006"), [GIFT]);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("ends with 1 where two nights show the same change, and with 0 where --since leaves the time before behind", async () => {
    const nights = keep("changed", [right, wrong, wrong]);
    writeFileSync(join(nights, "torn.json"), "{");
    writeFileSync(join(nights, "other.json"), "{}");
    const changed = await runHere("drift", [nights, "--no-repeat"]);
    const settled = await runHere("drift", [nights, "--no-repeat", "--since", "2026-03-02"]);
    expect(changed.code).toBe(1);
    expect(changed.out).toContain("# Drift of embedded: 1 case changed for good");
    expect(changed.out).toContain("| ✓✕✕ |");
    expect(changed.err).toContain("torn.json is left out");
    expect(changed.err).not.toContain("other.json");
    expect(settled).toMatchObject({ code: 0 });
    expect(settled.out).toContain("Nothing that the newest run shows is other than before.");
  });

  it("takes no part of a run for a night, and says so", async () => {
    const shard = { index: 2, count: 5, plan: "1f" };
    const { code, err } = await runHere("drift", [
      keep("parts", [right, { ...wrong, shard }]),
      "--no-repeat",
    ]);
    expect(code).toBe(0);
    expect(err).toContain(
      "is left out: it is of shard 2 of 5 alone: give the report that konaplate merge makes",
    );
  });

  it("takes no report of recorded traffic for a night, and says so", async () => {
    const traffic: Report["traffic"] = {
      sources: ["client.har"],
      exchanges: 1,
      bases: [],
      passedOver: [],
      judged: 1,
      faulty: { client: 0, server: 0 },
      unseen: [],
    };
    const of = { ...wrong, traffic };
    const beside = await runHere("drift", [keep("beside", [right, right, of]), "--no-repeat"]);
    expect(beside.code).toBe(0);
    expect(beside.err).toMatch(/2026-03-03\/conformance\.json is left out: it is of recorded traffic/);
    const alone = await runHere("drift", [keep("alone", [of, of]), "--no-repeat"]);
    expect(alone.code).toBe(2);
    expect(alone.err).toContain("give the reports of konaplate run");
  });

  it("repeats what differs once: what is not seen again flickers", async () => {
    const output = at("drift.md");
    const sandbox = await startSandbox({ contract: suite.contract });
    const nights = keep("flickers", [right, wrong], "remote", sandbox.baseUrl);
    const ended = await runHere("drift", [nights, "--output", output], against(sandbox, folder));
    await sandbox.close();
    expect(ended).toMatchObject({ code: 0, out: `Drift of remote: nothing changed for good; ${output}\n` });
    const text = readFileSync(output, "utf8");
    expect(text).toContain("1 case that differs was repeated once.");
    expect(text).toContain("## Flickers (1)");
  });

  it("repeats nothing where the settings are those of another target", async () => {
    const ended = await runHere("drift", [keep("partner", [right, wrong], "partner")]);
    expect(ended.code).toBe(0);
    expect(ended.out).toContain("the settings are those of embedded, and the runs went to partner");
    expect(ended.out).toContain("## Seen once (1)");
  });

  it("tells of a folder without runs, and of an option that it cannot read", async () => {
    const missing = await runHere("drift", [at("nowhere")]);
    const empty = await runHere("drift", [keep("changed", []), "--since", "2030-01-01"]);
    const since = await runHere("drift", [at("nowhere"), "--since", "yesterday"]);
    expect(missing).toMatchObject({ code: 2, out: "" });
    expect(missing.err).toContain("there is no such folder");
    expect(empty.err).toContain("has no run since 2030-01-01");
    expect(since.err).toContain("give a day or a moment such as 2026-11-21");
  });
});
