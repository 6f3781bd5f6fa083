import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { isExactNumber, isJsonObject, type Json, jsonType, toPointer, valueAt } from "./json.ts";
import { compareNumbers, isIntegerText } from "./number.ts";

/** One keyword of a schema that a value does not meet. */
export interface SchemaFinding {
  /** JSON Pointer of the value; for `required` and `additionalProperties` of the member itself. */
  readonly pointer: string;
  /** The JSON Schema keyword, by its own name (`maximum`, not the name of an internal one). */
  readonly keyword: string;
  /** JSON Pointer of the keyword in the schema. */
  readonly schemaPointer: string;
  /** What the keyword demands, in words. */
  readonly message: string;
}

export type ExactValidator = (value: Json) => SchemaFinding[];

/** The keywords that compare numbers; ajv would read them as doubles, so each has an exact twin. */
const EXACT: Record<string, string> = {
  type: "exactType",
  minimum: "exactMinimum",
  maximum: "exactMaximum",
};
const PUBLIC = Object.fromEntries(Object.entries(EXACT).map(([name, exact]) => [exact, name]));

/**
 * Compiles a JSON Schema (2020-12) to a validator that compares numbers digit by digit:
 * 9999999999999999999 is at most 9999999999999999999, and 10000000000000000000 is not.
 * Keywords that begin with `x-` are annotations. Throws where the schema does not compile.
 */
export function compileSchema(schema: Json): ExactValidator {
  const ajv = new Ajv2020({
    allErrors: true,
    ownProperties: true,
    strictTypes: false,
    strictRequired: false,
    verbose: false,
  });
  addFormats.default(ajv);
  ajv.addKeyword({ keyword: "exactType", validate: isOfType, errors: false });
  ajv.addKeyword({ keyword: "exactMinimum", validate: within((order) => order >= 0), errors: false });
  ajv.addKeyword({ keyword: "exactMaximum", validate: within((order) => order <= 0), errors: false });
  const run = ajv.compile(toAjv(schema) as object);
  return (value) => {
    run(value);
    return (run.errors ?? [])
      .filter((error) => !isInsideNumber(value, error))
      .map((error) => toFinding(error, schema));
  };
}

function isOfType(types: string | string[], value: Json): boolean {
  const actual = jsonType(value);
  return [types].flat().some((type) => {
    if (type === "integer") return isExactNumber(value) && isIntegerText(value.value);
    return type === actual;
  });
}

function within(holds: (order: number) => boolean): (bound: string, value: Json) => boolean {
  return (bound, value) => !isExactNumber(value) || holds(compareNumbers(value.value, bound));
}

/** The schema as ajv takes it: exact keywords instead of the number keywords, annotations left out. */
function toAjv(schema: Json): unknown {
  if (Array.isArray(schema)) return schema.map(toAjv);
  if (isExactNumber(schema)) return Number(schema.value);
  if (!isJsonObject(schema)) return schema;
  const entries = Object.entries(schema).filter(([keyword]) => !keyword.startsWith("x-"));
  return Object.fromEntries(entries.map(([keyword, value]) => ajvEntry(keyword, value)));
}

function ajvEntry(keyword: string, value: Json): [string, unknown] {
  if (["properties", "$defs", "patternProperties"].includes(keyword) && isJsonObject(value)) {
    return [keyword, Object.fromEntries(Object.entries(value).map(([name, sub]) => [name, toAjv(sub)]))];
  }
  if (keyword === "enum" || keyword === "const") return [keyword, plainStrings(keyword, value)];
  if (keyword === "examples" || keyword === "default") return [keyword, []];
  const exact = EXACT[keyword];
  if (exact) return [exact, isExactNumber(value) ? value.value : value];
  return [keyword, toAjv(value)];
}

function plainStrings(keyword: string, value: Json): Json {
  if ([value].flat().some(isExactNumber))
    throw new TypeError(`${keyword} of numbers is not supported; use minimum and maximum`);
  return value;
}

/** An exact number is an object to ajv; what it says about its inside says nothing about the JSON. */
function isInsideNumber(root: Json, error: ErrorObject): boolean {
  if (error.keyword in PUBLIC) return false;
  const parts = error.instancePath.split("/");
  for (let depth = 1; depth <= parts.length; depth++) {
    if (isExactNumber(valueAt(root, parts.slice(0, depth).join("/"))) && !isCombiner(error.keyword))
      return true;
  }
  return false;
}

function isCombiner(keyword: string): boolean {
  return ["anyOf", "oneOf", "not", "if", "enum", "const", "false schema"].includes(keyword);
}

function toFinding(error: ErrorObject, schema: Json): SchemaFinding {
  const keyword = PUBLIC[error.keyword] ?? error.keyword;
  const params = error.params as { missingProperty?: string; additionalProperty?: string };
  const member = params.missingProperty ?? params.additionalProperty;
  const schemaPointer = decodeURIComponent(
    error.schemaPath.replace(/^#/, "").replace(/\/[^/]*$/, `/${keyword}`),
  );
  const demanded = valueAt(schema, schemaPointer);
  return {
    pointer: member === undefined ? error.instancePath : error.instancePath + toPointer([member]),
    keyword,
    schemaPointer,
    message: describe(keyword, demanded, error.message ?? keyword),
  };
}

function describe(keyword: string, demanded: Json | undefined, fallback: string): string {
  const value = isExactNumber(demanded) ? demanded.value : [demanded].flat().map(String).join(" or ");
  const words: Record<string, string> = {
    type: `is of type ${value}`,
    minimum: `is at least ${value}`,
    maximum: `is at most ${value}`,
    minLength: `has at least ${value} characters`,
    maxLength: `has at most ${value} characters`,
    enum: `is one of ${value}`,
    pattern: `matches ${value}`,
    format: `is a ${value}`,
    required: "is present",
    additionalProperties: "is a field that the contract knows",
  };
  return words[keyword] ?? fallback;
}
