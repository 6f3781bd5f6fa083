import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { suggestion } from "../exact/nearest.ts";
import { readBaseUrl } from "./base-url.ts";
import { noteUnusedCredentials } from "./credentials.ts";
import type { Settings } from "./model.ts";
import { readBoolean } from "./values.ts";
import { environmentNames, type Variables } from "./variable-source.ts";

/** What a run is held against, and the name under which its reports speak of it. */
export type Target = Pick<Settings, "environment" | "embedded" | "baseUrl">;

/** A named environment never falls back to the embedded sandbox: its green run would prove nothing of the target. */
export function readTarget(variables: Variables, cwd: string): Target {
  const { findings } = variables;
  const baseUrl = readBaseUrl(variables, readBoolean(variables, "KONAPLATE_ALLOW_PLAIN_HTTP"));
  const name = variables.environment;
  const isGiven = variables.text("KONAPLATE_BASE_URL") !== undefined;
  if (name === "embedded" && isGiven) {
    findings.problems.push(
      `${variables.label("KONAPLATE_BASE_URL")} is set, yet KONAPLATE_ENV=embedded names the embedded sandbox: unset one of them`,
    );
  }
  if (name === undefined || name === "embedded") {
    if (isGiven) return { environment: name ?? "remote", embedded: false, baseUrl };
    noteUnusedCredentials(variables);
    if (variables.isBlank("KONAPLATE_BASE_URL"))
      findings.notices.push("KONAPLATE_BASE_URL is set and empty: the embedded sandbox is used");
    return { environment: "embedded", embedded: true, baseUrl: undefined };
  }
  if (!isGiven) {
    const why = `KONAPLATE_ENV=${name} names a target; leave KONAPLATE_ENV unset for the embedded sandbox`;
    variables.missing("KONAPLATE_BASE_URL", why);
  }
  if (!variables.file.exists && !existsSync(resolve(cwd, environmentPath(name)))) {
    findings.problems.push(
      `KONAPLATE_ENV is "${name}": there is neither ${variables.file.name} nor ${environmentPath(name)}; ${suggestion(name, environmentNames(cwd))}`,
    );
  }
  return { environment: name, embedded: false, baseUrl };
}

/** The file of an environment, relative to the project. */
export function environmentPath(name: string): string {
  return `environments/${name}.yaml`;
}
