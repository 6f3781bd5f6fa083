import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeReports } from "../../reporters/write-reports.ts";
import { readReport } from "../../src/cli/read-report.ts";
import { exchangeFacts, isLost } from "../../src/results/kept-elsewhere.ts";
import { madeUpExchange, madeUpReport, madeUpResult, oneOfEach } from "../results/made-up.ts";

const PASSED = madeUpResult({ id: "membership-cancellation/passed", exchanges: [madeUpExchange()] });

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "read-report-"));
  path = join(folder, "conformance.json");
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("a report that is read back", () => {
  it("is the one that was written, with what stands in the lines beside it", () => {
    const report = madeUpReport([PASSED, ...oneOfEach()]);
    writeReports(report, folder);
    const lines = readFileSync(join(folder, "conformance.cases.jsonl"), "utf8").split("\n");
    expect(lines.find((line) => line.startsWith(`{"case":"${PASSED.id}"`))).toContain("curl");
    expect(readReport(path)).toEqual(report);
  });

  it("may be of the first form, in which every case is whole", () => {
    const report = { ...madeUpReport([PASSED]), schemaVersion: "1.0" };
    writeFileSync(path, JSON.stringify(report, undefined, 2));
    expect(readReport(path)).toEqual(report);
    writeFileSync(path, JSON.stringify({ ...report, schemaVersion: "0.9" }));
    expect(() => readReport(path)).toThrow("reads 1.0 and 2.0");
  });

  it.each([
    ["is gone", () => rmSync(join(folder, "conformance.cases.jsonl"))],
    [
      "is that of another run",
      () => writeReports({ ...madeUpReport([PASSED]), startedAt: "2026-01-01T00:00:00.000Z" }, folder),
    ],
  ])("knows of exchanges without their texts where the file of lines %s", (_, lose) => {
    const report = madeUpReport([PASSED]);
    writeReports(report, folder);
    const text = readFileSync(path, "utf8");
    lose();
    writeFileSync(path, text);
    const [result] = readReport(path).cases;
    expect(result && [isLost(result), result.exchanges, result.rules]).toEqual([true, [], []]);
    expect(result && exchangeFacts(result)).toEqual(exchangeFacts(PASSED));
  });
});
