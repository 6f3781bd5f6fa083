import { spawnSync } from "node:child_process";
import { isJsonObject, type Json, parseJson } from "../exact/json.ts";
import { misspelt } from "../exact/nearest.ts";
import { CREDENTIAL_VARIABLES, type VariableName } from "./variables.ts";

/** What a command may give: who we are and how we get there, and nothing that says what a run may do. */
export const FROM_COMMAND: readonly VariableName[] = [
  ...CREDENTIAL_VARIABLES,
  "KONAPLATE_CLIENT_CERT",
  "KONAPLATE_CLIENT_KEY",
  "KONAPLATE_CLIENT_KEY_PASSPHRASE",
  "KONAPLATE_CA",
  "HTTPS_PROXY",
  "HTTP_PROXY",
];

/** A value by the name of its variable. */
export type GivenSecrets = Readonly<Partial<Record<VariableName, string>>>;

/** Why a command gave no secrets, in words that hold nothing of what it wrote. */
export class SecretsFault extends Error {}

const TIME_LIMIT_MS = 30_000;
const MOST_BYTES = 1024 * 1024;
const RIGHT = 'a right answer is one JSON object of texts, such as {"KONAPLATE_SECRET_KEY": "…"}';

/**
 * Runs a command as a shell would, and reads secrets from its standard output. What it writes is never shown, neither
 * there nor on standard error. Throws SecretsFault.
 */
export function askForSecrets(command: string, cwd: string, timeLimitMs = TIME_LIMIT_MS): GivenSecrets {
  const { status, signal, stdout, error } = spawnSync(command, {
    cwd,
    shell: true,
    timeout: timeLimitMs,
    killSignal: "SIGKILL",
    maxBuffer: MOST_BYTES,
    stdio: ["ignore", "pipe", "ignore"],
    encoding: "utf8",
  });
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === "ETIMEDOUT")
    throw new SecretsFault(`it took longer than ${timeLimitMs / 1000} s and was ended`);
  if (code === "ENOBUFS") throw new SecretsFault(`it wrote more than ${MOST_BYTES} bytes; ${RIGHT}`);
  if (error) throw new SecretsFault(`it cannot be started (${code})`);
  if (status !== 0)
    throw new SecretsFault(
      `it ended with ${signal ?? `exit code ${status}`}; run it by hand to see why, what it writes is not shown here`,
    );
  return secretsIn(stdout);
}

function secretsIn(text: string): GivenSecrets {
  const answer = parsed(text);
  if (!isJsonObject(answer)) throw new SecretsFault(`it wrote no JSON object to standard output; ${RIGHT}`);
  const names = Object.keys(answer);
  const known = FROM_COMMAND.filter((name) => names.includes(name));
  const wrong = [
    ...unknownNames(names.filter((name) => !known.some((each) => each === name))),
    ...known.filter((name) => !isText(answer[name])).map((name) => `its ${name} is no text, or an empty one`),
  ];
  if (wrong.length > 0) throw new SecretsFault(`${wrong.join("; ")}; ${RIGHT}`);
  if (known.length === 0) throw new SecretsFault(`its JSON object is empty; ${RIGHT}`);
  return Object.fromEntries(known.map((name) => [name, answer[name]]));
}

/** A name that the suite does not know may be anything, a secret too: what it was meant to be is shown instead. */
function unknownNames(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const meant = [...new Set(names.flatMap((name) => misspelt(name, FROM_COMMAND) ?? []))];
  const guess = meant.length > 0 ? `; did you mean ${meant.join(", ")}?` : "";
  return [
    `its JSON object has ${names.length === 1 ? "a name" : `${names.length} names`} that it may not give; it may give ${FROM_COMMAND.join(", ")}${guess}`,
  ];
}

function isText(value: Json | undefined): boolean {
  return typeof value === "string" && value !== "";
}

function parsed(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
