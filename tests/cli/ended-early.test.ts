import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import { readJournal } from "../../src/results/journal.ts";
import { runHere } from "../support/run-here.ts";
import { suite } from "../support/suite.ts";
import { against, type Ended, type RunningCommand, reportIn, start } from "./command.ts";

const WAITING = { timeout: 60_000, interval: 20 };
const DOCUMENTED = ["--kind", "documented"];
/** Requests that are answered at once; others wait until they are let go. */
const ANSWERED = 20;
let root: string;
let interrupted: EndedRun;
let twice: EndedRun;
/** What stood in the folder of a run in its middle: all that a process leaves that is killed then. */
let killed: string;

interface EndedRun {
  readonly ended: Ended;
  readonly folder: string;
  /** Requests that its own sandbox had got when it was over. */
  readonly sent: number;
  readonly sandbox: RunningSandbox;
}

/** A few cases have ended, and another is under way. The last line of a journal in use may be half written: it waits. */
function isInTheMiddle(journal: string): boolean {
  if (!existsSync(journal)) return false;
  const lines = readFileSync(journal, "utf8").split("\n").slice(0, -1);
  const entries = lines.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
  const [results, begun] = ["result", "begun"].map((name) => entries.filter((entry) => name in entry).length);
  return (results ?? 0) >= 6 && (begun ?? 0) > (results ?? 0);
}

/** Ends a run in its middle, when a few results stand in its journal and other requests wait for their answers. */
async function endInTheMiddle(
  end: (command: RunningCommand, folder: string, letGo: () => void) => Promise<void>,
): Promise<EndedRun> {
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let got = 0;
  const sandbox = await startSandbox({
    contract: suite.contract,
    alter: {
      sealed: async (wire) => {
        got += 1;
        if (got > ANSWERED) await held;
        return wire;
      },
    },
  });
  const folder = mkdtempSync(join(root, "run-"));
  const reports = join(folder, "reports");
  const command = start("run", DOCUMENTED, against(sandbox, folder));
  await vi.waitUntil(() => isInTheMiddle(join(reports, "journal.jsonl")), WAITING);
  await end(command, reports, letGo);
  return { ended: await command.ended, folder: reports, sent: sandbox.requests, sandbox };
}

/** Sends a signal, and waits until it was heard. */
async function signal({ child, output }: RunningCommand, name: "SIGINT" | "SIGTERM"): Promise<void> {
  child.kill(name);
  await vi.waitUntil(() => output.err.includes(`Ending after ${name}`), WAITING);
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "ended-early-"));
  killed = join(root, "killed");
  [interrupted, twice] = await Promise.all([
    endInTheMiddle(async (command, _folder, letGo) => {
      await signal(command, "SIGINT");
      letGo();
    }),
    endInTheMiddle(async (command, folder) => {
      cpSync(folder, killed, { recursive: true });
      await signal(command, "SIGTERM");
      command.child.kill("SIGTERM");
    }),
  ]);
}, 300_000);
afterAll(async () => {
  await Promise.all([interrupted, twice].map(({ sandbox }) => sandbox.close()));
  rmSync(root, { recursive: true });
});

describe("a signal", () => {
  it("ends the run with all its reports, and an incomplete verdict", () => {
    const { ended, folder } = interrupted;
    expect(ended).toMatchObject({ code: 4 });
    expect(ended.err).toContain("Ending after SIGINT");
    expect(ended.out).toContain("Verdict: incomplete");
    expect(ended.out).toContain("The run was cut short by SIGINT");
    const made = ["allure-report", "allure-results", "conformance.json", "conformance.md", "junit.xml"];
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(made));
    expect(existsSync(join(folder, "allure-report", "index.html"))).toBe(true);
  });

  it("lets cases under way end, begins no other, and says why the rest has no outcome", () => {
    const { cases, controls } = reportIn(interrupted.folder);
    expect(cases).toHaveLength(36);
    const exercised = cases.filter(({ outcome }) => outcome === "passed");
    const rest = cases.filter(({ outcome }) => outcome === "not-exercised");
    expect(exercised.length + rest.length).toBe(36);
    expect(exercised.length).toBeGreaterThanOrEqual(6);
    expect(exercised.length).toBeLessThan(20);
    expect(new Set(rest.map(({ reason, attempts }) => [reason, attempts].join("; ")))).toEqual(
      new Set(["run cut short by SIGINT before this case; 0"]),
    );
    expect(controls.length).toBeGreaterThan(0);
    expect(interrupted.sent).toBe(controls.length + exercised.length);
  });

  it("that comes twice ends the process at once and leaves the journal whole", () => {
    const { ended, folder } = twice;
    expect(ended.code).toBe(143);
    const journal = readJournal(join(folder, "journal.jsonl"));
    expect(journal.torn).toBeUndefined();
    expect(journal.interruptedBy).toBe("SIGTERM");
    expect(journal.results.length).toBeGreaterThanOrEqual(6);
    expect(existsSync(join(folder, "conformance.json"))).toBe(false);
  });
});

describe("after SIGKILL", () => {
  let remade: Ended;
  beforeAll(async () => {
    remade = await runHere("report", ["--dir", killed]);
  }, 120_000);

  it("npm run report makes every report of what the journal holds, and sends nothing", () => {
    const { results } = readJournal(join(killed, "journal.jsonl"));
    expect(remade.code).toBe(4);
    expect(twice.sandbox.requests).toBe(twice.sent);
    const { cases, verdict, totals } = reportIn(killed);
    expect(verdict).toBe("incomplete");
    expect(cases).toHaveLength(36);
    expect(totals).toMatchObject({ passed: results.length, notExercised: 36 - results.length });
  });

  it("tells cases that were under way from those that had not begun", () => {
    const { results, begun } = readJournal(join(killed, "journal.jsonl"));
    const ended = new Set(results.map(({ id }) => id));
    const { cases } = reportIn(killed);
    const underWay = cases.filter(({ reason }) => reason?.includes("under way: whether the target acted on"));
    expect(underWay.map(({ id }) => id).sort()).toEqual(begun.filter((id) => !ended.has(id)).sort());
    expect(underWay.length).toBeGreaterThan(0);
    expect(cases.filter(({ reason }) => reason === "the run was cut short before this case").length).toBe(
      36 - results.length - underWay.length,
    );
  });

  it("gives Allure each case once, with the outcome of the journal", () => {
    const files = readdirSync(join(killed, "allure-results")).filter((name) => /-result\.json$/.test(name));
    const told = files.map((name) => {
      const text = readFileSync(join(killed, "allure-results", name), "utf8");
      return JSON.parse(text) as { status: string; historyId: string };
    });
    expect(told).toHaveLength(36);
    const passed = told.filter(({ status }) => status === "passed");
    expect(passed).toHaveLength(reportIn(killed).totals.passed);
  });
});

it("npm run report says what is wrong where there is no journal", async () => {
  const { code, err } = await runHere("report", ["--dir", root]);
  expect(code).toBe(2);
  expect(err).toContain("journal.jsonl: there is no journal of a run here");
});
