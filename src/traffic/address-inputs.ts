import { hasBody, inputsOf, placeOfInput } from "../contract/inputs.ts";
import type { Operation, Parameter } from "../contract/model.ts";
import { exactNumber, isJsonObject, type Json, type JsonObject } from "../exact/json.ts";
import { isNumberText } from "../exact/number.ts";
import type { OpenedBody } from "../wire/open-body.ts";
import { pathPattern } from "./matching.ts";

/**
 * What path and query of an address say, by name, each as the type that its row demands where it can be read as that; what
 * no table has is a text. A name that the query has several times has a list.
 */
export function addressInputs(operation: Operation, url: string): JsonObject {
  const { pathname, searchParams } = new URL(url);
  const rows = new Map(inputsOf(operation).map((row) => [row.name, row]));
  const names = [...operation.path.matchAll(/\{([^}]*)\}/g)].map(([, name = ""]) => name);
  const [, , ...places] = pathPattern(operation.path).exec(pathname) ?? [];
  const inPath = names.map((name, at) => [name, [decoded(places[at] ?? "")]] as const);
  const inQuery = [...new Set(searchParams.keys())].map((name) => [name, searchParams.getAll(name)] as const);
  return Object.fromEntries(
    [...inQuery, ...inPath].map(([name, texts]): [string, Json] => [name, typedValue(texts, rows.get(name))]),
  );
}

/** Everything that a request bears, wherever it travels; undefined where its body cannot be read. */
export function sentInputs(
  operation: Operation,
  url: string,
  asked: OpenedBody | undefined,
): JsonObject | undefined {
  const address = takesAddress(operation) ? addressInputs(operation, url) : {};
  if (isJsonObject(asked?.json)) return { ...asked.json, ...address };
  return hasBody(operation) ? undefined : address;
}

/** Whether a page has values of the operation travel in path or query. */
export function takesAddress(operation: Operation): boolean {
  return inputsOf(operation).some(({ name }) => placeOfInput(operation, name) !== "body");
}

function typedValue(texts: readonly string[], row: Parameter | undefined): Json {
  if (row?.type === "array") return texts.map((text) => scalar(text, row.items));
  const [only = ""] = texts;
  return texts.length === 1 ? scalar(only, row?.type) : [...texts];
}

function scalar(text: string, type: Parameter["type"] | undefined): Json {
  if (type === "number" && isNumberText(text)) return exactNumber(text);
  return type === "boolean" && (text === "true" || text === "false") ? text === "true" : text;
}

/** What is no right escape is taken as it stands. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
