import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type DataFile, FileMistake, parseData } from "../exact/data-file.ts";
import { fromPointer, isJsonObject, type Json, parseJson, toPointer, valueAt } from "../exact/json.ts";
import { PROJECT_ROOT } from "../exact/project-root.ts";
import { compileSchema, type SchemaFinding } from "../exact/schema.ts";
import type { Findings } from "./known.ts";
import { nearest } from "./nearest.ts";

const schema = parseJson(readFileSync(join(PROJECT_ROOT, "src/environment/environment.schema.json"), "utf8"));
const validateEnvironment = compileSchema(schema);
const validateTestData = compileSchema(valueAt(schema, "/properties/testData") ?? null);

/**
 * An environment file, `{name?, description?, testData?, gaps?, deviations?}`, in the shape of
 * `environment.schema.json`. Undefined where there is no such file; what is wrong in it becomes problems.
 */
export function readEnvironmentFile(cwd: string, shown: string, findings: Findings): DataFile | undefined {
  return readShaped(cwd, shown, { validate: validateEnvironment, schema }, findings);
}

/** A file of test data alone, `{operation: {case: {field: value}}}`, YAML or JSON. */
export function readTestDataFile(cwd: string, shown: string, findings: Findings): DataFile | undefined {
  const part = valueAt(schema, "/properties/testData") ?? null;
  return readShaped(cwd, shown, { validate: validateTestData, schema: part }, findings);
}

interface Shape {
  readonly validate: (value: Json) => SchemaFinding[];
  readonly schema: Json;
}

function readShaped(cwd: string, shown: string, shape: Shape, findings: Findings): DataFile | undefined {
  const text = readText(cwd, shown, findings);
  if (text === undefined) return undefined;
  try {
    const file = parseData(shown, text);
    const wrong = shape.validate(file.value ?? {});
    findings.problems.push(...wrong.map((finding) => describe(file, finding, shape.schema)));
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

/** Says a finding by its key and the description that the schema gives it; values are test data and stay unsaid. */
function describe(file: DataFile, { pointer, keyword, schemaPointer }: SchemaFinding, root: Json): string {
  const path = fromPointer(pointer);
  const name = path.join(" / ");
  const place = `${file.path}:${file.lineOf(pointer)}`;
  const owner = valueAt(root, schemaPointer.slice(0, schemaPointer.lastIndexOf("/")));
  const properties = isJsonObject(owner) && isJsonObject(owner.properties) ? owner.properties : {};
  const last = path.at(-1) ?? "";
  if (keyword === "additionalProperties") {
    const meant = nearest(last, Object.keys(properties));
    const right =
      meant === undefined ? `known: ${Object.keys(properties).join(", ")}` : `did you mean ${meant}?`;
    return `${place}: ${name} is not known here; ${right}`;
  }
  const described = keyword === "required" ? properties[last] : owner;
  const right = isJsonObject(described) ? String(described.description) : "see the example files";
  if (keyword === "required") return `${place}: ${name} is missing; give ${right}`;
  return `${place}: ${name === "" ? "the file" : name} is not of the right form; give ${right}`;
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
