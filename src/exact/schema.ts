import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { isExactNumber, isJsonObject, type Json, jsonType, toPointer, valueAt } from "./json.ts";
import { compareNumbers, isIntegerText } from "./number.ts";
import { publicKeyword, toAjvSchema } from "./schema-keywords.ts";

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

/** One for all schemas: none of them refers to another, and the keywords are the same for all. */
const ajv = exactAjv();

/**
 * Compiles a JSON Schema (2020-12) to a validator that compares numbers digit by digit:
 * 9999999999999999999 is at most 9999999999999999999, and 10000000000000000000 is not. As JSON Schema has it,
 * a number is an integer by its value: 1.0 and 1e3 are integers, whatever their spelling.
 * Keywords that begin with `x-` are annotations. Throws TypeError where the schema does not compile, or uses a
 * keyword that could not be checked exactly.
 */
export function compileSchema(schema: Json): ExactValidator {
  try {
    const { schema: ajvSchema, addresses } = toAjvSchema(schema);
    const run = ajv.compile(ajvSchema as object);
    return (value) => {
      run(toAjvValue(value));
      return (run.errors ?? []).map((error) => toFinding(error, schema, addresses));
    };
  } catch (error) {
    throw new TypeError(`The schema does not compile: ${(error as Error).message}`, { cause: error });
  }
}

function exactAjv(): Ajv2020 {
  const made = new Ajv2020({
    allErrors: true,
    // Most schemas check a few values: what ajv's own tidying of the code takes, no run gets back.
    code: { optimize: false },
    ownProperties: true,
    verbose: true,
    strictTypes: false,
    strictRequired: false,
    meta: false,
    validateSchema: false,
    addUsedSchema: false,
  });
  addFormats.default(made);
  made.addKeyword({ keyword: "exactType", validate: isOfType, errors: false });
  made.addKeyword({ keyword: "exactEnum", validate: isOneOf, errors: false });
  const bounds: Record<string, (order: number) => boolean> = {
    exactMinimum: (order) => order >= 0,
    exactMaximum: (order) => order <= 0,
    exactExclusiveMinimum: (order) => order > 0,
    exactExclusiveMaximum: (order) => order < 0,
  };
  for (const [keyword, holds] of Object.entries(bounds)) {
    made.addKeyword({ keyword, validate: within(holds), errors: false });
  }
  return made;
}

/**
 * The value as ajv takes it: an exact number becomes a symbol that carries its digits. To ajv a symbol is of no
 * JSON type, so no keyword for objects or strings can take a number for its own.
 */
function toAjvValue(value: Json): unknown {
  if (isExactNumber(value)) return Symbol(value.value);
  if (Array.isArray(value)) return value.map(toAjvValue);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, toAjvValue(member)]));
}

function isOfType(types: string | string[], value: Exclude<Json, object> | Json[] | symbol): boolean {
  const digits = typeof value === "symbol" ? value.description : undefined;
  const actual = typeof value === "symbol" ? "number" : jsonType(value);
  return [types]
    .flat()
    .some((type) => type === actual || (type === "integer" && digits !== undefined && isIntegerText(digits)));
}

/** Whether a value is one of a list: a number by its value, anything else as it is. */
function isOneOf(
  list: readonly ({ readonly digits: string } | { readonly scalar: unknown })[],
  value: unknown,
): boolean {
  return list.some((each) =>
    "digits" in each
      ? typeof value === "symbol" && compareNumbers(value.description ?? "", each.digits) === 0
      : each.scalar === value,
  );
}

function within(holds: (order: number) => boolean): (bound: string, value: unknown) => boolean {
  return (bound, value) => typeof value !== "symbol" || holds(compareNumbers(value.description ?? "", bound));
}

function toFinding(error: ErrorObject, schema: Json, addresses: ReadonlyMap<unknown, string>): SchemaFinding {
  const keyword = publicKeyword(error.keyword);
  const params = error.params as { missingProperty?: string; additionalProperty?: string };
  const member = params.missingProperty ?? params.additionalProperty;
  // ajv's own schemaPath begins anew at each $ref that it compiles apart; the address of the object does not.
  const address = addresses.get(error.parentSchema);
  const schemaPointer = address === undefined ? falseSchemaPointer(error) : address + toPointer([keyword]);
  return {
    pointer: member === undefined ? error.instancePath : error.instancePath + toPointer([member]),
    keyword,
    schemaPointer,
    message: describe(keyword, valueAt(schema, schemaPointer), error.message ?? keyword),
  };
}

/** The schema `false` is no object with an address; ajv names it `…/false schema`. */
function falseSchemaPointer({ schemaPath }: ErrorObject): string {
  return decodeURIComponent(schemaPath.replace(/^#/, "").replace(/\/false schema$/, ""));
}

function describe(keyword: string, demanded: Json | undefined, fallback: string): string {
  const value = isExactNumber(demanded) ? demanded.value : [demanded].flat().map(String).join(" or ");
  const words = new Map([
    ["type", `is of type ${value}`],
    ["minimum", `is at least ${value}`],
    ["maximum", `is at most ${value}`],
    ["exclusiveMinimum", `is more than ${value}`],
    ["exclusiveMaximum", `is less than ${value}`],
    ["minLength", `has at least ${value} characters`],
    ["maxLength", `has at most ${value} characters`],
    ["enum", `is one of ${value}`],
    ["pattern", `matches ${value}`],
    ["format", `is a ${value}`],
    ["required", "is present"],
    ["additionalProperties", "is a field that the contract knows"],
  ]);
  return words.get(keyword) ?? fallback;
}

/** What a schema demands, as it goes on after "expected": `is present` becomes `to be present`. */
export function demanded(message: string): string {
  const verbs: Readonly<Record<string, string>> = { is: "be", has: "have", matches: "match" };
  return message.replace(/^(is|has|matches)\b/, (verb) => `to ${verbs[verb] ?? verb}`);
}
