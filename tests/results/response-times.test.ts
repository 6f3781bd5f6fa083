import { describe, expect, it } from "vitest";
import { reportProblems } from "../../reporters/report-schema.ts";
import { factsOfExchange } from "../../src/results/exchange-facts.ts";
import { measureResponseTimes } from "../../src/results/response-times.ts";
import { madeUpExchange, madeUpReport, madeUpResult } from "./made-up.ts";

const took = (ms: number) =>
  madeUpExchange({
    durationMs: ms + 40,
    steps: [
      { name: "seal", startedAt: 1000, endedAt: 1040, ok: true },
      { name: "send", startedAt: 1040, endedAt: 1040 + ms, ok: true },
    ],
  });

describe("response times", () => {
  it("are those of sending alone, and of what was answered", () => {
    expect(factsOfExchange(took(7)).answeredMs).toBe(7);
    const { response: _none, ...silent } = took(7);
    expect(factsOfExchange({ ...silent, fault: "timeout: no answer" }).answeredMs).toBeUndefined();
  });

  it("are told by operation, as times that were measured, whatever the order", () => {
    const exchanges = Array.from({ length: 100 }, (_, index) => took(((index * 37) % 100) + 1));
    expect(measureResponseTimes([madeUpResult({ exchanges })])).toEqual([
      { operation: "membership-cancellation", count: 100, p50: 50, p90: 90, p95: 95, p99: 99, max: 100 },
    ]);
    expect(measureResponseTimes([madeUpResult({ exchanges: [took(3)] })])).toMatchObject([
      { count: 1, p50: 3, p99: 3, max: 3 },
    ]);
  });

  it("leave out journeys and what had no answer", () => {
    const journey = madeUpResult({ id: "journey/one", kind: "journey", exchanges: [took(900)] });
    expect(measureResponseTimes([journey, madeUpResult({ exchanges: [] })])).toEqual([]);
  });

  it("stand in conformance.json, by its schema, in few bytes for many operations", () => {
    const cases = Array.from({ length: 150 }, (_, index) =>
      madeUpResult({
        id: `operation-${index}/success`,
        operation: `operation-${index}`,
        exchanges: [took(599_999)],
      }),
    );
    const report = madeUpReport(cases);
    const text = JSON.stringify(report.responseTimes);
    expect(report.responseTimes).toHaveLength(150);
    expect(Buffer.byteLength(text)).toBeLessThan(60_000);
    expect(reportProblems(JSON.parse(JSON.stringify(report)))).toEqual([]);
    const { responseTimes: _absent, ...older } = report;
    expect(reportProblems(JSON.parse(JSON.stringify(older)))).toEqual([]);
  });
});
