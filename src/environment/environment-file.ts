import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type DataFile, FileMistake, parseData } from "../exact/data-file.ts";
import { toPointer, valueAt } from "../exact/json.ts";
import { type Shape, shapeIn, shapeMistakes } from "../exact/shaped-file.ts";
import type { Findings } from "./known.ts";

const SCHEMA = "src/environment/environment.schema.json";
const environmentShape = shapeIn(SCHEMA, { isPrivate: true });
const testDataShape = shapeIn(SCHEMA, {
  part: (schema) => valueAt(schema, "/properties/testData") ?? null,
  isPrivate: true,
});

/**
 * An environment file, `{name?, description?, testData?, gaps?, deviations?}`, in the shape of
 * `environment.schema.json`. Undefined where there is no such file; what is wrong in it becomes problems.
 */
export function readEnvironmentFile(cwd: string, shown: string, findings: Findings): DataFile | undefined {
  return readShaped(cwd, shown, environmentShape(), findings);
}

/** A file of test data alone, `{operation: {case: {field: value}}}`, YAML or JSON. */
export function readTestDataFile(cwd: string, shown: string, findings: Findings): DataFile | undefined {
  return readShaped(cwd, shown, testDataShape(), findings);
}

function readShaped(cwd: string, shown: string, shape: Shape, findings: Findings): DataFile | undefined {
  const text = readText(cwd, shown, findings);
  if (text === undefined) return undefined;
  try {
    const file = parseData(shown, text);
    const wrong = file.value === null ? [] : shapeMistakes(file, shape);
    findings.problems.push(...wrong.map(({ message }) => message));
    return wrong.length === 0 ? file : undefined;
  } catch (error) {
    if (!(error instanceof FileMistake)) throw error;
    const line = text.split("\n")[(error.line ?? 0) - 1] ?? "";
    const hint = /^\s*\*\s*:/.test(line) ? '; write "*" for all cases in quotes' : "";
    findings.problems.push(`${error.message}${hint}`);
    return undefined;
  }
}

function readText(cwd: string, shown: string, findings: Findings): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(resolve(cwd, shown)));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why =
      code === "ERR_ENCODING_INVALID_ENCODED_DATA" ? "is not text in UTF-8" : `cannot be read (${code})`;
    if (code !== "ENOENT") findings.problems.push(`${shown} ${why}: give a YAML or JSON file`);
    return undefined;
  }
}

/** The items of a list of the file, each with its line; none where the list is absent. */
export function itemsOf(file: DataFile, list: string): { item: Record<string, string>; line: number }[] {
  const items = valueAt(file.value, toPointer([list]));
  if (!Array.isArray(items)) return [];
  return items.map((item, index) => ({
    item: item as Record<string, string>,
    line: file.lineOf(toPointer([list, index])),
  }));
}
