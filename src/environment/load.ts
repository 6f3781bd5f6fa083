import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { DataFile } from "../exact/data-file.ts";
import { PROJECT_ROOT } from "../exact/project-root.ts";
import { readAllow } from "./allow.ts";
import { splitCasePatterns, unknownPattern } from "./case-filter.ts";
import { readCredentials } from "./credentials.ts";
import { readDeviations } from "./deviations.ts";
import { readEnvironmentFile, readTestDataFile } from "./environment-file.ts";
import { readGaps } from "./gaps.ts";
import type { Findings, KnownIds } from "./known.ts";
import { type Settings, SettingsMistake } from "./model.ts";
import { addSecrets } from "./secret-sources.ts";
import type { GivenSecrets } from "./secrets-command.ts";
import { environmentPath, readTarget, type Target } from "./target.ts";
import { readTestData } from "./test-data.ts";
import {
  readAttach,
  readChoice,
  readInteger,
  readPointer,
  readRate,
  readReportDir,
  readSeed,
  readStrictness,
} from "./values.ts";
import { readVariables, type Variables } from "./variable-source.ts";
import { readWay } from "./way.ts";

export interface SettingsInput {
  /** The real environment; it goes before the `.env` file and is never changed. */
  readonly env: NodeJS.ProcessEnv;
  /** Folder of `.env`, `environments/` and relative paths. */
  readonly cwd: string;
  /** What the command line says; it goes before the variables. */
  readonly overrides?: Partial<Pick<Settings, "only" | "kinds" | "allow" | "shard">>;
  readonly known: KnownIds;
  /** What a run takes without KONAPLATE_SEED; absent: one by chance. */
  readonly seed?: string;
  /** What KONAPLATE_SECRETS_COMMAND gave when these settings were read before; it is not run again then. */
  readonly secrets?: GivenSecrets;
}

/** Requests a second that a target other than the embedded sandbox gets, unless KONAPLATE_MAX_RPS says otherwise. */
const REMOTE_RPS = 5;

/**
 * Reads and checks all settings before anything is sent. Throws one SettingsMistake with every problem found, each
 * with its variable or file and line and what a right value looks like; no message contains a secret.
 */
export function loadSettings({ env, cwd, overrides, known, seed, secrets }: SettingsInput): Settings {
  const findings: Findings = { problems: [], notices: [] };
  const variables = readVariables(env, cwd, findings);
  const target = readTarget(variables, cwd);
  refuseUnverifiedTls(env, findings);
  const given = target.embedded ? undefined : addSecrets(variables, cwd, secrets);
  const settings: Settings = {
    ...target,
    ...readEnvironment(variables, target, cwd, known),
    dataProvider: readProvider(variables, cwd),
    credentials: target.embedded ? undefined : readCredentials(variables, cwd),
    ...(given && { secrets: given }),
    way: readWay(variables, target, cwd),
    timeZone: readChoice(variables, "KONAPLATE_TIME_ZONE", ["KST", "UTC"]),
    tokenMessage: readChoice(variables, "KONAPLATE_TOKEN_MESSAGE", ["body", "base64-body"]),
    keyMode: readChoice(variables, "KONAPLATE_KEY_MODE", ["LIVE", "MOCK"]),
    allow: readAllow(variables, target.embedded),
    strict: readStrictness(variables),
    only: readOnly(variables, overrides?.only, known),
    kinds: overrides?.kinds ?? [],
    ...(overrides?.shard && { shard: overrides.shard }),
    limits: {
      timeoutMs: readInteger(variables, "KONAPLATE_TIMEOUT_MS", { from: 1, to: 600_000, otherwise: 10_000 }),
      maxRps: readRate(variables) ?? (target.embedded ? undefined : REMOTE_RPS),
      concurrency: readInteger(variables, "KONAPLATE_CONCURRENCY", { from: 1, to: 64, otherwise: 4 }),
      maxResponseMs: readMaxResponse(variables),
    },
    seed: readSeed(variables, seed),
    codePointer: readPointer(variables, "KONAPLATE_CODE_POINTER", "/response/code"),
    messagePointer: readPointer(variables, "KONAPLATE_MESSAGE_POINTER", "/response/description"),
    reportDir: readReportDir(variables, cwd),
    attach: readAttach(variables),
    baseline: variables.text("KONAPLATE_BASELINE"),
    notices: findings.notices,
  };
  if (findings.problems.length > 0) throw new SettingsMistake(findings.problems);
  return settings;
}

