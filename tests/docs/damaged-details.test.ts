import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { writeReports } from "../../reporters/write-reports.ts";
import { madeUpExchange, madeUpReport, madeUpResult } from "../results/made-up.ts";
import { runHere } from "../support/run-here.ts";
import { suite } from "../support/suite.ts";

/** What the commands do that show a run whose conformance.cases.jsonl is not what the run left. */
describe("a report whose file of lines", () => {
  const root = mkdtempSync(join(tmpdir(), "damaged-"));
  const beside = join(root, "conformance.cases.jsonl");
  const json = join(root, "conformance.json");
  const docs = join(root, "shown");
  const cases = ["success", "user-id-zero"].map((name) =>
    madeUpResult({ id: `membership-cancellation/${name}`, exchanges: [madeUpExchange()] }),
  );
  const made = madeUpReport(cases);
  const report = { ...made, suite: { ...made.suite, contractDigest: suite.contract.digest } };
  beforeEach(() => void writeReports(report, root));
  afterAll(() => rmSync(root, { recursive: true }));

  /** Commands that show nothing of what travelled. */
  const UNSHOWN = [
    ["compare", [json, json]],
    ["matrix", ["page", json]],
  ] as const;
  const show = {
    docs: () => runHere("docs", ["--report", json, "--output", docs]),
    bundle: () => runHere("bundle", ["--dir", root]),
    openapi: () => runHere("export", ["openapi", "--report", json, "--output", join(root, "openapi.json")]),
  };

  it("was cut is shown by no command, which says so, writes nothing and stands in the way of no further try", async () => {
    truncateSync(beside, readFileSync(beside).length - 100);
    for (const [command, args] of UNSHOWN)
      expect(await runHere(command, args), command).toMatchObject({ code: 0, err: "" });
    const before = readdirSync(root);
    for (const [name, run] of Object.entries(show)) {
      const { code, err } = await run();
      expect(err, name).toContain(`${beside}: is not the one of this report: the line of `);
      expect([code, err.match(/notice|\n +at /)], name).toEqual([2, null]);
    }
    expect(readdirSync(root)).toEqual(before);
    writeReports(report, root);
    expect(await show.docs()).toMatchObject({ code: 0, err: "" });
    const whole = readFileSync(join(docs, "index.html"), "utf8");
    truncateSync(beside, readFileSync(beside).length - 100);
    expect((await show.docs()).code).toBe(2);
    expect(readFileSync(join(docs, "index.html"), "utf8")).toBe(whole);
    writeReports(report, root);
    expect(await show.docs()).toMatchObject({ code: 0, err: "" });
  }, 60_000);

  it.each([
    ["docs", "is missing", () => rmSync(beside)],
    ["bundle", "is empty", () => truncateSync(beside)],
    [
      "openapi",
      "is of another run",
      () => writeFileSync(beside, '{"startedAt":"2026-01-01","seed":"other"}\n'),
    ],
  ] as const)(
    "is lost is told of once, where what travelled is shown: %s, %s",
    async (name, why, lose) => {
      lose();
      expect(await show[name]()).toMatchObject({
        code: 0,
        err: `notice: what travelled in passed cases is not shown: ${beside} ${why}\n`,
      });
      for (const [command, args] of [
        ["compare", [json, json]],
        ["matrix", ["page", json]],
      ] as const)
        expect(await runHere(command, args), command).toMatchObject({ code: 0, err: "" });
    },
    60_000,
  );
});
