import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { askForSecrets, FROM_COMMAND, type GivenSecrets, SecretsFault } from "./secrets-command.ts";
import type { Variables } from "./variable-source.ts";
import { FILE_SUFFIX, SECRET_VARIABLES, type VariableName } from "./variables.ts";

const COMMAND = "KONAPLATE_SECRETS_COMMAND";
const MOST_BYTES = 1024 * 1024;

/**
 * Adds the secrets that stand in files of their own (KONAPLATE_SECRET_KEY_FILE), and those that a command gives, where the
 * variable itself is not set. Gives what the command gave; `given` is that of an earlier reading of the same settings,
 * and then the command is not run again.
 */
export function addSecrets(
  variables: Variables,
  cwd: string,
  given: GivenSecrets | undefined,
): GivenSecrets | undefined {
  for (const name of SECRET_VARIABLES) addFromFile(variables, name, cwd);
  const command = variables.text(COMMAND);
  const secrets = given ?? (command === undefined ? undefined : asked(variables, command, cwd));
  for (const name of FROM_COMMAND) {
    const value = secrets?.[name];
    if (value === undefined) continue;
    if (variables.text(name) === undefined) variables.add(name, value, `from ${COMMAND}`);
    else variables.findings.notices.push(`${variables.label(name)} goes before what ${COMMAND} gives`);
  }
  return secrets;
}

function asked(variables: Variables, command: string, cwd: string): GivenSecrets | undefined {
  try {
    return askForSecrets(command, cwd);
  } catch (error) {
    if (!(error instanceof SecretsFault)) throw error;
    variables.findings.problems.push(`${variables.label(COMMAND)} gives no secrets: ${error.message}`);
    variables.markUnread(FROM_COMMAND);
    return undefined;
  }
}

function addFromFile(variables: Variables, name: VariableName, cwd: string): void {
  const file = variables.firstOf([`${name}${FILE_SUFFIX}`]);
  if (!file) return;
  const text = contentOf(file.value, cwd);
  const { problems } = variables.findings;
  if (variables.text(name) !== undefined)
    problems.push(`${file.label} is set, and so is ${variables.label(name)}: unset one of them`);
  else if (typeof text === "string") variables.add(name, text, `from ${name}${FILE_SUFFIX}`);
  else {
    problems.push(
      `${file.label} cannot be used: ${text.why}; give the path of a text file that holds ${name} alone`,
    );
    variables.markUnread([name]);
  }
}

/** The text of a file without the line end that editors put behind it, or why it cannot be used. */
function contentOf(path: string, cwd: string): string | { readonly why: string } {
  let bytes: Buffer;
  try {
    bytes = readFileSync(resolve(cwd, path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { why: code === "ENOENT" ? "there is no such file" : `the file cannot be read (${code})` };
  }
  const text = bytes.toString("utf8").replace(/\r?\n$/, "");
  if (text === "") return { why: "the file is empty" };
  return bytes.length > MOST_BYTES || text.includes("\0") ? { why: "the file is no text" } : text;
}
