import { isExactNumber, isJsonObject, type Json, toPointer } from "./json.ts";

/** The keywords that look at numbers; ajv would read them as doubles, so each has an exact twin. */
const EXACT: Readonly<Record<string, string>> = {
  type: "exactType",
  minimum: "exactMinimum",
  maximum: "exactMaximum",
  exclusiveMinimum: "exactExclusiveMinimum",
  exclusiveMaximum: "exactExclusiveMaximum",
};
/** An enumeration of scalars of which some are numbers. */
const EXACT_ENUM = "exactEnum";
const PUBLIC = new Map([
  ...Object.entries(EXACT).map(([name, exact]) => [exact, name] as const),
  [EXACT_ENUM, "enum"],
]);

/** Keywords whose value maps free names to schemas: what stands in their names is no keyword. */
const SCHEMA_MAPS = ["properties", "patternProperties", "$defs", "dependentSchemas"];
const TYPES = ["null", "boolean", "integer", "number", "string", "array", "object"];
const ANNOTATIONS = ["default", "examples"];
/** Keywords and formats that compare numbers and have no exact twin; without one they would pass everything. */
const INEXACT_KEYWORDS = ["multipleOf", "uniqueItems"];
const INEXACT_FORMATS = ["int32", "int64", "float", "double"];

/** The name a schema uses for a keyword that ajv reports (`exactMaximum` is `maximum`). */
export function publicKeyword(keyword: string): string {
  return PUBLIC.get(keyword) ?? keyword;
}

/** A schema as ajv takes it, and the JSON Pointer at which each of its objects stands in the schema given. */
export interface AjvSchema {
  readonly schema: unknown;
  readonly addresses: ReadonlyMap<unknown, string>;
}

type Path = readonly string[];

/**
 * Puts exact keywords instead of the number keywords and leaves out annotations (`x-…`, `default`, `examples`).
 * Throws TypeError for a keyword that could not be checked exactly.
 */
export function toAjvSchema(given: Json): AjvSchema {
  const addresses = new Map<unknown, string>();
  const convert = (schema: Json, path: Path): unknown => {
    if (Array.isArray(schema)) return schema.map((item, index) => convert(item, [...path, String(index)]));
    if (isExactNumber(schema)) return safeCount(schema.value, path);
    if (!isJsonObject(schema)) return schema;
    const keywords = Object.entries(schema).filter(([keyword]) => !isAnnotation(keyword));
    const converted = Object.fromEntries(
      keywords.map(([keyword, value]) => entry(keyword, value, [...path, keyword])),
    );
    addresses.set(converted, toPointer(path));
    return converted;
  };
  const entry = (keyword: string, value: Json, path: Path): [string, unknown] => {
    if (keyword === "enum" && isListOfScalars(value) && holdsNumber(value))
      return [
        EXACT_ENUM,
        value.map((each) => (isExactNumber(each) ? { digits: each.value } : { scalar: each })),
      ];
    refuseInexact(keyword, value, path);
    if (SCHEMA_MAPS.includes(keyword) && isJsonObject(value)) {
      const subschemas = Object.entries(value).map(([name, sub]) => [name, convert(sub, [...path, name])]);
      return [keyword, Object.fromEntries(subschemas)];
    }
    const exact = Object.hasOwn(EXACT, keyword) ? EXACT[keyword] : undefined;
    if (exact !== undefined) return [exact, exactDemand(keyword, value, path)];
    return [keyword, keyword === "enum" || keyword === "const" ? value : convert(value, path)];
  };
  return { schema: convert(given, []), addresses };
}

/** Types are those of JSON, and bounds are numbers: what an exact twin would take as it is must be looked at here. */
function exactDemand(keyword: string, value: Json, path: Path): Json {
  if (keyword !== "type") {
    if (isExactNumber(value)) return value.value;
    throw new TypeError(`${toPointer(path)}: a number must stand here`);
  }
  const types = [value].flat();
  const unknown = types.find((type) => typeof type !== "string" || !TYPES.includes(type));
  if (types.length === 0 || unknown !== undefined)
    throw new TypeError(`${toPointer(path)}: ${TYPES.join(", ")} are the types of JSON`);
  return value;
}

function isAnnotation(keyword: string): boolean {
  return keyword.startsWith("x-") || ANNOTATIONS.includes(keyword);
}

function refuseInexact(keyword: string, value: Json, path: Path): void {
  const inexactFormat = keyword === "format" && INEXACT_FORMATS.includes(String(value));
  if (INEXACT_KEYWORDS.includes(keyword) || inexactFormat) {
    throw new TypeError(`${toPointer(path)}: ${keyword} ${String(value)} cannot be checked exactly`);
  }
  if ((keyword === "enum" || keyword === "const") && holdsNumber(value)) {
    throw new TypeError(`${toPointer(path)}: numbers are not supported here; use minimum and maximum`);
  }
}

function isListOfScalars(value: Json): value is Json[] {
  return (
    Array.isArray(value) &&
    value.every((each) => isExactNumber(each) || !(Array.isArray(each) || isJsonObject(each)))
  );
}

function holdsNumber(value: Json): boolean {
  if (isExactNumber(value)) return true;
  return (Array.isArray(value) || isJsonObject(value)) && Object.values(value).some(holdsNumber);
}

/** The remaining numbers of a schema count characters, items or members. */
function safeCount(text: string, path: Path): number {
  const count = Number(text);
  if (!Number.isSafeInteger(count))
    throw new TypeError(`${toPointer(path)}: ${text} is not a count within reach`);
  return count;
}
