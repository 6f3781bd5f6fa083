import { resolve } from "node:path";
import pc from "picocolors";
import { RULE_DESCRIPTIONS } from "../checks/descriptions.ts";
import { readPrivateKeyFile } from "../environment/keys.ts";
import { SettingsMistake } from "../environment/model.ts";
import { secretsOf } from "../environment/secrets.ts";
import { loadTrafficSettings, type TrafficSettings } from "../environment/traffic-settings.ts";
import { Masking } from "../masking/masking.ts";
import { startJournal } from "../results/journal.ts";
import { SCHEMA_VERSION } from "../results/report.ts";
import { unfitKeyLine } from "../results/traffic-lines.ts";
import { documentedValues } from "../run/documented-values.ts";
import { type FurtherFolders, loadSuite, OWN_FOLDERS, type Suite } from "../run/suite.ts";
import { TrafficSession } from "../traffic/session.ts";
import { invocationOf } from "./invocation.ts";
import { tellMistakes } from "./mistakes.ts";
import { publishReports } from "./publish-reports.ts";
import { type ReportFolder, reportFolder } from "./report-folder.ts";
import { lockReportFolder } from "./report-lock.ts";
import { suiteVersion } from "./suite-version.ts";

/** What the command line says beside the settings. */
export interface TrafficOptions {
  readonly baseUrl?: string;
  /** PEM file of the key that opens requests. */
  readonly serverKey?: string;
  readonly out?: string;
  /** Some of the exchanges are told alone. */
  readonly narrowed?: boolean;
  /** The base URL is that of a server that requests are sent to. */
  readonly isTarget?: boolean;
  readonly further: FurtherFolders;
}

/** Everything that judging traffic begins with. */
export interface TrafficRun {
  readonly suite: Suite;
  readonly settings: TrafficSettings;
  readonly session: TrafficSession;
  readonly place: ReportFolder;
  release(): void;
}

/** Suite, settings, folder and journal, in this order. Throws what tellFault tells. */
export function prepareTraffic(
  options: TrafficOptions,
  env: NodeJS.ProcessEnv,
  cwd: string,
  target: (settings: TrafficSettings) => string,
): TrafficRun {
  const suite = loadSuite(OWN_FOLDERS, options.further);
  const given = settingsFor(options, env, cwd);
  for (const notice of given.notices) console.error(pc.yellow(`notice: ${notice}`));
  const settings = { ...given, reportDir: options.out ?? given.reportDir };
  const session = sessionOf(suite, settings, options, cwd);
  const { baseUrl, serverKey, isTarget, further } = options;
  // What a proxy kept is judged again from its file, whatever its target was.
  const invocation = invocationOf(env, cwd, further, [
    ["--base-url", isTarget ? undefined : baseUrl],
    ["--server-key", serverKey],
  ]);
  const place = reportFolder(resolve(cwd, settings.reportDir));
  const lock = lockReportFolder(place.folder);
  try {
    startJournal(place.journal, {
      header: {
        schemaVersion: SCHEMA_VERSION,
        suite: { version: suiteVersion(), contractDigest: suite.contract.digest, seed: "traffic" },
        target: { environment: settings.environment, baseUrl: target(settings) },
        startedAt: new Date().toISOString(),
        ...(invocation && { invocation }),
        rules: RULE_DESCRIPTIONS,
      },
      planned: [],
      declarations: {
        gaps: [],
        deviations: [],
        narrowed: options.narrowed === true,
        strict: settings.strict,
      },
    });
  } catch (error) {
    lock.release();
    throw error;
  }
  return { suite, settings, session, place, release: () => lock.release() };
}

function sessionOf(
  { contract, validators }: Suite,
  { credentials, way, baseUrl, codePointer, messagePointer, tokenMessage, strict }: TrafficSettings,
  { serverKey, isTarget }: TrafficOptions,
  cwd: string,
): TrafficSession {
  const { accessKey, secretKey, clientPrivateKey } = credentials;
  return new TrafficSession({
    contract,
    validators,
    keys: {
      ...(accessKey !== undefined && { accessKey }),
      ...(secretKey !== undefined && { secretKey }),
      ...(clientPrivateKey && { clientPrivateKey }),
      ...(serverKey !== undefined && {
        serverPrivateKey: readPrivateKeyFile("--server-key", serverKey, cwd),
      }),
    },
    // Of the proxy everything is for its target, whatever a client puts before the path.
    ...(baseUrl !== undefined && !isTarget && { baseUrl }),
    pointers: { codePointer, messagePointer },
    tokenMessage,
    strict,
    masking: Masking.of(secretsOf({ credentials, way }), {}, documentedValues(contract)),
  });
}

/** The settings with what the command line says; a mistake in that is told by the option's name. */
function settingsFor(
  { baseUrl, isTarget = false }: TrafficOptions,
  env: NodeJS.ProcessEnv,
  cwd: string,
): TrafficSettings {
  if (baseUrl === undefined) return loadTrafficSettings(env, cwd, isTarget);
  try {
    return loadTrafficSettings({ ...env, KONAPLATE_BASE_URL: baseUrl }, cwd, isTarget);
  } catch (error) {
    if (!(error instanceof SettingsMistake)) throw error;
    const option = isTarget ? "--to" : "--base-url";
    throw new SettingsMistake(
      error.problems.map((problem) => problem.replace(/^KONAPLATE_BASE_URL(?= is )/, option)),
    );
  }
}

/**
 * Makes the reports of what was judged, and gives the exit code; a key that fits nothing at all is a mistake of whoever
 * gave it. Throws ReportFault where a report cannot be written.
 */
export async function publishTraffic({ place, suite, settings, session }: TrafficRun): Promise<number> {
  const code = await publishReports(place, suite.contract, {
    cases: suite.plan.cases,
    attach: settings.attach,
  });
  const unfit = session.unfitKeys.filter(({ base }) => base === undefined);
  if (unfit.length === 0) return code;
  return tellMistakes(
    unfit.map((key) => `${unfitKeyLine(key)} Give the right one, or none`),
    "the reports hold what could be judged without",
  );
}
