import pc from "picocolors";
import { describe, expect, it } from "vitest";
import type { TestCase, TestSuite } from "vitest/node";
import { ProgressReporter } from "../../reporters/progress.ts";
import type { CaseResult } from "../../src/results/case-result.ts";
import { madeUpResult, oneOfEach } from "../results/made-up.ts";
import { HOSTILE, UNSEEN } from "./hostile.ts";

const caseOf = (result: CaseResult | undefined) =>
  ({ meta: () => ({ conformance: result }) }) as unknown as TestCase;
const suiteOf = (name: string, results: readonly CaseResult[]) =>
  ({
    name,
    parent: { type: "suite", name: "documented" },
    children: { tests: () => results.map(caseOf) },
  }) as unknown as TestSuite;

function progress(isTty: boolean, colors = pc.createColors(false)) {
  const written: string[] = [];
  const write = (text: string) => void written.push(text);
  const reporter = new ProgressReporter({ write, isTty, columns: 80, total: 5, colors });
  return { reporter, written };
}

describe("progress in CI", () => {
  it("is a line for every operation that is through, and nothing in between", () => {
    const { reporter, written } = progress(false);
    for (const result of oneOfEach()) reporter.onTestCaseResult(caseOf(result));
    expect(written).toEqual([]);
    reporter.onTestSuiteResult(suiteOf("Membership Cancellation", oneOfEach()));
    reporter.onTestSuiteResult(suiteOf("without results", []));
    reporter.onTestRunEnd();
    expect(written).toEqual([
      "5/5 documented Membership Cancellation: 1 passed, 1 warned, 1 failed, 1 errored, 1 not exercised\n",
    ]);
  });

  it("is never silent for longer than ten seconds while cases end", () => {
    const written: string[] = [];
    let now = 0;
    const reporter = new ProgressReporter({
      write: (text) => void written.push(text),
      isTty: false,
      columns: 80,
      total: 50,
      now: () => now,
    });
    for (now = 0; now <= 25_000; now += 1000) reporter.onTestCaseResult(caseOf(madeUpResult()));
    expect(written).toEqual([
      "11/50 membership-cancellation/success: passed\n",
      "21/50 membership-cancellation/success: passed\n",
    ]);
  });

  it("has colours where they are wanted", () => {
    const { reporter, written } = progress(false, pc.createColors(true));
    reporter.onTestSuiteResult(suiteOf("x", [madeUpResult()]));
    expect(written.join("")).toContain("\u001b[32m1 passed");
  });

  it("says nothing that a CI runner obeys", () => {
    const { reporter, written } = progress(false);
    reporter.onTestSuiteResult(suiteOf(HOSTILE, [madeUpResult()]));
    expect(written.join("")).not.toMatch(UNSEEN);
    expect(written.join("")).not.toMatch(/^\s*::|##\[/m);
  });
});

describe("progress on a terminal", () => {
  it("is a bar that grows, tells of failures, and is gone at the end", () => {
    const { reporter, written } = progress(true);
    reporter.onTestCaseResult(caseOf(undefined));
    for (const result of oneOfEach()) reporter.onTestCaseResult(caseOf(result));
    reporter.onTestSuiteResult(suiteOf("x", oneOfEach()));
    expect(written).toHaveLength(5);
    const filled = written.map((text) => text.split("█").length - 1);
    expect(filled).toEqual([...filled].sort((a, b) => a - b));
    expect(filled.at(-1)).toBe(24);
    expect(written.at(-1)).toContain("5/5 card-inquiry 2 failed or errored");
    reporter.onTestRunEnd();
    expect(written.at(-1)).toBe("\r\u001b[2K");
  });

  it("stays on one line of a narrow terminal", () => {
    const written: string[] = [];
    const write = (text: string) => void written.push(text);
    const colors = pc.createColors(false);
    const reporter = new ProgressReporter({ write, isTty: true, columns: 50, total: 9, colors });
    reporter.onTestCaseResult(caseOf(madeUpResult({ operation: "x".repeat(200), outcome: "failed" })));
    expect((written[0] ?? "").replace("\r\u001b[2K", "").length).toBeLessThanOrEqual(53);
  });
});
