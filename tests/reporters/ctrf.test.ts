import { describe, expect, it } from "vitest";
import type { Report } from "../../src/results/model.ts";
import { madeUpReport, madeUpResult } from "../results/made-up.ts";
import { hostileResult, UNSEEN } from "./hostile.ts";
import { renderCtrf } from "./joined.ts";
import { ctrfProblems } from "./public-schemas.ts";

interface Told {
  results: {
    tool: { name: string; version: string };
    summary: Record<string, number> & { extra: Record<string, unknown> };
    tests: {
      name: string;
      status: string;
      rawStatus: string;
      suite: string[];
      message?: string;
      trace?: string;
      filePath: string;
      line: number;
      extra?: { causes: { id: string; says: string }[] };
    }[];
    environment: { testEnvironment: string };
  };
}

const problems = ctrfProblems();
const told = (report: Report): Told["results"] => {
  const text = renderCtrf(report);
  expect(problems(text)).toEqual([]);
  return (JSON.parse(text) as Told).results;
};

describe("ctrf.json", () => {
  it("has every case under its operation, with its outcome in both words", () => {
    const report = madeUpReport();
    const { tests, summary } = told(report);
    expect(tests.map(({ suite, name, rawStatus }) => [...suite, name, rawStatus])).toEqual(
      report.cases.map(({ operation, id, outcome }) => [operation, id, outcome]),
    );
    expect(tests.map(({ status }) => status)).toEqual(["passed", "passed", "failed", "other", "skipped"]);
    expect(summary).toMatchObject({
      tests: 5,
      passed: 2,
      failed: 1,
      other: 1,
      skipped: 1,
      pending: 0,
      suites: 2,
    });
    expect(summary.extra).toMatchObject({ verdict: report.verdict, warned: 1 });
    expect((summary.stop ?? 0) - (summary.start ?? 0)).toBe(report.durationMs);
  });

  it("tells what failed, why something says nothing, and which cause it belongs to", () => {
    const report = madeUpReport();
    const [passed, warned, failed, errored, skipped] = told(report).tests;
    expect(passed).not.toHaveProperty("message");
    expect(warned?.message).toContain("message");
    expect(failed?.message).toContain("001_006");
    expect(failed?.trace).toContain("Repeat");
    expect(failed?.extra?.causes.map(({ id }) => id)).toEqual(
      report.causes.filter(({ cases }) => cases.includes(failed?.name ?? "")).map(({ id }) => id),
    );
    expect(errored?.message).toContain("timeout: no answer within 10000 ms");
    expect(skipped?.message).toContain("no test data");
    expect(failed).toMatchObject({ filePath: madeUpResult().source.file, line: madeUpResult().source.line });
  });

  it("meets the published schema, whatever a server sent", () => {
    const [test] = told(madeUpReport([hostileResult()])).tests;
    expect(test?.message).not.toMatch(UNSEEN);
    expect(test?.trace).not.toMatch(UNSEEN);
    expect(problems('{"reportFormat":"CTRF"}').length).toBeGreaterThan(0);
  });
});
