import { visit } from "jsonc-parser";
import { isLosslessNumber, LosslessNumber, parse, stringify } from "lossless-json";

/** A JSON value in which every number is kept as the digits that were written. */
export type Json = null | boolean | string | LosslessNumber | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

/** Levels of arrays and objects that are read; RFC 8259 section 9 lets an implementation set such a limit. */
export const MAX_NESTING = 256;

/**
 * Reads JSON text exactly; numbers stay as written, and of a repeated member the last value counts.
 * Throws SyntaxError with the position of what is wrong, or where the text is nested beyond MAX_NESTING:
 * whatever is read here can be walked by recursion afterwards.
 */
export function parseJson(text: string): Json {
  const tooDeep = offsetBeyondNesting(text);
  if (tooDeep !== undefined) {
    throw new SyntaxError(`Nested more than ${MAX_NESTING} levels deep at position ${tooDeep}`);
  }
  return parse(text, undefined, { onDuplicateKey: ({ newValue }) => newValue }) as Json;
}

/** Writes JSON text with every number exactly as it was read or given. */
export function stringifyJson(value: Json, indent?: number): string {
  const text = stringify(value, undefined, indent);
  if (text === undefined) throw new TypeError("a JSON value was expected, got undefined");
  return text;
}

/** An exact number from its JSON text, e.g. `exactNumber("9999999999999999999")`. */
export function exactNumber(text: string): LosslessNumber {
  return new LosslessNumber(text);
}

export function isExactNumber(value: unknown): value is LosslessNumber {
  return isLosslessNumber(value);
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isExactNumber(value);
}

/** The JSON type name of a value, as messages use it; LosslessNumber is "number". */
export function jsonType(value: Json): "null" | "boolean" | "string" | "number" | "array" | "object" {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (isExactNumber(value)) return "number";
  if (typeof value === "boolean") return "boolean";
  return typeof value === "string" ? "string" : "object";
}

export interface DuplicateKey {
  /** JSON Pointer of the member that is repeated. */
  readonly pointer: string;
  /** Offset of the repetition in the text, in UTF-16 code units. */
  readonly offset: number;
}

/** Offset of the bracket that opens one level too many, undefined where there is none; one pass, no recursion. */
function offsetBeyondNesting(text: string): number | undefined {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (inString && character === "\\") at++;
    else if (character === '"') inString = !inString;
    else if (inString) continue;
    else if (character === "[" || character === "{") depth++;
    else if (character === "]" || character === "}") depth--;
    if (depth > MAX_NESTING) return at;
  }
  return undefined;
}

/**
 * Members whose name stands twice in the same object (RFC 8259 section 4: names should be unique), whatever their
 * values and however the name is escaped. For a text that parseJson has read.
 */
export function findDuplicateKeys(text: string): DuplicateKey[] {
  const duplicates: DuplicateKey[] = [];
  const open: Set<string>[] = [];
  visit(text, {
    onObjectBegin: () => {
      open.push(new Set());
    },
    onObjectEnd: () => {
      open.pop();
    },
    onObjectProperty: (name, offset, _length, _line, _character, pathSupplier) => {
      const names = open.at(-1);
      if (names?.has(name)) duplicates.push({ pointer: toPointer([...pathSupplier(), name]), offset });
      names?.add(name);
    },
  });
  return duplicates;
}

/** JSON Pointer (RFC 6901) of a path of member names and array indexes. */
export function toPointer(path: readonly (string | number)[]): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** The member names of a JSON Pointer; "" is the root. */
export function fromPointer(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** The value a JSON Pointer names, by own members alone; undefined where there is none. */
export function valueAt(value: Json | undefined, pointer: string): Json | undefined {
  let current = value;
  for (const part of fromPointer(pointer)) {
    if (Array.isArray(current)) current = /^(0|[1-9]\d*)$/.test(part) ? current[Number(part)] : undefined;
    else if (isJsonObject(current) && Object.hasOwn(current, part)) current = current[part];
    else return undefined;
  }
  return current;
}
