import { readBaseUrl } from "./base-url.ts";
import { readGivenCredentials } from "./credentials.ts";
import type { Findings } from "./known.ts";
import { type Credentials, type Settings, SettingsMistake } from "./model.ts";
import { addSecrets } from "./secret-sources.ts";
import { readAttach, readBoolean, readChoice, readPointer, readReportDir, readStrictness } from "./values.ts";
import { readVariables } from "./variable-source.ts";
import { readWay } from "./way.ts";

/** What judging traffic is told: a target only where it is sent on, and of the credentials what is given. */
export type TrafficSettings = Pick<
  Settings,
  | "environment"
  | "baseUrl"
  | "tokenMessage"
  | "strict"
  | "codePointer"
  | "messagePointer"
  | "reportDir"
  | "attach"
  | "way"
  | "notices"
> & { readonly credentials: Partial<Credentials> };

/** Reads the settings for traffic as those of a run are read; `isTarget`: the base URL is one that it is sent on to. Throws one SettingsMistake with every problem. */
export function loadTrafficSettings(env: NodeJS.ProcessEnv, cwd: string, isTarget: boolean): TrafficSettings {
  const findings: Findings = { problems: [], notices: [] };
  const variables = readVariables(env, cwd, findings);
  addSecrets(variables, cwd, undefined);
  // Nothing is sent where traffic was recorded, so how it travelled is no question.
  const plain = readBoolean(variables, "KONAPLATE_ALLOW_PLAIN_HTTP");
  const baseUrl = readBaseUrl(variables, plain || !isTarget);
  const settings: TrafficSettings = {
    environment: variables.environment ?? "traffic",
    baseUrl,
    way: isTarget ? readWay(variables, { embedded: false, baseUrl }, cwd) : {},
    credentials: readGivenCredentials(variables, cwd),
    tokenMessage: readChoice(variables, "KONAPLATE_TOKEN_MESSAGE", ["body", "base64-body"]),
    strict: readStrictness(variables),
    codePointer: readPointer(variables, "KONAPLATE_CODE_POINTER", "/response/code"),
    messagePointer: readPointer(variables, "KONAPLATE_MESSAGE_POINTER", "/response/description"),
    reportDir: readReportDir(variables, cwd),
    attach: readAttach(variables),
    notices: findings.notices,
  };
  if (findings.problems.length > 0) throw new SettingsMistake(findings.problems);
  return settings;
}
