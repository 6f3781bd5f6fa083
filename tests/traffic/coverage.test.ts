import { describe, expect, it } from "vitest";
import { findOperation } from "../../src/contract/find.ts";
import { parseJson } from "../../src/exact/json.ts";
import { compareCoverage, coverageOfRun } from "../../src/results/compare-coverage.ts";
import { finishRun } from "../../src/results/finish.ts";
import type { Report } from "../../src/results/model.ts";
import { requestPointsReached } from "../../src/traffic/request-points.ts";
import { suite } from "../run/run-cases.ts";

const COVERAGE = (missing: readonly string[]): Report["coverage"] => {
  const group = { covered: 3 - missing.length, total: 3, missing };
  const none = { covered: 0, total: 0, missing: [] };
  return {
    operations: none,
    codes: group,
    titles: none,
    requestFields: none,
    responseFields: none,
    headers: none,
    clauses: none,
  };
};

describe("coverage of traffic beside that of a run", () => {
  const run = {
    target: { environment: "sandbox", baseUrl: "https://host" },
    startedAt: "2026-11-21T10:00:00Z",
    coverage: COVERAGE(["a", "b"]),
  } as unknown as Report;

  it("tells what either reaches alone", () => {
    expect(compareCoverage(coverageOfRun(run), COVERAGE(["b", "c"]))).toEqual({
      run: "sandbox at https://host, 2026-11-21T10:00:00Z",
      byTraffic: [{ what: "codes", id: "a" }],
      byCases: [{ what: "codes", id: "c" }],
    });
  });

  it("tells nothing where both reach the same", () => {
    const same = compareCoverage(coverageOfRun(run), COVERAGE(["a", "b"]));
    expect([...same.byTraffic, ...same.byCases]).toEqual([]);
  });
});

describe("what a request puts to the test", () => {
  const points = (operation: string, body: string, headers: readonly (readonly [string, string])[] = []) => {
    const found = findOperation(suite.contract, operation);
    if (!found) throw new Error(`there is no operation ${operation}`);
    const json = parseJson(body);
    return requestPointsReached(json, headers, found, suite.contract).filter(
      (point) => !point.includes("headers"),
    );
  };
  const of = (field: string, aspect: string): string =>
    `member-authentication-info#request.userId.${field} ${aspect}`;

  it.each([
    ["{}", of("presence", "missing")],
    ['{"userId":null}', of("type", "null")],
    ['{"userId":1}', of("min", "at-min")],
    ['{"userId":0}', of("min", "under-min")],
    ['{"userId":9999999999999999999}', of("max", "at-max")],
    ['{"userId":10000000000000000000}', of("max", "over-max")],
  ])("%s: %s", (body, point) => {
    expect(points("member-authentication-info", body)).toEqual([point]);
  });

  it("is nothing of a number within its bounds", () => {
    expect(points("member-authentication-info", '{"userId":50000104652}')).toEqual([]);
  });

  it("is a text at, below and beyond its length", () => {
    const card = (cardNo: string) =>
      points("unregistered-card-inquiry", JSON.stringify({ cardNo, expiryDate: "3108", cardCVC: "1" }));
    const clause = "unregistered-card-inquiry#request.cardNo.length";
    expect(card("9491330000000101")).toContain(`${clause} at-max`);
    expect(card("949133000000010")).toContain(`${clause} under-min`);
    expect(card("94913300000001011")).toContain(`${clause} over-max`);
  });
});

describe("a journal of traffic", () => {
  it("is a report with its account, and with the coverage of a run beside it", () => {
    const report = finishRun(
      {
        header: {
          schemaVersion: "1.0",
          suite: { version: "1", contractDigest: suite.contract.digest, seed: "traffic" },
          target: { environment: "traffic", baseUrl: "client.har" },
          startedAt: "2026-11-21T10:00:00Z",
          rules: [],
        },
        planned: [],
        declarations: { gaps: [], deviations: [], narrowed: false, strict: "security" },
        results: [],
        controls: [],
        begun: [],
        traffic: {
          sources: ["client.har"],
          exchanges: 2,
          bases: [],
          passedOver: [],
          against: { run: "a run", missing: {} },
        },
      },
      suite.contract,
    );
    expect(report.verdict).toBe("incomplete");
    expect(report.traffic).toMatchObject({
      judged: 0,
      faulty: { client: 0, server: 0 },
      against: { run: "a run", byTraffic: [] },
    });
    expect(report.reasons[0]).toBe("No case was exercised.");
  });
});
