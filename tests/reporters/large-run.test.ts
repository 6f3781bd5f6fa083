import { describe, expect, it } from "vitest";
import { casesForAllure } from "../../reporters/allure/folded.ts";
import { statusDetailsOf } from "../../reporters/allure/status.ts";
import { causesByCase } from "../../reporters/cause-text.ts";
import { renderComment, renderMarkdown } from "../../reporters/conformance-markdown.ts";
import { ctrfPieces } from "../../reporters/ctrf.ts";
import { junitPieces } from "../../reporters/junit.ts";
import { renderTerminal } from "../../reporters/terminal.ts";
import type { CaseResult } from "../../src/results/case-result.ts";
import { madeUpExchange, madeUpReport, madeUpResult, madeUpViolation } from "../results/made-up.ts";

/** Cases of so many operations: a documented one, and 19 others of which the first fails where that is wanted. */
function casesOf(operations: number, failing = 0): CaseResult[] {
  return Array.from({ length: operations }, (_none, index): CaseResult[] => {
    const operation = `operation-${String(index).padStart(3, "0")}`;
    const made = (name: string, more: Partial<CaseResult>) =>
      madeUpResult({ id: `${operation}/${name}`, operation, exchanges: [], ...more });
    const others = Array.from({ length: 19 }, (_each, at) =>
      made(`body.${at}`, {
        kind: "generated",
        ...(at === 0 && index < failing && { outcome: "failed", violations: [madeUpViolation()] }),
      }),
    );
    return [made("success", { kind: "documented" }), ...others];
  }).flat();
}

describe("a run of 150 operations", () => {
  const report = madeUpReport(casesOf(150, 3));

  it("is told on the terminal in no more lines than one of twelve, the operations in trouble among them", () => {
    const lines = (cases: readonly CaseResult[]) =>
      renderTerminal(madeUpReport(cases), []).split("\n").length;
    expect(lines(casesOf(150, 3))).toBeLessThanOrEqual(lines(casesOf(12, 3)));
    const text = renderTerminal(report, []);
    for (const named of ["operation-000", "operation-002", "139 further operations"])
      expect(text).toContain(named);
  });

  it("has a comment and a Markdown report of bounded size", () => {
    expect(renderComment(report).length).toBeLessThan(16_384);
    expect(renderMarkdown(report).length).toBeLessThan(61_440);
  });

  it("is given to Allure with what one can look through, and counts of the rest", () => {
    const { cases: told } = casesForAllure(report.cases, causesByCase(report));
    expect(told.filter(({ kind }) => kind === "documented")).toHaveLength(150);
    expect(told.filter(({ outcome }) => outcome === "failed")).toHaveLength(3);
    expect(told).toHaveLength(150 + 3 + 150);
    expect(told.at(-1)).toMatchObject({
      id: "operation-149/generated.passed",
      title: "19 generated cases: passed; each stands in conformance.json",
    });
    const small = casesOf(5);
    expect(casesForAllure(small, new Map()).cases).toBe(small);
  });
});

describe("a run of which very many cases failed", () => {
  const failed = casesOf(150).map((result) => ({
    ...result,
    outcome: "failed" as const,
    violations: [madeUpViolation({ actual: "a value of the server" })],
    exchanges: [madeUpExchange()],
  }));
  const other = madeUpResult({
    id: "operation-149/another",
    operation: "operation-149",
    kind: "generated",
    outcome: "failed",
    violations: [madeUpViolation({ rule: "dates" })],
  });
  const report = madeUpReport([...failed, other]);

  it("is told to Allure one by one for the first 500, and the others by the cause that most of them show", () => {
    const { cases, causes } = casesForAllure(report.cases, causesByCase(report));
    const folded = cases.filter(({ title }) => title.includes("each stands in conformance.json"));
    expect(cases).toHaveLength(150 + 500 + folded.length);
    expect(folded.length).toBeGreaterThan(100);
    const last = folded.at(-1) as CaseResult;
    expect(last.id).toBe("operation-149/generated.failed");
    const [cause, ...further] = causesByCase(report).get("operation-149/body.0") ?? [];
    expect(causes.get(last.id)).toEqual([cause]);
    expect(further).toEqual([]);
    const { suite, rules, strict } = report;
    const told = { result: last, causes: causes.get(last.id) ?? [], strict, seed: suite.seed, rules };
    const { message, trace } = statusDetailsOf({ ...told, attached: true, stepped: true });
    expect(message).toBe(`${cause?.title} [${cause?.id}]`);
    expect(trace).toContain(`19 of these 20 cases: ${cause?.title}`);
  });

  it("is told whole to CI systems for the first of them and for the first of each cause, and briefly for the others", () => {
    expect(report.cases).toHaveLength(3001);
    for (const text of [[...junitPieces(report)].join(""), [...ctrfPieces(report)].join("")]) {
      // The one with another cause is the last of all.
      expect(text.match(/Record: /g)).toHaveLength(501);
      expect(text.match(/What travelled stands in conformance\.cases\.jsonl/g)).toHaveLength(2500);
      expect(Buffer.byteLength(text)).toBeLessThan(5_000_000);
    }
  });
});
