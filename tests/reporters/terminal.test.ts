import { spawnSync } from "node:child_process";
import { stripVTControlCharacters } from "node:util";
import pc from "picocolors";
import { describe, expect, it } from "vitest";
import { renderTerminal } from "../../reporters/terminal.ts";
import type { CaseResult } from "../../src/results/case-result.ts";
import { compareRuns } from "../../src/results/compare.ts";
import { madeUpReport, madeUpResult, madeUpViolation } from "../results/made-up.ts";
import { HOSTILE, hostileResult, UNSEEN } from "./hostile.ts";

const plain = pc.createColors(false);
const render = (cases?: readonly CaseResult[], paths: readonly string[] = []) =>
  renderTerminal(madeUpReport(cases), paths, { colors: plain });

function tableOf(text: string): string[][] {
  const rows = text.split("\n").filter((line) => line.startsWith("│"));
  return rows.map((line) =>
    line
      .split("│")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe("the end of a run on the terminal", () => {
  it("counts outcomes operation by operation, and in all", () => {
    expect(tableOf(render())).toEqual([
      ["operation", "passed", "warned", "failed", "errored", "not exercised"],
      ["membership-cancellation", "1", "1", "1", "0", "0"],
      ["card-inquiry", "0", "0", "0", "1", "1"],
      ["total", "1", "1", "1", "1", "1"],
    ]);
  });

  it("says target, reports, and on its last line the verdict with every count", () => {
    const text = render(undefined, ["reports/conformance.md", "reports/junit.xml"]);
    expect(text).toMatch(
      /^Konaplate conformance of embedded at http:\/\/127\.0\.0\.1:4010, seed 20260301, 1\.2 s\n/m,
    );
    expect(text).toContain("Reports\n  reports/conformance.md\n  reports/junit.xml\n");
    expect(text.trimEnd().split("\n").at(-1)).toBe(
      "Verdict: non-conformant: 1 cause fails the run, 1 cause warns, 2 reasons for cases without evidence; 1 passed, 1 warned, 1 failed, 1 errored, 1 not exercised of 5",
    );
  });

  it("tells the causes behind everything else, the heaviest right above the verdict", () => {
    const comparison = compareRuns(madeUpReport([madeUpResult()]), madeUpReport());
    const text = renderTerminal(madeUpReport(), ["reports/x"], { colors: plain, comparison });
    const places = [
      "Reports\n",
      "│ total",
      "got worse",
      "\nno evidence",
      "\nwarns ",
      "\nfails the run ",
      "Verdict: ",
    ].map((part) => text.indexOf(part));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(text).toContain(
      "    repeat: npx konaplate run --only 'membership-cancellation/unreceived-gift' --seed '20260301'",
    );
  });

  it("is one block for one cause of many cases, and ten for as many causes as there may be", () => {
    const failed = (count: number, where: (index: number) => string) =>
      Array.from({ length: count }, (_, index) =>
        madeUpResult({
          id: `a/case-${index}`,
          outcome: "failed",
          violations: [madeUpViolation({ rule: "dates", where: where(index) })],
        }),
      );
    expect(render(failed(500, () => "/a")).match(/^fails the run /gm)).toHaveLength(1);
    const text = render(failed(500, (index) => `/a${index}`));
    expect(text.match(/^fails the run /gm)).toHaveLength(10);
    expect(text).toContain("… and 490 lighter causes in conformance.md");
    expect(text.split("\n").length).toBeLessThan(70);
  });

  it("makes warnings conspicuous, and says what KONAPLATE_STRICT would make of them", () => {
    const violations = [madeUpViolation({ level: "inferred", family: "security" })];
    const cases = [madeUpResult({ outcome: "warned", violations })];
    const text = renderTerminal(madeUpReport(cases, { strict: "none" }), [], {
      colors: pc.createColors(true),
    });
    expect(text).toContain("\u001b[33mwarns");
    expect(text).toContain("KONAPLATE_STRICT=security (the default) fails the run for it.");
  });

  it("prints nothing that acts on a terminal or on a CI runner", () => {
    const cases = [hostileResult(), { ...hostileResult("errored"), operation: HOSTILE, violations: [] }];
    const text = render(cases);
    expect(text).not.toMatch(UNSEEN);
    expect(text).not.toMatch(/^\s*::|##\[/m);
    expect(tableOf(text).every((row) => row.length === 6 || row.join("").includes("a|b"))).toBe(true);
  });

  it("has the same words with colours and without, and none under NO_COLOR", () => {
    const coloured = renderTerminal(madeUpReport(), [], { colors: pc.createColors(true) });
    expect(coloured).toContain("\u001b[31m");
    expect(stripVTControlCharacters(coloured)).toBe(render());
    const program = `
      import { renderTerminal } from ${JSON.stringify(new URL("../../dist/reporters/terminal.js", import.meta.url).href)};
      process.stdout.write(renderTerminal(${JSON.stringify(madeUpReport())}, []));`;
    const run = (environment: Record<string, string>) =>
      spawnSync(process.execPath, ["--input-type=module", "-e", program], {
        env: { PATH: process.env.PATH, ...environment },
        encoding: "utf8",
      }).stdout;
    expect(run({ FORCE_COLOR: "1" })).toBe(coloured);
    expect(run({ FORCE_COLOR: "1", NO_COLOR: "1" })).toBe(render());
  });
});
