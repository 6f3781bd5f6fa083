import { describe, expect, it } from "vitest";
import { renderJson } from "../../reporters/conformance-json.ts";
import { ReportFault } from "../../reporters/report-fault.ts";
import type { CaseResult } from "../../src/results/case-result.ts";
import type { Report } from "../../src/results/model.ts";
import {
  madeUpDeviation,
  madeUpExchange,
  madeUpReport,
  madeUpResult,
  oneOfEach,
} from "../results/made-up.ts";
import { hostileResult } from "./hostile.ts";
import { wholeReport } from "./joined.ts";

describe("conformance.json", () => {
  it("is the report, whole", () => {
    const report = madeUpReport(oneOfEach(), { deviations: [madeUpDeviation("matched")] });
    expect(wholeReport(report)).toEqual(report);
  });

  it("is the report of a run without cases, and of a hostile server", () => {
    for (const report of [madeUpReport([]), madeUpReport([hostileResult()])])
      expect(wholeReport(report)).toEqual(report);
  });

  it("has what did not pass whole, up to 500 of them, and of everything else where it stands", () => {
    const failed = oneOfEach().find(({ outcome }) => outcome === "failed") ?? madeUpResult();
    const exchanges = [madeUpExchange()];
    const of = (made: CaseResult, count: number) =>
      Array.from({ length: count }, (_, index) => ({ ...made, exchanges, id: `${made.id}.${index}` }));
    const report = madeUpReport([...of(madeUpResult(), 3), ...of(failed, 505)]);
    const { report: text, details } = renderJson(report);
    const cases = (JSON.parse(text) as { cases: { outcome: string; exchanges?: unknown }[] }).cases;
    const whole = cases.filter((made) => made.exchanges !== undefined);
    expect(whole).toHaveLength(500);
    expect(whole.every(({ outcome }) => outcome === "failed")).toBe(true);
    // The first line says which run it is of.
    expect(details.trimEnd().split("\n")).toHaveLength(1 + 3 + 5);
    expect(wholeReport(report).cases).toEqual(report.cases);
  });

  it("names at most 100 cases of a clause", () => {
    const clause = "membership-cancellation#codes.000_000";
    const ids = Array.from({ length: 300 }, (_, index) => `membership-cancellation/${index}`);
    const report = { ...madeUpReport(), clauseIndex: { [clause]: ids } };
    expect(JSON.parse(renderJson(report).report).clauseIndex[clause]).toEqual(ids.slice(0, 100));
  });

  it("has the public names", () => {
    const json = JSON.parse(renderJson(madeUpReport()).report);
    expect(Object.keys(json)).toEqual(
      expect.arrayContaining([
        ...["schemaVersion", "suite", "target", "startedAt", "durationMs", "verdict", "totals", "cases"],
        ...["coverage", "deviations", "readings"],
      ]),
    );
    expect(Object.keys(json.cases[2].violations[0])).toEqual(
      expect.arrayContaining(["rule", "level", "clause", "where", "documented", "actual", "message"]),
    );
  });

  const report = madeUpReport();
  const result = madeUpResult();
  const wrong: [string, object, string][] = [
    ["an unknown member", { ...report, extra: 1 }, "/extra"],
    ["an unknown member of a case", { ...report, cases: [{ ...result, extra: 1 }] }, "/cases/0/extra"],
    ["another version", { ...report, schemaVersion: "3.0" }, "/schemaVersion"],
    ["a verdict of its own", { ...report, verdict: "fine" }, "/verdict"],
    ["no totals", { ...report, totals: undefined }, "/totals"],
    ["an outcome of its own", { ...report, cases: [{ ...result, outcome: "ok" }] }, "/cases/0/outcome"],
    ["an error without reason", { ...report, cases: [{ ...result, outcome: "errored" }] }, "/cases/0/reason"],
    ["a duration below zero", { ...report, durationMs: -1 }, "/durationMs"],
    ["half a request", { ...report, cases: [{ ...result, attempts: 0.5 }] }, "/cases/0/attempts"],
    [
      "a clause without file",
      { ...report, cases: [{ ...result, clauses: ["codes.1"] }] },
      "/cases/0/clauses/0",
    ],
  ];
  it.each(wrong)("is not written with %s", (_, broken, pointer) => {
    expect(() => renderJson(broken as Report)).toThrow(ReportFault);
    expect(() => renderJson(broken as Report)).toThrow(pointer);
  });
});
