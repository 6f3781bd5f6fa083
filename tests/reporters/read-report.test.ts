import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeReports } from "../../reporters/write-reports.ts";
import { readReport } from "../../src/cli/read-report.ts";
import { FileMistake } from "../../src/exact/data-file.ts";
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

  it.each([
    ["was cut", (text: string) => text.slice(0, -100)],
    ["was cut behind its first line", (text: string) => text.slice(0, text.indexOf("\n") + 1)],
    ["was given other line ends", (text: string) => text.replaceAll("\n", "\r\n")],
    ["has a garbled line", (text: string) => text.replace('"exchanges":[', '"exchanges":#')],
    ["has a line that is none of a case", (text: string) => text.replace('"held"', '"hold"')],
    [
      "has the line of another case",
      (text: string) => text.replace("cancellation/passed", "cancellation/pasted"),
    ],
  ])(
    "is a mistake in the file of lines where that %s after the run, told when it is asked for",
    (_, alter) => {
      writeReports(madeUpReport([PASSED]), folder);
      const beside = join(folder, "conformance.cases.jsonl");
      writeFileSync(beside, alter(readFileSync(beside, "utf8")));
      const [result] = readReport(path).cases;
      expect(result && exchangeFacts(result)).toEqual(exchangeFacts(PASSED));
      const ask = () => result?.exchanges;
      expect(ask).toThrow(FileMistake);
      expect(ask).toThrow(
        /conformance\.cases\.jsonl: is not the one of this report: the line of membership-cancellation\/passed was expected at byte \d+, \d+ bytes long; .* with konaplate report$/,
      );
    },
  );
});
