import { randomBytes } from "node:crypto";
import { statSync } from "node:fs";
import { relative, resolve } from "node:path";
import type { Attach, StrictSetting } from "./model.ts";
import type { Variables } from "./variable-source.ts";
import type { VariableName } from "./variables.ts";

/** JSON Pointer, RFC 6901 section 3; the empty one would name the whole body. */
const POINTER = /^(\/([^~/]|~[01])*)+$/;

export function readBoolean(variables: Variables, name: VariableName): boolean {
  return readChoice(variables, name, ["false", "true"]) === "true";
}

/** One of the words as it stands; the first is the default. */
export function readChoice<Word extends string>(
  variables: Variables,
  name: VariableName,
  words: readonly [Word, ...Word[]],
): Word {
  const text = variables.text(name);
  const word = words.find((candidate) => candidate === text);
  if (text !== undefined && word === undefined) variables.wrong(name, `give ${words.join(" or ")}`);
  return word ?? words[0];
}

/** Which inferred violations fail a run; `true` and `false` say all and none. */
export function readStrictness(variables: Variables): StrictSetting {
  const word = readChoice(variables, "KONAPLATE_STRICT", ["security", "none", "all", "true", "false"]);
  if (word === "true") return "all";
  return word === "false" ? "none" : word;
}

/** Of which cases the Allure report holds what travelled. */
export function readAttach(variables: Variables): Attach {
  return readChoice(variables, "KONAPLATE_ATTACH", ["failed", "all"]);
}

export function readInteger(
  variables: Variables,
  name: VariableName,
  range: { readonly from: number; readonly to: number; readonly otherwise: number },
): number {
  const text = variables.text(name);
  if (text === undefined) return range.otherwise;
  const value = Number(text);
  if (/^[1-9]\d*$/.test(text) && value >= range.from && value <= range.to) return value;
  variables.wrong(name, `give a whole number from ${range.from} to ${range.to}, such as ${range.otherwise}`);
  return range.otherwise;
}

/** Requests a second; undefined where no limit is given. */
export function readRate(variables: Variables): number | undefined {
  const text = variables.text("KONAPLATE_MAX_RPS");
  if (text === undefined) return undefined;
  const value = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && value > 0 && value <= 10_000) return value;
  variables.wrong("KONAPLATE_MAX_RPS", "give a number above 0 and at most 10000, such as 5 or 0.5");
  return undefined;
}

export function readPointer(variables: Variables, name: VariableName, otherwise: string): string {
  const text = variables.text(name);
  if (text === undefined || POINTER.test(text)) return text ?? otherwise;
  variables.wrong(
    name,
    `give a JSON Pointer (RFC 6901), which begins with / and writes ~0 for ~, such as ${otherwise}`,
  );
  return otherwise;
}

export function readSeed(variables: Variables, otherwise?: string): string {
  const text = variables.text("KONAPLATE_SEED");
  if (text === undefined) return otherwise ?? randomBytes(4).toString("hex");
  if ([...text].length > 64 || /\p{Cc}/u.test(text))
    variables.wrong("KONAPLATE_SEED", "give up to 64 printable characters, such as 2f6b01c9");
  return text;
}

/** A folder of its own: reports of an earlier run are cleared away from it. */
export function readReportDir(variables: Variables, cwd: string): string {
  const text = variables.text("KONAPLATE_REPORT_DIR") ?? "reports";
  const path = resolve(cwd, text);
  if (!relative(path, cwd).startsWith("..")) {
    variables.wrong(
      "KONAPLATE_REPORT_DIR",
      "reports need a folder of their own, not the project's or one around it; give one such as reports",
    );
  } else if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === false) {
    variables.wrong("KONAPLATE_REPORT_DIR", "that is a file; give a folder such as reports");
  }
  return text;
}
