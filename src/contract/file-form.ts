import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type DataFile, FileMistake } from "../exact/data-file.ts";
import {
  fromPointer,
  isJsonObject,
  type JsonObject,
  parseJson,
  stringifyJson,
  valueAt,
} from "../exact/json.ts";
import { PROJECT_ROOT } from "../exact/project-root.ts";
import { compileSchema, type ExactValidator, type SchemaFinding } from "../exact/schema.ts";
import type { Mistakes } from "./mistakes.ts";

export type FileForm = "operation" | "headers" | "envelope" | "readings";

const forms = parseJson(
  readFileSync(join(PROJECT_ROOT, "src/contract/contract-file.schema.json"), "utf8"),
) as JsonObject;

const validators = new Map<FileForm, ExactValidator>();

/** Whether the file has the form that `contract-file.schema.json` gives it; each deviation becomes a mistake. */
export function ensureForm(file: DataFile, form: FileForm, mistakes: Mistakes): boolean {
  const validate = validators.get(form) ?? compileSchema({ ...forms, $ref: `#/$defs/${form}` });
  validators.set(form, validate);
  const findings = validate(file.value);
  for (const finding of findings) {
    mistakes.add(new FileMistake(file.path, file.lineOf(finding.pointer), describe(file, finding)));
  }
  return findings.length === 0;
}

function describe(file: DataFile, finding: SchemaFinding): string {
  const place = fromPointer(finding.pointer).join(".") || "the file";
  if (finding.keyword === "required") return `${place} is missing`;
  if (finding.keyword === "additionalProperties")
    return `${place} is not known here; ${knownNames(finding.schemaPointer)}`;
  const value = valueAt(file.value, finding.pointer);
  const found = value === undefined ? "missing" : stringifyJson(value).slice(0, 60);
  return `${place} is ${found}; a right value ${finding.message}`;
}

function knownNames(schemaPointer: string): string {
  const parent = valueAt(forms, schemaPointer.replace(/\/additionalProperties$/, ""));
  if (!isJsonObject(parent)) return "it can't stand here";
  const properties = parent.properties;
  if (isJsonObject(properties)) return `known are ${Object.keys(properties).join(", ")}`;
  return String(parent["x-name"]);
}
