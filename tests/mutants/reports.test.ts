import { stripVTControlCharacters } from "node:util";
import { expect, it } from "vitest";
import { sweepMarkdown } from "../../src/mutants/markdown.ts";
import { killRate } from "../../src/mutants/report.ts";
import { sweepText } from "../../src/mutants/terminal.ts";
import { madeUpSweep } from "./made-up.ts";

const report = madeUpSweep();

it("the report counts by category and in all", () => {
  expect(report.total).toEqual({ total: 3, killed: 1, luck: 1, survived: 1 });
  expect(report.categories.state).toEqual({ total: 1, killed: 0, luck: 0, survived: 1 });
  expect(report.falseAccusations).toBe(1);
});

it("a rate of 100 % is all of them, and nothing below is rounded up to it", () => {
  expect(killRate({ total: 5000, killed: 4999, luck: 0, survived: 1 })).toBe("99.9 %");
  expect(killRate({ total: 3, killed: 2, luck: 1, survived: 0 })).toBe("100.0 %");
  expect(killRate({ total: 0, killed: 0, luck: 0, survived: 0 })).toBe("-");
});

it("the Markdown has the numbers as a table that reads back", () => {
  const lines = sweepMarkdown(report).split("\n");
  const cells = (start: string): string[] =>
    (lines.find((line) => line.startsWith(`| ${start}`)) ?? "")
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim());
  expect(cells("all ")).toEqual(["all", "3", "1", "1", "1", "66.6 %"]);
  expect(cells("state ")).toEqual(["state", "1", "0", "0", "1", "0.0 %"]);
  expect(lines).toContain("False accusations: 1 of 2 benign variants.");
});

it.each([
  ["Markdown", sweepMarkdown(report)],
  ["terminal", stripVTControlCharacters(sweepText(report, ["reports/mutants.json"]))],
])("the %s names the survivor with its exchange, the luck and the accused", (_name, text) => {
  for (const told of [
    "state/membership-cancellation/forget-member",
    "9999999999999999999",
    "membership-cancellation/success",
    "envelope/exchanged/everywhere",
    "message (documented, documented)",
    "benign/wire/escapes",
    "documented 000_000, actual 1",
  ])
    expect(text).toContain(told);
});

it("the terminal ends with the two numbers", () => {
  const lines = stripVTControlCharacters(sweepText(report, [])).trim().split("\n");
  expect(lines.at(-3)).toBe("Kill rate: 66.6 % of 3 deviations");
  expect(lines.at(-1)).toBe("False accusations: 1 of 2 benign variants");
});
