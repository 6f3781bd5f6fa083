import type { Alteration } from "../../sandbox/alteration.ts";
import { startSandbox } from "../../sandbox/server.ts";
import type { Case } from "../../src/cases/model.ts";
import type { Settings } from "../../src/environment/model.ts";
import type { CaseResult } from "../../src/results/case-result.ts";
import { openSession, targetOf } from "../../src/run/session.ts";
import type { Suite } from "../../src/run/suite.ts";
import { suite as ownSuite, settingsOf } from "./run-cases.ts";

export interface RunOptions {
  readonly suite?: Suite;
  /** Which cases are run, in the order of the plan; all of them where it is left out. */
  readonly choose?: (row: Case) => boolean;
  readonly settings?: Partial<Settings>;
}

/** Runs that follow one another at the same target, in one session. */
export interface Runs {
  /** The results of the chosen cases, in the plan's order. */
  run(choose: (row: Case) => boolean): Promise<CaseResult[]>;
  /** What was answered before says nothing any more: the target is another. */
  forget(): void;
  close(): void;
}

export function openRuns(
  target: Readonly<Record<string, string>>,
  { suite = ownSuite, settings }: Omit<RunOptions, "choose"> = {},
): Runs {
  const full: Settings = { ...settingsOf(target, []), ...settings };
  const session = openSession(suite, full, targetOf(full, undefined));
  return {
    run: (choose) => Promise.all(suite.plan.cases.filter(choose).map((row) => session.run(row))),
    forget: () => session.forget(),
    close: () => session.close(),
  };
}

/** Runs cases at a target given by its seven settings. */
export async function runAt(
  target: Readonly<Record<string, string>>,
  options: RunOptions = {},
): Promise<CaseResult[]> {
  const runs = openRuns(target, options);
  try {
    return await runs.run(options.choose ?? (() => true));
  } finally {
    runs.close();
  }
}

/** Runs cases at a sandbox of their own, altered or not. */
export async function runAltered(alter: Alteration, options: RunOptions = {}): Promise<CaseResult[]> {
  const contract = options.suite?.contract;
  const sandbox = await startSandbox({ alter, ...(contract && { contract }) });
  try {
    return await runAt({ ...sandbox.settings }, options);
  } finally {
    await sandbox.close();
  }
}

/** `id: outcome` of what did not pass, with the rules that found something. */
export function troubles(results: readonly CaseResult[]): string[] {
  return results
    .filter(({ outcome }) => outcome !== "passed")
    .map(({ id, outcome, reason, violations }) => {
      const rules = violations.filter(({ level }) => level !== "observed").map(({ rule }) => rule);
      return `${id}: ${outcome} ${[...new Set(rules)].join(" ") || reason}`;
    });
}

export function resultOf(results: readonly CaseResult[], id: string): CaseResult {
  const result = results.find((candidate) => candidate.id === id);
  if (!result) throw new Error(`no result of ${id}; there are ${results.map((each) => each.id).join(", ")}`);
  return result;
}
