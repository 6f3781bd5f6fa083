import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { misspelt } from "../exact/nearest.ts";
import { type Given, readDotenvFile } from "./dotenv-file.ts";
import type { Findings } from "./known.ts";
import { FILE_SUFFIX, SECRET_VARIABLES, VARIABLES, type VariableName, variable } from "./variables.ts";

const ENVIRONMENT_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const LONGEST_QUOTE = 80;
const PREFIX = "KONAPLATE_";
/** Variables of other programs that one notice names. */
const MOST_FOREIGN = 5;

/** The variables as given, the real environment before the file. An empty value counts as not set. */
export class Variables {
  readonly #given: Map<string, Given>;
  readonly #secrets: string[];
  readonly #unread = new Set<VariableName>();

  constructor(
    given: ReadonlyMap<string, Given>,
    /** KONAPLATE_ENV of the real environment, where it is a right name. */
    readonly environment: string | undefined,
    /** The chosen `.env` file and whether it exists. */
    readonly file: { readonly name: string; readonly exists: boolean },
    readonly findings: Findings,
  ) {
    this.#given = new Map(given);
    this.#secrets = SECRET_VARIABLES.map((name) => given.get(name)?.value ?? "").filter(isDistinct);
  }

  /** Adds the value of a variable that is not set, with what it comes from. */
  add(name: VariableName, value: string, from: string): void {
    this.#given.set(name, { value, from });
    if (isDistinct(value)) this.#secrets.push(value);
  }

  /** Says of variables that their source could not be read, which is told already: that they are not set is no second mistake. */
  markUnread(names: readonly VariableName[]): void {
    for (const name of names) this.#unread.add(name);
  }

  /** Whether a variable may be set where it could not be read. */
  isUnread(name: VariableName): boolean {
    return this.text(name) === undefined && this.#unread.has(name);
  }

  text(name: VariableName): string | undefined {
    return this.#given.get(name)?.value || undefined;
  }

  /**
   * One of several spellings of a variable, the first goes before the others and the real environment before the file;
   * with the label that messages give it.
   */
  firstOf(names: readonly string[]): { readonly value: string; readonly label: string } | undefined {
    const given = names.flatMap((name) => {
      const { value = "", from } = this.#given.get(name) ?? {};
      return value === "" ? [] : [{ value, from, label: from === undefined ? name : `${name} (${from})` }];
    });
    return given.find(({ from }) => from === undefined) ?? given[0];
  }

  /** Given, but empty: what an undefined secret of a CI system looks like. */
  isBlank(name: VariableName): boolean {
    return this.#given.get(name)?.value === "";
  }

  /** The variable as messages name it: with the file and line that it comes from. */
  label(name: VariableName): string {
    const from = this.#given.get(name)?.from;
    return from === undefined ? name : `${name} (${from})`;
  }

  /** Adds a problem with the value given and what a right one looks like. */
  wrong(name: VariableName, right: string): void {
    this.findings.problems.push(`${this.label(name)} is ${this.quote(this.text(name) ?? "")}: ${right}`);
  }

  /** Adds the problem that a variable is not set. */
  missing(name: VariableName, why: string): void {
    if (this.isUnread(name)) return;
    const file = this.file.exists ? this.file.name : `${this.file.name}, which does not exist`;
    const { meaning, example } = variable(name);
    this.findings.problems.push(
      `${name} is not set, neither in the environment nor in ${file}: ${why}. ${meaning}, e.g. ${example}`,
    );
  }

