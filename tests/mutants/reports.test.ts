import { stripVTControlCharacters } from "node:util";
import { expect, it } from "vitest";
import { sweepMarkdown } from "../../src/mutants/markdown.ts";
import { killRate } from "../../src/mutants/report.ts";
import { sweepText } from "../../src/mutants/terminal.ts";
import { madeUpSweep } from "./made-up.ts";

const report = madeUpSweep();

it("the report counts by category and in all, by level and by strictness", () => {
  expect(report.total).toEqual({
    total: 3,
    killed: 1,
    killedByOtherRules: 1,
    survived: 1,
    toldAt: { documented: 2, security: 0, inferred: 1, nowhere: 0 },
    failing: { byDefault: 2, underAll: 3 },
  });
  expect(report.categories.state).toMatchObject({ total: 1, killed: 0, survived: 1 });
  expect(report.falseAccusations).toBe(1);
});

it("a rate of 100 % is all of them, and nothing below is rounded up to it", () => {
  const tally = (total: number, survived: number) => ({ ...report.total, total, survived });
  expect(killRate(tally(5000, 1))).toBe("99.9 %");
  expect(killRate(tally(3, 0))).toBe("100.0 %");
  expect(killRate(tally(0, 0))).toBe("-");
});

it("the Markdown has the numbers as a table that reads back", () => {
  const lines = sweepMarkdown(report).split("\n");
  const cells = (start: string): string[] =>
    (lines.find((line) => line.startsWith(`| ${start}`)) ?? "")
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim());
  expect(cells("all ")).toEqual(["all", "3", "1", "1", "1", "66.6 %", "2", "0", "1", "0", "2", "3"]);
  expect(cells("state ").slice(0, 6)).toEqual(["state", "1", "0", "0", "1", "0.0 %"]);
  expect(lines).toContain(
    "2 of 3 mutants fail a run by default, 3 with KONAPLATE_STRICT=all. False accusations: 1 of 2 benign variants.",
  );
});

it.each([
  ["Markdown", sweepMarkdown(report)],
  ["terminal", stripVTControlCharacters(sweepText(report, ["reports/mutants.json"]))],
])("the %s names the survivor with its exchange, what told of it, and the accused", (_name, text) => {
  for (const told of [
    "state/membership-cancellation/forget-member",
    "9999999999999999999",
    "membership-cancellation/success",
    "envelope/exchanged/everywhere",
    "message (documented, documented)",
    "benign/wire/escapes",
    "expected 000_000, came 1",
    "has to be told as documented, and was told as inferred",
  ])
    expect(text).toContain(told);
});

it("the terminal ends with the two numbers", () => {
  const lines = stripVTControlCharacters(sweepText(report, [])).trim().split("\n");
  expect(lines.at(-3)).toBe(
    "Kill rate: 66.6 % of 3 mutants. 2 of 3 mutants fail a run by default, 3 with KONAPLATE_STRICT=all.",
  );
  expect(lines.at(-1)).toBe("False accusations: 1 of 2 benign variants");
});

it("what the suite says of the right server is told first", () => {
  const line = "a/b: code (inferred) at /response/code: expected 000_000, came 1";
  for (const text of [
    sweepMarkdown({ ...report, baseline: [line] }),
    sweepText({ ...report, baseline: [line] }, []),
  ]) {
    expect(stripVTControlCharacters(text)).toContain("Said of the right server");
    expect(text).toContain(line);
  }
});
