import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ReportFault } from "../../reporters/report-fault.ts";
import { loadForRun } from "../../src/cli/run-settings.ts";
import { tellFault } from "../../src/cli/tell-fault.ts";
import { loadSuite, OWN_FOLDERS, type SuiteFolders } from "../../src/run/suite.ts";

let root: string;
let folders: SuiteFolders;
const said: string[] = [];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "mistakes-"));
  folders = { contract: join(root, "contract"), schemas: join(root, "schemas"), cases: join(root, "cases") };
  for (const name of ["contract", "schemas", "cases"] as const)
    cpSync(OWN_FOLDERS[name], folders[name], { recursive: true });
  said.length = 0;
  vi.spyOn(console, "error").mockImplementation((text: string) => void said.push(text));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(root, { recursive: true });
});

/** Replaces the one place that a text has in a file, and gives its line. */
function edit(file: string, from: string, to: string): number {
  const text = readFileSync(file, "utf8");
  const [before = "", ...after] = text.split(from);
  if (after.length === 0) throw new Error(`${file} has no ${from}`);
  writeFileSync(file, before + to + after.join(from));
  return before.split("\n").length;
}

/** What is told of the copied files, and the exit code. */
function toldOf(load: () => unknown): { code: number; text: string } {
  try {
    load();
  } catch (error) {
    const code = tellFault(error);
    return { code, text: said.join("\n") };
  }
  throw new Error("nothing was found wrong");
}

describe("a mistake in the suite's own files is told with file and line, and nothing is sent", () => {
  it("takes the copies as they are", () => {
    expect(loadSuite(folders).plan.cases.length).toBeGreaterThanOrEqual(36);
  });

  it("a row with an unknown code", () => {
    const file = join(folders.cases, "membership-cancellation.yaml");
    edit(file, '"001_049"', '"001_949"');
    const { code, text } = toldOf(() => loadSuite(folders));
    expect(code).toBe(2);
    expect(text).toMatch(
      /membership-cancellation\.yaml:\d+: case unreceived-gift: code 001_949 is not documented for membership-cancellation; it has /,
    );
  });

  it("a row that is broken YAML", () => {
    const file = join(folders.cases, "user-register.yaml");
    const line = edit(file, "cases:", "cases: [");
    const { code, text } = toldOf(() => loadSuite(folders));
    expect(code).toBe(2);
    const told = /user-register\.yaml:(\d+): /.exec(text)?.[1];
    expect(Number(told)).toBeGreaterThanOrEqual(line);
  });

  it("a schema that was edited by hand", () => {
    const file = join(folders.schemas, "user-register", "success-body.schema.json");
    const line = edit(file, '"required"', '"requires"');
    const { code, text } = toldOf(() => loadSuite(folders));
    expect(code).toBe(2);
    expect(text).toContain(
      `user-register/success-body.schema.json:${line}: is not what contract/ derives to`,
    );
    expect(text).toContain("run npx konaplate derive");
  });
});

it("filters that leave no case together are a mistake", () => {
  const input = { env: {}, cwd: process.cwd(), only: ["user-register/success"], kinds: ["header"] };
  const { code, text } = toldOf(() => loadForRun(input));
  expect(code).toBe(2);
  expect(text).toContain("--kind header: there is no such case among user-register/success");
});

it("a kind that keys for prepared requests leave no case of is a mistake", () => {
  const input = { env: { KONAPLATE_KEY_MODE: "MOCK" }, cwd: process.cwd(), kinds: ["header"] };
  const { code, text } = toldOf(() => loadForRun(input));
  expect(code).toBe(2);
  expect(text).toContain(
    "there is no documented case of --kind header; KONAPLATE_KEY_MODE=MOCK plans no others",
  );
});

it("a report that cannot be written is the suite's own break, and so is anything unforeseen", () => {
  expect(tellFault(new ReportFault("reports/junit.xml", "cannot be written (EACCES)"))).toBe(5);
  expect(said.join("\n")).toContain("the suite itself broke: reports/junit.xml: cannot be written (EACCES)");
  expect(tellFault(new TypeError("x is not a function"))).toBe(5);
  expect(said.join("\n")).toContain("TypeError: x is not a function");
});
