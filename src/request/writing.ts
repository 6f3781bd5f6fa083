import type { Writing } from "../cases/model.ts";
import { isExactNumber, isJsonObject, type Json, stringifyJson } from "../exact/json.ts";
import type { HeaderLine } from "../wire/transport.ts";

/** A JSON value as text, in another writing of the same value (RFC 8259 sections 2, 4 and 7) where one is asked for. */
export function writtenJson(value: Json, how: Writing["json"]): string {
  if (how === "reversed") return stringifyJson(reversed(value));
  if (how === "spaced") return `\r\n${stringifyJson(value, 4).replaceAll("\n", "\r\n")}\t\n`;
  const text = stringifyJson(value);
  return how === "escaped" ? text.replaceAll(/"(?:[^"\\]|\\.)*"/g, escaped) : text;
}

/** Header names in another case: they are alike whatever it is (RFC 9110 section 5.1). */
export function writtenHeaders(headers: readonly HeaderLine[], how: Writing["headerNames"]): HeaderLine[] {
  if (how === undefined) return [...headers];
  return headers.map(([name, value]) => [
    how === "upper-case" ? name.toUpperCase() : name.toLowerCase(),
    value,
  ]);
}

function reversed(value: Json): Json {
  if (Array.isArray(value)) return value.map(reversed);
  if (isExactNumber(value) || !isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([name, inner]): [string, Json] => [name, reversed(inner)]);
  return Object.fromEntries(entries.reverse());
}

/** A text of JSON with every character of it escaped, and a slash as `\/`. */
function escaped(literal: string): string {
  const text = String(JSON.parse(literal));
  const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
  const written = units.map((unit) => (unit === 0x2f ? "\\/" : `\\u${unit.toString(16).padStart(4, "0")}`));
  return `"${written.join("")}"`;
}
