import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { DataFile } from "./data-file.ts";
import { FileMistake } from "./file-mistake.ts";
import { fromPointer, isJsonObject, type Json, parseJson, stringifyJson, valueAt } from "./json.ts";
import { nearest } from "./nearest.ts";
import { PROJECT_ROOT } from "./project-root.ts";
import { compileSchema, type ExactValidator, type SchemaFinding } from "./schema.ts";

/** What files of one sort look like, by a JSON Schema whose descriptions say what a right value is. */
export interface Shape {
  readonly schema: Json;
  readonly validate: ExactValidator;
  /** What stands in such a file may be a secret or personal: mistakes are told without it. */
  readonly isPrivate: boolean;
}

interface ShapeOptions {
  /** The part of the schema that holds; all of it where absent. */
  readonly part?: (schema: Json) => Json;
  readonly isPrivate?: boolean;
}

/** Characters of a wrong value that a message repeats. */
const SHOWN = 60;

/** The shape that a schema file of the project gives, read and compiled when it is first asked for. */
export function shapeIn(path: string, { part, isPrivate = false }: ShapeOptions = {}): () => Shape {
  let shape: Shape | undefined;
  return () => {
    if (shape) return shape;
    const whole = parseJson(readFileSync(join(PROJECT_ROOT, path), "utf8"));
    const schema = part ? part(whole) : whole;
    shape = { schema, validate: compileSchema(schema), isPrivate };
    return shape;
  };
}

/** Everything in which a file has not the shape: its line, what is wrong, what a right one looks like. */
export function shapeMistakes(file: DataFile, shape: Shape): FileMistake[] {
  return shape
    .validate(file.value)
    .map(
      (finding) => new FileMistake(file.path, file.lineOf(finding.pointer), problem(file, finding, shape)),
    );
}

function problem(file: DataFile, finding: SchemaFinding, shape: Shape): string {
  const path = fromPointer(finding.pointer);
  const place = path.join(".") || "the file";
  const owner = valueAt(shape.schema, finding.schemaPointer.slice(0, finding.schemaPointer.lastIndexOf("/")));
  const members = isJsonObject(owner) && isJsonObject(owner.properties) ? owner.properties : {};
  const last = path.at(-1) ?? "";
  if (finding.keyword === "additionalProperties")
    return `${place} is not known here; ${known(last, owner, members)}`;
  if (finding.keyword === "required") {
    const right = descriptionOf(members[last]);
    return right === undefined ? `${place} is missing` : `${place} is missing; give ${right}`;
  }
  const right = descriptionOf(owner);
  const should = right === undefined ? `a right value ${finding.message}` : `give ${right}`;
  if (shape.isPrivate) return `${place} is not of the right form; ${should}`;
  const value = valueAt(file.value, finding.pointer);
  return `${place} is ${value === undefined ? "missing" : stringifyJson(value).slice(0, SHOWN)}; ${should}`;
}

/** Names that the schema knows, or the one that was most likely meant; `x-name` says what names look like. */
function known(name: string, owner: Json | undefined, members: { readonly [name: string]: Json }): string {
  const names = Object.keys(members);
  const meant = nearest(name, names);
  if (meant !== undefined) return `did you mean ${meant}?`;
  if (names.length > 0) return `known are ${names.join(", ")}`;
  const form = isJsonObject(owner) ? owner["x-name"] : undefined;
  return typeof form === "string" ? form : "it can't stand here";
}

function descriptionOf(schema: Json | undefined): string | undefined {
  const description = isJsonObject(schema) ? schema.description : undefined;
  return typeof description === "string" ? description : undefined;
}
