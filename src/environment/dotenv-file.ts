import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse } from "dotenv";
import type { Findings } from "./known.ts";

/** A variable as it was given, and where. */
export interface Given {
  readonly value: string;
  /** `.env:3`; undefined for the real environment. */
  readonly from: string | undefined;
}

/** The variables of a `.env` file by name; undefined where there is no such file. */
export function readDotenvFile(
  cwd: string,
  shown: string,
  findings: Findings,
): ReadonlyMap<string, Given> | undefined {
  let text: string;
  try {
    text = readFileSync(resolve(cwd, shown), "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ENOENT")
      findings.problems.push(`${shown} cannot be read (${code}): it must be a text file`);
    return undefined;
  }
  const lines = text.split(/\r\n|\r|\n/);
  const given = new Map<string, Given>();
  for (const [name, value] of Object.entries(parse(text))) {
    const index = lastAssignment(name, lines);
    const from = `${shown}:${index + 1}`;
    given.set(name, { value, from });
    if (isCutShort(lines[index] ?? ""))
      findings.problems.push(
        `${name} (${from}) ends at its #, where a comment begins: put the value in double quotes, or a space before the comment`,
      );
  }
  return given;
}

/** Index of the last assignment, which is the one that dotenv takes. */
function lastAssignment(name: string, lines: readonly string[]): number {
  const assignment = new RegExp(`^\\s*(export\\s+)?${name.replaceAll(".", "\\.")}\\s*[=:]`);
  return lines.findLastIndex((line) => assignment.test(line));
}

/** A value without quotes that a # goes on directly: dotenv drops the rest, and half a secret signs nothing. */
function isCutShort(line: string): boolean {
  return /^\s*(export\s+)?KONAPLATE_\w+\s*=\s*[^\s"'`#]([^#]*[^\s#])?#/.test(line);
}