  /** A value fit for a message: without secrets, key material and URL credentials, and not long. */
  quote(value: string): string {
    if (/-----|MII[A-Za-z0-9+/]{20}/.test(value)) return "key material";
    const masked = this.#secrets
      .reduce((text, secret) => text.replaceAll(secret, "[masked]"), value)
      .replace(/^(\w+:\/\/)?.*@/s, "$1[masked]@")
      .replace(/^(\w+:\/\/[^?#]*[?#]).+$/s, "$1[masked]");
    const short = masked.length > LONGEST_QUOTE ? `${masked.slice(0, LONGEST_QUOTE)}…` : masked;
    return JSON.stringify(short);
  }
}

/** A secret that is shorter would be found in every word. */
function isDistinct(value: string): boolean {
  return value.length >= 6;
}

/** Reads `.env`, or `.env.<name>` where KONAPLATE_ENV says so, beneath the real environment, which stays untouched. */
export function readVariables(env: NodeJS.ProcessEnv, cwd: string, findings: Findings): Variables {
  const name = readEnvironmentName(env, findings);
  const file = name === undefined ? ".env" : `.env.${name}`;
  const fromFile = readDotenvFile(cwd, file, findings);
  const given = new Map<string, Given>(fromFile);
  const selected = given.get("KONAPLATE_ENV");
  if (selected && selected.value !== env.KONAPLATE_ENV) {
    findings.problems.push(
      `KONAPLATE_ENV (${selected.from}) is in a file that it would have to choose: set it on the command line, as in KONAPLATE_ENV=${selected.value || "partner"} npx konaplate run`,
    );
  }
  for (const [key, value] of Object.entries(env)) {
    if (value !== undefined) given.set(key, { value, from: undefined });
  }
  refuseMisspelt(given, findings);
  return new Variables(given, name, { name: file, exists: fromFile !== undefined }, findings);
}

function readEnvironmentName(env: NodeJS.ProcessEnv, findings: Findings): string | undefined {
  const name = env.KONAPLATE_ENV || undefined;
  if (name === undefined || ENVIRONMENT_NAME.test(name)) return name;
  findings.problems.push(
    `KONAPLATE_ENV is ${shownName(name)}: give the name of an environment in letters, digits, dots, hyphens and underscores, such as partner`,
  );
  return undefined;
}

/** What stands where a name belongs may be anything that was pasted there, a key too. */
function shownName(name: string): string {
  const isShort = name.length <= 40 && !/[\n@]|-----/.test(name);
  return isShort ? JSON.stringify(name) : `a text of ${name.length} characters`;
}

/**
 * A misspelt variable would silently leave its default in force, so a name that is nearly one of ours is a problem.
 * Other KONAPLATE_ names belong to the user's own programs: they are named once, and stop nothing.
 */
function refuseMisspelt(given: ReadonlyMap<string, Given>, findings: Findings): void {
  const files = SECRET_VARIABLES.map((name) => `${name}${FILE_SUFFIX}`);
  const names = [...VARIABLES.map((entry) => entry.name), ...files].filter((name) => name.startsWith(PREFIX));
  const foreign: string[] = [];
  for (const [name, { from }] of given) {
    if (names.includes(name)) continue;
    const place = from === undefined ? name : `${name} (${from})`;
    const meant = misspelt(name, names);
    if (meant !== undefined)
      findings.problems.push(`${place} is not a variable of this suite: did you mean ${meant}?`);
    else if (name.startsWith(PREFIX)) foreign.push(place);
  }
  if (foreign.length > 0)
    findings.notices.push(
      `not variables of this suite, and not read: ${foreign.slice(0, MOST_FOREIGN).join(", ")}${foreign.length > MOST_FOREIGN ? ` and ${foreign.length - MOST_FOREIGN} more` : ""}`,
    );
}

/** Names of the environments that have a variable file or an environment file in the project. */
export function environmentNames(cwd: string): string[] {
  const list = (folder: string, pattern: RegExp): string[] => {
    try {
      return readdirSync(folder).flatMap((entry) => pattern.exec(entry)?.[1] ?? []);
    } catch {
      return [];
    }
  };
  const files = [...list(cwd, /^\.env\.(.+)$/), ...list(resolve(cwd, "environments"), /^(.+)\.yaml$/)];
  return [...new Set(files)].filter((name) => !/(^|\.)example$/.test(name)).sort();
}
