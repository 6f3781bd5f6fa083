import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import pc from "picocolors";
import { ReportFault } from "../../reporters/report-fault.ts";
import { startSandbox } from "../../sandbox/server.ts";
import { PlanMistake } from "../cases/plan.ts";
import { SchemaDefect } from "../checks/validators.ts";
import { ContractMistake } from "../contract/mistakes.ts";
import { loadSettings } from "../environment/load.ts";
import { type Settings, SettingsMistake } from "../environment/model.ts";
import { readJournal, startJournal } from "../results/journal.ts";
import { SCHEMA_VERSION } from "../results/report.ts";
import { selectedCases } from "../run/session.ts";
import { DriftMistake, knownIds, loadSuite, type Suite } from "../run/suite.ts";
import { notReached } from "../run/unseen-result.ts";
import { ROOT } from "./folders.ts";
import { tellMistakes } from "./mistakes.ts";
import { publishReports } from "./publish-reports.ts";
import { runSpecs } from "./run-specs.ts";
import { suiteVersion } from "./suite-version.ts";

export interface ConformanceInput {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** What the command line selects; it goes before KONAPLATE_ONLY. */
  readonly only?: readonly string[];
}

const UNREACHABLE = 3;
const BROKEN = 5;

/** A whole run, from settings to reports. Gives the exit code; prints what a person wants to see of it. */
export async function runConformance(input: ConformanceInput): Promise<number> {
  let suite: Suite;
  let settings: Settings;
  try {
    suite = loadSuite();
    const overrides = input.only === undefined ? {} : { only: input.only };
    settings = loadSettings({ env: input.env, cwd: input.cwd, overrides, known: knownIds(suite) });
  } catch (error) {
    return tellFault(error);
  }
  for (const notice of settings.notices) console.error(pc.yellow(`notice: ${notice}`));
  const sandbox = settings.embedded ? await startSandbox() : undefined;
  try {
    return await exercise(input, suite, settings, sandbox && { ...sandbox.settings });
  } catch (error) {
    return tellFault(error);
  } finally {
    await sandbox?.close();
  }
}

async function exercise(
  { cwd }: ConformanceInput,
  suite: Suite,
  settings: Settings,
  embedded: Readonly<Record<string, string>> | undefined,
): Promise<number> {
  const folder = resolve(cwd, settings.reportDir);
  const journal = join(folder, "journal.jsonl");
  const allureResults = join(folder, "allure-results");
  for (const stale of [allureResults, join(folder, "allure-report")])
    rmSync(stale, { recursive: true, force: true });
  const began = Date.now();
  startJournal(journal, opening(suite, settings, embedded));
  await runSpecs({
    root: ROOT,
    allureResults,
    concurrency: settings.limits.concurrency,
    order: {
      cwd,
      journal,
      embedded,
      variables: {
        KONAPLATE_SEED: settings.seed,
        ...(settings.only.length > 0 && { KONAPLATE_ONLY: settings.only.join(",") }),
      },
    },
  });
  const { report, exitCode } = await publishReports({
    journal: readJournal(journal),
    durationMs: Date.now() - began,
    contract: suite.contract,
    folder,
    allureResults,
  });
  const unreached = report.cases.filter(({ attempts }) => attempts > 0);
  const isUnreachable =
    unreached.length > 0 && unreached.every(({ reason }) => /\b(refused|dns|tls): /.test(reason ?? ""));
  return isUnreachable ? UNREACHABLE : exitCode;
}

function opening(suite: Suite, settings: Settings, embedded: Readonly<Record<string, string>> | undefined) {
  const planned = selectedCases(suite, settings);
  return {
    header: {
      schemaVersion: SCHEMA_VERSION,
      suite: { version: suiteVersion(), contractDigest: suite.contract.digest, seed: settings.seed },
      target: {
        environment: settings.environment,
        baseUrl: settings.baseUrl ?? embedded?.KONAPLATE_BASE_URL ?? "",
      },
      startedAt: new Date().toISOString(),
    },
    planned: planned.map((row) => notReached(row, suite.contract, "the run was cut short before this case")),
    declarations: {
      gaps: settings.gaps.map(({ case: of, reason }) => ({ case: of, reason })),
      deviations: settings.deviations.map(({ file: _file, line: _line, ...deviation }) => deviation),
      narrowed: settings.only.length > 0,
      strict: settings.strict,
    },
  };
}

/** Mistakes of whoever wrote files and settings are told one by one; anything else is the suite's own fault. */
function tellFault(error: unknown): number {
  const isMistake =
    error instanceof ContractMistake ||
    error instanceof DriftMistake ||
    error instanceof PlanMistake ||
    error instanceof SettingsMistake;
  if (isMistake) return tellMistakes(error.problems);
  const known = error instanceof SchemaDefect || error instanceof ReportFault;
  console.error(
    pc.red(`the suite itself broke: ${known ? error.message : ((error as Error).stack ?? String(error))}`),
  );
  return BROKEN;
}
