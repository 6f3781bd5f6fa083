import { describe, expect, it } from "vitest";
import { indexClauses, measureCoverage } from "../../src/results/coverage.ts";
import { madeUpContract, madeUpDeviation, madeUpReport, madeUpResult, oneOfEach } from "./made-up.ts";

describe("coverage", () => {
  it("counts what exercised cases list, and nothing of errored and not exercised ones", () => {
    const coverage = measureCoverage(madeUpContract(), oneOfEach());
    expect(coverage.operations).toEqual({ covered: 1, total: 2, missing: ["card-inquiry"] });
    expect(coverage.codes).toEqual({ covered: 2, total: 2, missing: [] });
    expect(coverage.titles.missing).toEqual(["membership-cancellation#testData.1"]);
    // Each of the two request fields: sent, left out, and null.
    expect(coverage.requestFields).toMatchObject({ covered: 0, total: 6 });
    expect(coverage.responseFields.missing).toEqual([
      "card-inquiry#response.card",
      "card-inquiry#response.card.par",
      "card-inquiry#response.card.balance",
    ]);
    expect(coverage.clauses).toMatchObject({ covered: 3, total: 9 });
  });

  it("reaches nested fields, one by one", () => {
    const inquiry = madeUpResult({ operation: "card-inquiry", clauses: ["card-inquiry#response.card.par"] });
    const { responseFields, operations } = measureCoverage(madeUpContract(), [inquiry]);
    expect(responseFields).toMatchObject({ covered: 1, total: 3 });
    expect(operations.missing).toEqual(["membership-cancellation"]);
  });

  it("misses everything where nothing ran", () => {
    for (const { covered, total, missing } of Object.values(measureCoverage(madeUpContract(), []))) {
      expect(covered).toBe(0);
      expect(missing).toHaveLength(total);
    }
  });

  it("indexes each clause of the contract that a case reached, once per case", () => {
    const code = "membership-cancellation#codes.000_000";
    const twice = madeUpResult({ id: "a/twice", clauses: [code, code, "nowhere#codes.1"] });
    const index = indexClauses(madeUpContract(), [...oneOfEach(), twice]);
    expect(index[code]).toEqual([
      "membership-cancellation/success",
      "membership-cancellation/unknown-member",
      "a/twice",
    ]);
    const { missing } = measureCoverage(madeUpContract(), [...oneOfEach(), twice]).clauses;
    expect([...Object.keys(index), ...missing].sort()).toEqual([...madeUpContract().clauses.keys()].sort());
  });
});

describe("a report", () => {
  it("has verdict, totals and the cases as they were given", () => {
    const cases = oneOfEach();
    const report = madeUpReport(cases, { deviations: [madeUpDeviation("matched")] });
    expect(report.verdict).toBe("non-conformant");
    expect(report.totals).toEqual({ passed: 1, warned: 1, failed: 1, errored: 1, notExercised: 1 });
    expect(report.cases).toBe(cases);
    expect(report.durationMs).toBe(1234);
    expect(report.deviations).toHaveLength(1);
  });

  it("lists each different observation of a reading once, and readings without any", () => {
    const saw = (id: string, observed: string) =>
      madeUpResult({ id, readings: [{ id: "token-length", observed }] });
    const { readings } = madeUpReport([saw("a/1", "67"), saw("a/2", "66"), saw("a/3", "67")]);
    expect(readings.map(({ id, observed }) => [id, observed])).toEqual([
      ["token-length", "67"],
      ["token-length", "66"],
      ["suspended-code", ""],
    ]);
    expect(readings[0]?.question).toBe("What about token-length?");
  });
});