function readMaxResponse(variables: Variables): number | undefined {
  if (variables.text("KONAPLATE_MAX_RESPONSE_MS") === undefined) return undefined;
  return readInteger(variables, "KONAPLATE_MAX_RESPONSE_MS", { from: 1, to: 600_000, otherwise: 2000 });
}

type Environment = Pick<Settings, "testData" | "testDataFile" | "spentFile" | "gaps" | "deviations">;

function readEnvironment(variables: Variables, target: Target, cwd: string, known: KnownIds): Environment {
  const { findings } = variables;
  const named = target.embedded || variables.environment !== undefined;
  const path = environmentPath(target.environment);
  // The embedded sandbox comes with the suite, and so do its members and cards.
  const home = target.embedded && !existsSync(resolve(cwd, path)) ? PROJECT_ROOT : cwd;
  const file = named ? readEnvironmentFile(home, path, findings) : undefined;
  const own = file && readTestData(file, "/testData", known, findings);
  const given = variables.text("KONAPLATE_TEST_DATA");
  return {
    testData: (given === undefined ? own : readGivenTestData(variables, given, cwd, known)) ?? {},
    testDataFile: given ?? (named ? path : "the file that KONAPLATE_TEST_DATA names"),
    spentFile: target.embedded ? undefined : spentBeside(given ?? (file && path), cwd),
    gaps: file ? readGaps(file, known, findings) : [],
    deviations: file ? readDeviations(file, known, findings) : [],
  };
}

/** `test-data.yaml` has `test-data.spent.jsonl` beside it. The world of the embedded sandbox begins anew with each run. */
function spentBeside(path: string | undefined, cwd: string): string | undefined {
  return path === undefined ? undefined : resolve(cwd, path.replace(/(\.[^./\\]+)?$/, ".spent.jsonl"));
}

function readProvider(variables: Variables, cwd: string): Settings["dataProvider"] {
  const command = variables.text("KONAPLATE_DATA_PROVIDER");
  return command === undefined ? undefined : { command, cwd };
}

function readGivenTestData(variables: Variables, path: string, cwd: string, known: KnownIds) {
  if (!existsSync(resolve(cwd, path))) {
    variables.wrong("KONAPLATE_TEST_DATA", "there is no such file; give the path of a YAML or JSON file");
    return undefined;
  }
  const file: DataFile | undefined = readTestDataFile(cwd, path, variables.findings);
  return file && readTestData(file, "", known, variables.findings);
}

function readOnly(variables: Variables, override: readonly string[] | undefined, known: KnownIds): string[] {
  const isOverridden = override !== undefined && override.length > 0;
  const given = isOverridden ? override.join(",") : variables.text("KONAPLATE_ONLY");
  if (given === undefined) return [];
  const label = isOverridden ? "--only" : variables.label("KONAPLATE_ONLY");
  const patterns = splitCasePatterns(given);
  if (patterns.length === 0)
    variables.findings.problems.push(
      `${label} names no case: give a case id or a glob such as membership-cancellation/*`,
    );
  for (const pattern of patterns) {
    const wrong = unknownPattern(pattern, known.caseIds);
    if (wrong !== undefined) variables.findings.problems.push(`${label}: ${wrong}`);
  }
  return patterns;
}

function refuseUnverifiedTls(env: NodeJS.ProcessEnv, findings: Findings): void {
  if (env.NODE_TLS_REJECT_UNAUTHORIZED !== "0") return;
  findings.problems.push(
    "NODE_TLS_REJECT_UNAUTHORIZED is 0: TLS is always verified here; unset it, and name a private certificate authority with KONAPLATE_CA=<path of a PEM file>",
  );
}
