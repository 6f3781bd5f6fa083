import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RunningSandbox } from "../../sandbox/server.ts";
import { readReport } from "../../src/cli/read-report.ts";
import { readDataFile } from "../../src/exact/data-file.ts";
import { stringifyJson, valueAt } from "../../src/exact/json.ts";
import type { CaseResult } from "../../src/results/case-result.ts";
import type { Report } from "../../src/results/model.ts";

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunningCommand {
  readonly child: ChildProcessWithoutNullStreams;
  /** What it has said so far. */
  readonly output: Readonly<Pick<Ended, "out" | "err">>;
  readonly ended: Promise<Ended>;
}

/** The program as it was built, below the root of the project. */
const PROGRAM = "dist/src/cli/konaplate.js";

/** Settings of this very process are none of a test's. */
const CLEAN = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(KONAPLATE_|GITHUB_|VITEST|NODE_ENV$|TEST$)/.test(name)),
);

/** What these processes do, they do once: optimizing it would take a fifth of their time (see vitest.config.ts). */
const NODE = ["--interrupt-budget=600000", "--max-semi-space-size=64"];

/** Starts a command of the suite as a process of its own. */
export function start(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return startIn(process.cwd(), [PROGRAM, command, ...args], env);
}

/** Starts Node in a folder, with nothing of this process's own settings. */
export function startIn(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): RunningCommand {
  const child = spawn(process.execPath, [...NODE, ...args], {
    cwd,
    env: { ...CLEAN, NO_COLOR: "1", ...env },
  });
  const output = { out: "", err: "" };
  child.stdout.on("data", (chunk) => {
    output.out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    output.err += chunk;
  });
  const ended = once(child, "close").then(([code]): Ended => ({ code: code as number | null, ...output }));
  return { child, output, ended };
}

/** The report that a run left in a folder. */
export function reportIn(folder: string): Report {
  return readReport(join(folder, "conformance.json"));
}

/** Case id to outcome. */
export function outcomes({ cases }: { readonly cases: readonly CaseResult[] }): Record<string, string> {
  return Object.fromEntries(cases.map(({ id, outcome }) => [id, outcome]));
}

const TEST_DATA = stringifyJson(valueAt(readDataFile("environments/embedded.yaml").value, "/testData") ?? {});

/** Writes the test data of the embedded environment into a file of its own, for KONAPLATE_TEST_DATA. */
export function writeTestData(path: string): string {
  writeFileSync(path, TEST_DATA);
  return path;
}

/** Variables for a run against a sandbox of this process, with everything allowed. */
export function against(sandbox: RunningSandbox, folder: string): Record<string, string> {
  return {
    ...sandbox.settings,
    KONAPLATE_TEST_DATA: writeTestData(join(folder, "test-data.json")),
    KONAPLATE_ALLOW_DESTRUCTIVE: "true",
    KONAPLATE_MAX_RPS: "1000",
    KONAPLATE_REPORT_DIR: join(folder, "reports"),
  };
}
