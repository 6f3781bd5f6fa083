import pc from "picocolors";
import { describe, expect, it } from "vitest";
import { ProgressReporter } from "../../reporters/progress.ts";
import { madeUpResult, oneOfEach } from "../results/made-up.ts";
import { HOSTILE, UNSEEN } from "./hostile.ts";

function progress(isTty: boolean, colors = pc.createColors(false)) {
  const written: string[] = [];
  const write = (text: string) => void written.push(text);
  const reporter = new ProgressReporter({ write, isTty, columns: 80, colors });
  return { reporter, written };
}

describe("progress in CI", () => {
  it("is a line for every operation that is through, and nothing in between", () => {
    const { reporter, written } = progress(false);
    const cases = oneOfEach().map((result) => ({ ...result, operation: "Membership Cancellation" }));
    reporter.begin([...cases, madeUpResult()]);
    for (const result of cases.slice(1)) reporter.ended(result);
    expect(written).toEqual([]);
    for (const result of cases.slice(0, 1)) reporter.ended(result);
    reporter.end();
    expect(written).toEqual([
      "5/6 documented Membership Cancellation: 1 passed, 1 warned, 1 failed, 1 errored, 1 not exercised\n",
    ]);
  });

  it("has no line for each of many operations", () => {
    const { reporter, written } = progress(false);
    const cases = Array.from({ length: 150 }, (_, index) =>
      madeUpResult({ operation: `operation-${index}` }),
    );
    reporter.begin(cases);
    for (const result of cases) reporter.ended(result);
    expect(written).toEqual([]);
  });

  it("is never silent for longer than ten seconds while cases end", () => {
    const written: string[] = [];
    let now = 0;
    const reporter = new ProgressReporter({
      write: (text) => void written.push(text),
      isTty: false,
      columns: 80,
      now: () => now,
    });
    reporter.begin(Array.from({ length: 50 }, () => madeUpResult()));
    for (now = 0; now <= 25_000; now += 1000) reporter.ended(madeUpResult());
    expect(written).toEqual([
      "11/50 membership-cancellation/success: passed\n",
      "21/50 membership-cancellation/success: passed\n",
    ]);
  });

  it("has colours where they are wanted", () => {
    const { reporter, written } = progress(false, pc.createColors(true));
    reporter.begin([madeUpResult()]);
    reporter.ended(madeUpResult());
    expect(written.join("")).toContain("\u001b[32m1 passed");
  });

  it("says nothing that a CI runner obeys", () => {
    const { reporter, written } = progress(false);
    reporter.begin([madeUpResult({ operation: HOSTILE })]);
    reporter.ended(madeUpResult({ operation: HOSTILE }));
    expect(written).toHaveLength(1);
    expect(written.join("")).not.toMatch(UNSEEN);
    expect(written.join("")).not.toMatch(/^\s*::|##\[/m);
  });
});

describe("progress on a terminal", () => {
  it("is a bar that grows, tells of failures, and is gone at the end", () => {
    const { reporter, written } = progress(true);
    reporter.begin(oneOfEach());
    for (const result of oneOfEach()) reporter.ended(result);
    expect(written).toHaveLength(5);
    const filled = written.map((text) => text.split("█").length - 1);
    expect(filled).toEqual([...filled].sort((a, b) => a - b));
    expect(filled.at(-1)).toBe(24);
    expect(written.at(-1)).toContain("5/5 card-inquiry 2 failed or errored");
    reporter.end();
    expect(written.at(-1)).toBe("\r\u001b[2K");
  });

  it("stays on one line of a narrow terminal", () => {
    const written: string[] = [];
    const write = (text: string) => void written.push(text);
    const colors = pc.createColors(false);
    const reporter = new ProgressReporter({ write, isTty: true, columns: 50, colors });
    reporter.ended(madeUpResult({ operation: "x".repeat(200), outcome: "failed" }));
    expect((written[0] ?? "").replace("\r\u001b[2K", "").length).toBeLessThanOrEqual(53);
  });
});
