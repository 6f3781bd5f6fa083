import { describe, expect, it } from "vitest";
import { renderJson } from "../../reporters/conformance-json.ts";
import { ReportFault } from "../../reporters/report-fault.ts";
import type { Report } from "../../src/results/model.ts";
import { madeUpDeviation, madeUpReport, madeUpResult, oneOfEach } from "../results/made-up.ts";
import { hostileResult } from "./hostile.ts";

describe("conformance.json", () => {
  it("is the report, whole", () => {
    const report = madeUpReport(oneOfEach(), { deviations: [madeUpDeviation("matched")] });
    expect(JSON.parse(renderJson(report))).toEqual(report);
  });

  it("is the report of a run without cases, and of a hostile server", () => {
    for (const report of [madeUpReport([]), madeUpReport([hostileResult()])])
      expect(JSON.parse(renderJson(report))).toEqual(report);
  });

  it("has the public names", () => {
    const json = JSON.parse(renderJson(madeUpReport()));
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
    ["another version", { ...report, schemaVersion: "2.0" }, "/schemaVersion"],
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
