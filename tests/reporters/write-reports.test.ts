import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { renderMarkdown } from "../../reporters/conformance-markdown.ts";
import { ReportFault } from "../../reporters/report-fault.ts";
import { writeReports } from "../../reporters/write-reports.ts";
import { readReport } from "../../src/cli/read-report.ts";
import { madeUpReport } from "../results/made-up.ts";
import { renderJunit } from "./joined.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "reports-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("the reports of a run", () => {
  it("are written into a folder that is made, and their paths returned", () => {
    const dir = join(folder, "deep", "reports");
    const report = madeUpReport();
    const paths = writeReports(report, dir);
    const names = [
      "comment.md",
      "conformance.cases.jsonl",
      "conformance.json",
      "conformance.md",
      "conformance.sarif",
      "ctrf.json",
      "junit.xml",
    ];
    expect([...paths].sort()).toEqual(
      names.filter((name) => !name.endsWith("cases.jsonl")).map((name) => join(dir, name)),
    );
    expect(readdirSync(dir).sort()).toEqual(names);
    expect(readReport(join(dir, "conformance.json"))).toEqual(report);
    expect(readFileSync(join(dir, "conformance.md"), "utf8")).toBe(renderMarkdown(report));
    expect(readFileSync(join(dir, "junit.xml"), "utf8")).toBe(renderJunit(report));
  });

  it("that cannot be written are a fault of the suite which names the file", () => {
    const file = join(folder, "taken");
    writeFileSync(file, "");
    expect(() => writeReports(madeUpReport(), file)).toThrow(ReportFault);
    expect(() => writeReports(madeUpReport(), file)).toThrow(join(file, "conformance.md"));
  });

  it("that break their schema are a fault, and those for readers stand all the same", () => {
    expect(() => writeReports({ ...madeUpReport(), schemaVersion: "0" }, folder)).toThrow(ReportFault);
    expect(readdirSync(folder).sort()).toEqual([
      "comment.md",
      "conformance.md",
      "conformance.sarif",
      "ctrf.json",
      "junit.xml",
    ]);
  });
});
