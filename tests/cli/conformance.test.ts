import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import { exitCodeOf } from "../../src/cli/exit-code-of.ts";
import { caseFilter } from "../../src/environment/case-filter.ts";
import { runWhole, settingsOf, suite } from "../run/run-cases.ts";
import { runHere } from "../support/run-here.ts";
import { type Ended, writeTestData } from "./command.ts";

const DOCUMENTED = ["--kind", "documented"];
const rows = suite.plan.cases.filter(({ kind }) => kind === "documented");

let root: string;
let sandbox: RunningSandbox;
let settings: Readonly<Record<string, string>>;
const folder = (name: string): string => join(root, name);

/**
 * One run each, shared by the tests that look at it; that of the embedded sandbox is in packed.test.ts, that of a sandbox of
 * the command in tests/sandbox/cli.test.ts.
 */
let listed: Ended;
let mistaken: Ended;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "conformance-"));
  const data = writeTestData(folder("test-data.json"));
  sandbox = await startSandbox({ contract: suite.contract });
  settings = { ...sandbox.settings };
  const into = (name: string) => ({ KONAPLATE_REPORT_DIR: folder(name) });
  listed = await runHere("run", [...DOCUMENTED, "--list"], {
    ...settings,
    KONAPLATE_TEST_DATA: data,
    ...into("listed"),
  });
  mistaken = await runHere("run", ["--only", "nothing/*"], {
    ...settings,
    KONAPLATE_CLIENT_PRIVATE_KEY: "cases/user-register.yaml",
    ...into("mistaken"),
  });
}, 300_000);
afterAll(async () => {
  await sandbox.close();
  rmSync(root, { recursive: true });
});

describe("npm run conformance", () => {
  it("does not exercise what it has no test data for, and is incomplete then", async () => {
    const report = await runWhole({
      ...settingsOf(settings, [], { KONAPLATE_TEST_DATA: "" }),
      kinds: ["documented"],
    });
    expect(exitCodeOf(report)).toBe(4);
    const { cases, verdict } = report;
    expect(verdict).toBe("incomplete");
    // A registration carries a guess of the terms, which this target refuses: their owner has to say them.
    const guessing = "user-register/success";
    const lacking = rows.filter(({ id, data }) => data.length > 0 || id === guessing).map(({ id }) => id);
    expect(lacking.length).toBeGreaterThan(20);
    const notExercised = cases.filter(({ outcome }) => outcome === "not-exercised");
    expect(notExercised.map(({ id }) => id)).toEqual(lacking);
    expect(notExercised.find(({ id }) => id === "membership-cancellation/plcc-point")?.reason).toBe(
      "no test data: give userId under membership-cancellation: plcc-point: in the file that KONAPLATE_TEST_DATA names",
    );
    for (const { outcome, reason } of cases) expect(outcome === "failed", reason).toBe(false);
  });

  it("ends with 3 where no answer comes at all, and says so first", async () => {
    const nobodyThere = { KONAPLATE_BASE_URL: "http://127.0.0.1:1" };
    const report = await runWhole(
      settingsOf(settings, ["member-authentication-info/authenticated"], nobodyThere),
    );
    expect(exitCodeOf(report)).toBe(3);
    const { cases, halted, reasons } = report;
    expect(halted).toMatchObject({ cause: "unreachable" });
    expect(reasons[0]).toMatch(/^No answer came from http.* refused: /);
    expect(cases).toMatchObject([{ outcome: "not-exercised", attempts: 0 }]);
  });

  it("tells all mistakes at once with their variables, and sends and writes nothing", () => {
    expect(mistaken.code).toBe(2);
    expect(mistaken.err).toContain("2 mistakes; nothing was sent:");
    expect(mistaken.err).toContain('--only: "nothing/*" matches no case');
    expect(mistaken.err).toContain("KONAPLATE_CLIENT_PRIVATE_KEY cannot be used: it is no PEM");
    expect(existsSync(folder("mistaken"))).toBe(false);
  });
});

describe("--list", () => {
  const line = (id: string) => listed.out.split("\n").find((text) => text.includes(` ${id} `)) ?? "";

  it("shows each case with what this environment makes of it, and sends nothing", () => {
    expect([listed.code, listed.err]).toEqual([0, ""]);
    for (const { id } of rows) expect(line(id), id).not.toBe("");
    expect(line("member-authentication-info/authenticated")).toMatch(/documented .* given +\| yes /);
    expect(line("membership-cancellation/plcc-point")).toMatch(/ given +\| no: forbidden by policy /);
    expect(line("membership-cancellation/success")).toMatch(/ yes +\| given +\| no: forbidden by policy /);
    expect(line("user-register/login-id-empty")).toMatch(/ none needed +\| no: forbidden by policy /);
    expect(line("unregistered-card-inquiry/card-number-length")).toMatch(/ none needed +\| yes /);
    expect(existsSync(folder("listed"))).toBe(false);
  });

  it("counts what would run, and says what would have to be given or allowed", () => {
    const changing = rows.filter(({ effect }) => effect !== "nothing").length;
    expect(changing).toBeGreaterThan(20);
    expect(listed.out).toContain(`36 cases; ${36 - changing} would run against remote, nothing was sent.`);
    const forbidden = [...listed.out.matchAll(/^([0-9]+) forbidden by policy: the case can change .*$/gm)];
    expect(forbidden.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(changing);
    const told = forbidden.map(([text]) => text).join("\n");
    expect(told).toMatch(/ can change money .* KONAPLATE_ALLOW=refusals \(or changes\) permits it/);
    expect(told).toMatch(/ can change a membership .* KONAPLATE_ALLOW=changes permits it/);
  });

  it("takes --only and --kind together", async () => {
    const filters = ["--list", "--only", "membership-cancellation/*-in-progress", "--kind", "documented"];
    const { out, code } = await runHere("run", filters);
    const isNamed = caseFilter(["membership-cancellation/*-in-progress"]);
    const named = rows.filter(({ id }) => isNamed(id));
    expect(code).toBe(0);
    expect(named.length).toBeGreaterThan(1);
    expect(out).toContain(`${named.length} cases; ${named.length} would run against embedded`);
  });
});
