import { spawnSync } from "node:child_process";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  appendToJournal,
  noteBegin,
  noteControl,
  noteHalt,
  noteInterruption,
  readJournal,
  startJournal,
} from "../../src/results/journal.ts";
import { madeUpHeader, madeUpResult, oneOfEach } from "./made-up.ts";

const OPENING = {
  header: madeUpHeader(),
  planned: oneOfEach(),
  declarations: { gaps: [], deviations: [], narrowed: false, strict: "none" as const },
};
let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "journal-"));
  path = join(folder, "run", "journal.jsonl");
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(results = oneOfEach()): void {
  startJournal(path, OPENING);
  for (const result of results) appendToJournal(path, result);
}

describe("a journal", () => {
  it("gives back header and results as they were", () => {
    write();
    expect(readJournal(path)).toEqual({
      ...OPENING,
      results: oneOfEach(),
      controls: [],
      begun: [],
      ledger: [],
    });
  });

  it("gives back the requests that no case made, and why nothing else was sent", () => {
    write();
    const control = {
      id: "card-inquiry/success",
      purpose: "opening",
      operation: "card-inquiry",
      title: "made up",
      state: "no-answer",
      observed: { status: null, code: null, message: null },
      reason: "refused: made up",
      startedAt: "2026-03-01T09:00:00.000Z",
      durationMs: 1,
      attempts: 1,
      exchanges: [],
    } as const;
    noteControl(path, control);
    noteHalt(path, { cause: "unreachable", reason: "made up" });
    expect(readJournal(path)).toMatchObject({
      controls: [control],
      halted: { cause: "unreachable", reason: "made up" },
    });
  });

  it("keeps a result on one line whatever its text", () => {
    const hostile = madeUpResult({ reason: 'a\r\n{"header":{}}\u2028\u0000\ud800' });
    write([hostile]);
    expect(readFileSync(path, "utf8").trimEnd().split("\n")).toHaveLength(2);
    expect(readJournal(path).results).toEqual([hostile]);
  });

  it("has every result on disk as soon as it is appended, even if the process is killed then", () => {
    const program = `
      import { appendToJournal, startJournal } from ${JSON.stringify(new URL("../../dist/src/results/journal.js", import.meta.url).href)};
      startJournal(${JSON.stringify(path)}, ${JSON.stringify(OPENING)});
      for (const result of ${JSON.stringify(oneOfEach())}) appendToJournal(${JSON.stringify(path)}, result);
      process.kill(process.pid, "SIGKILL");`;
    const file = join(folder, "killed.mjs");
    writeFileSync(file, program);
    const { signal } = spawnSync(process.execPath, [file]);
    expect(signal).toBe("SIGKILL");
    expect(readJournal(path)).toEqual({
      ...OPENING,
      results: oneOfEach(),
      controls: [],
      begun: [],
      ledger: [],
    });
  });

  it("reports a torn last line and keeps the results before it", () => {
    write();
    const whole = readFileSync(path);
    truncateSync(path, whole.length - 20);
    const { results, torn } = readJournal(path);
    expect(results).toEqual(oneOfEach().slice(0, -1));
    expect(torn).toMatch(/^\{"result":\{"id":"card-inquiry\/success"/);
  });

  it("takes a last line that lacks its line end alone", () => {
    write();
    truncateSync(path, readFileSync(path).length - 1);
    expect(readJournal(path)).toEqual({
      ...OPENING,
      results: oneOfEach(),
      controls: [],
      begun: [],
      ledger: [],
    });
  });

  it("names the line that is broken in the middle", () => {
    write([madeUpResult()]);
    appendFileSync(path, '{"result":\n{"result":{}}\n');
    expect(() => readJournal(path)).toThrow(`${path}:3: this is not a whole line of JSON`);
  });

  it("tells which cases began and what ended the run, among the results in their order", () => {
    startJournal(path, OPENING);
    noteBegin(path, "a/one");
    noteBegin(path, "a/two");
    appendToJournal(path, madeUpResult({ id: "a/one" }));
    noteInterruption(path, "SIGINT");
    appendToJournal(path, madeUpResult({ id: "a/two" }));
    const { begun, interruptedBy, results } = readJournal(path);
    expect(begun).toEqual(["a/one", "a/two"]);
    expect(interruptedBy).toBe("SIGINT");
    expect(results.map(({ id }) => id)).toEqual(["a/one", "a/two"]);
  });

  it("refuses a line that is JSON and no result", () => {
    write([]);
    appendFileSync(path, "null\n");
    expect(() => readJournal(path)).toThrow(`${path}:2: a line with the result of a case was expected`);
  });

  it("refuses a file without an opening, and no file", () => {
    expect(() => readJournal(path)).toThrow("there is no journal of a run here");
    write([]);
    writeFileSync(path, '{"result":{}}\n');
    expect(() => readJournal(path)).toThrow(`${path}:1: a journal begins with the opening`);
    writeFileSync(path, "");
    expect(() => readJournal(path)).toThrow(`${path}:1: `);
  });

  it("starts afresh where one stands already", () => {
    write();
    write([]);
    expect(readJournal(path).results).toEqual([]);
  });
});
