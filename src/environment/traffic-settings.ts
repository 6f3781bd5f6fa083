import { readBaseUrl } from "./base-url.ts";
import { readGivenCredentials } from "./credentials.ts";
import type { Findings } from "./known.ts";
import { type Credentials, type Settings, SettingsMistake } from "./model.ts";
import { readAttach, readBoolean, readChoice, readPointer, readReportDir, readStrictness } from "./values.ts";
import { readVariables } from "./variable-source.ts";

/** What judging recorded traffic is told: no target, and of the credentials what is given. */
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
  | "notices"
> & { readonly credentials: Partial<Credentials> };

/** Reads the settings for recorded traffic as those of a run are read. Throws one SettingsMistake with every problem. */
export function loadTrafficSettings(env: NodeJS.ProcessEnv, cwd: string): TrafficSettings {
  const findings: Findings = { problems: [], notices: [] };
  const variables = readVariables(env, cwd, findings);
  const settings: TrafficSettings = {
    environment: variables.environment ?? "traffic",
    baseUrl: readBaseUrl(variables, readBoolean(variables, "KONAPLATE_ALLOW_PLAIN_HTTP")),
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
