import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeReports } from "../../reporters/write-reports.ts";
import { readReport } from "../../src/cli/read-report.ts";
import { finishRun } from "../../src/results/finish.ts";
import { appendToJournal, readJournal, startJournal } from "../../src/results/journal.ts";
import type { Report } from "../../src/results/model.ts";
import { suite } from "../support/suite.ts";
import { madeUpExchange, madeUpReport, madeUpResult } from "./made-up.ts";

const CASES = 3000;
const MIB = 1024 * 1024;
/** Of each case more than this travelled. */
const TRAVELLED = 8 * 1024;

let folder: string;
let collect: () => void;
beforeAll(() => {
  setFlagsFromString("--expose-gc");
  collect = runInNewContext("gc") as () => void;
  folder = mkdtempSync(join(tmpdir(), "heap-"));
  const journal = join(folder, "journal.jsonl");
  const { schemaVersion, suite: made, target, startedAt } = madeUpReport();
  const header = { schemaVersion, suite: made, target, startedAt, rules: [] };
  const ids = Array.from({ length: CASES }, (_, index) => `membership-cancellation/body.${index}`);
  startJournal(journal, {
    header,
    planned: ids.map((id) => madeUpResult({ id, outcome: "not-exercised", exchanges: [] })),
    declarations: { gaps: [], deviations: [], narrowed: false, strict: "security" },
  });
  const { request, ...exchange } = madeUpExchange();
  for (const id of ids) {
    const body = `${id} ${"x".repeat(TRAVELLED)}`;
    const exchanges = [madeUpExchange({ ...exchange, request: { ...request, body } })];
    appendToJournal(journal, madeUpResult({ id, kind: "generated", exchanges }));
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Bytes of the heap that are in use on account of what is made, and that. */
function heapOf<Value>(make: () => Value): { bytes: number; value: Value } {
  collect();
  const before = process.memoryUsage().heapUsed;
  const value = make();
  collect();
  return { bytes: process.memoryUsage().heapUsed - before, value };
}

/** What a case takes without what travelled in it. */
const A_CASE = 4 * 1024;

describe("a run of 3,000 cases", () => {
  let report: Report;

  it("is in memory without what travelled", () => {
    const journal = join(folder, "journal.jsonl");
    expect(statSync(journal).size).toBeGreaterThan(CASES * TRAVELLED);
    const { bytes, value } = heapOf(() => finishRun(readJournal(journal), suite.contract));
    report = value;
    expect(report.cases).toHaveLength(CASES);
    expect(bytes).toBeLessThan(CASES * A_CASE);
    expect(report.cases[CASES - 1]?.exchanges[0]?.request.body).toContain(
      `membership-cancellation/body.${CASES - 1} x`,
    );
  });

  it("leaves reports whose sizes are known, and holds none of them", () => {
    const { bytes } = heapOf(() => writeReports(report, folder));
    expect(bytes).toBeLessThan(4 * MIB);
    const sizeOf = (name: string) => statSync(join(folder, name)).size / CASES;
    expect(sizeOf("conformance.json")).toBeLessThan(1200);
    expect(sizeOf("ctrf.json")).toBeLessThan(700);
    expect(sizeOf("junit.xml")).toBeLessThan(700);
    expect(sizeOf("conformance.cases.jsonl")).toBeGreaterThan(TRAVELLED);
    for (const [name, most] of [
      ["conformance.md", 60],
      ["comment.md", 16],
      ["conformance.sarif", 16],
    ] as const)
      expect(statSync(join(folder, name)).size).toBeLessThan(most * 1024);
  });

  it("is read back without what travelled as well", () => {
    const { bytes, value } = heapOf(() => readReport(join(folder, "conformance.json")));
    expect(value.cases).toHaveLength(CASES);
    expect(bytes).toBeLessThan(CASES * A_CASE);
  });
});
