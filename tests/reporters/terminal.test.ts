import { spawnSync } from "node:child_process";
import { stripVTControlCharacters } from "node:util";
import pc from "picocolors";
import { describe, expect, it } from "vitest";
import { renderTerminal } from "../../reporters/terminal.ts";
import { compareRuns } from "../../src/results/compare.ts";
import type { CaseResult } from "../../src/results/model.ts";
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

  it("says verdict, reasons, target and where the reports are", () => {
    const text = render(undefined, ["reports/conformance.md", "reports/junit.xml"]);
    expect(text).toContain(
      "Verdict: non-conformant\n  1 case failed: membership-cancellation/unreceived-gift\n",
    );
    expect(text).toMatch(
      /^Konaplate conformance of embedded at http:\/\/127\.0\.0\.1:4010, seed 20260301, 1\.2 s\n/m,
    );
    expect(text).toContain("Reports\n  reports/conformance.md\n  reports/junit.xml\n");
  });

  it("ends with the table and the verdict, after what changed since an earlier run", () => {
    const comparison = compareRuns(madeUpReport([madeUpResult()]), madeUpReport());
    const text = renderTerminal(madeUpReport(), ["reports/x"], { colors: plain, comparison });
    const places = [
      "failed membership-",
      "got worse",
      "Reports\n",
      "│ total",
      "  warned membership-",
      "  1 not exercised",
      "Verdict: ",
    ].map((part) => text.indexOf(part));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it("says the failures in short form, those of the server first", () => {
    const text = render();
    expect(text).toContain(
      "  failed membership-cancellation/unreceived-gift: code at /response/code: expected 400 001_049 Unrecieved gift exits., came 001_006 (and 1 more)\n",
    );
    expect(text.indexOf("errored card-inquiry/card-not-found")).toBeGreaterThan(
      text.indexOf("failed membership-cancellation/unreceived-gift"),
    );
    expect(render([madeUpResult()])).not.toMatch(/^ {2}failed |… and/m);
  });

  it("shows what came, however long what was expected, and no sentence of the rule", () => {
    const violations = [madeUpViolation({ documented: "x".repeat(900), actual: '"001_006"' })];
    const text = render([madeUpResult({ outcome: "failed", violations })]);
    expect(text).toMatch(/code at \/response\/code: expected x{80}… .*, came "001_006"\n/);
    expect(text).not.toContain("the code is another one");
  });

  it("names the warned cases after the table, ten of them", () => {
    const warned = (count: number) =>
      Array.from({ length: count }, (_, index) =>
        madeUpResult({
          id: `a/case-${index}`,
          outcome: "warned",
          violations: [madeUpViolation({ level: "inferred" })],
        }),
      );
    const text = render(warned(12));
    const named = text.slice(text.indexOf("│ total"), text.indexOf("Verdict: "));
    expect(named.match(/^ {2}warned a\/case-\d+: code at .*, came 001_006$/gm)).toHaveLength(10);
    expect(named).toContain("  … and 2 more in conformance.md");
    expect(render(warned(10))).not.toContain("… and");
    const violations = [madeUpViolation({ deviation: "D-1" })];
    expect(render([madeUpResult({ outcome: "warned", violations })])).toContain(
      "came 001_006, known deviation D-1\n",
    );
  });

  it("says why cases were not exercised, one line per group of reasons", () => {
    const left = (id: string, reason: string) => madeUpResult({ id, outcome: "not-exercised", reason });
    const text = render([
      ...[1, 2, 3, 4].map((index) => left(`a/case-${index}`, `no test data: give field-${index}`)),
      left("b/one", "forbidden by policy: the case changes money"),
      left("b/two", "interrupted"),
    ]);
    const block = text.slice(text.indexOf("│ total"), text.indexOf("Verdict: "));
    expect(block.split("\n").filter((line) => line.startsWith("  "))).toEqual([
      "  4 not exercised: no test data (a/case-1, a/case-2, a/case-3, …)",
      "  1 not exercised: forbidden by policy (b/one)",
      "  1 not exercised: interrupted (b/two)",
    ]);
    expect(render([madeUpResult()])).not.toContain("not exercised:");
  });

  it("stops after ten and says how many more there are", () => {
    const failed = (count: number) =>
      Array.from({ length: count }, (_, index) =>
        madeUpResult({ id: `a/case-${index}`, outcome: "failed", violations: [madeUpViolation()] }),
      );
    expect(render(failed(10))).not.toContain("more in conformance.md");
    const text = render(failed(13));
    expect(text.match(/^ {2}failed /gm)).toHaveLength(10);
    expect(text).toContain("  … and 3 more in conformance.md");
  });

  it("shows the violation that decided before those beside it", () => {
    const violations = [madeUpViolation({ level: "observed", rule: "unknown-fields" }), madeUpViolation()];
    expect(render([madeUpResult({ outcome: "failed", violations })])).toContain(": code at /response/code: ");
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
