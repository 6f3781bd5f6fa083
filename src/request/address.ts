import { hasBody, placeOfInput } from "../contract/inputs.ts";
import type { Operation } from "../contract/model.ts";
import { isExactNumber, isJsonObject, type Json, type JsonObject, stringifyJson } from "../exact/json.ts";
import { numberText } from "../exact/number.ts";

/** A request by what of it travels where. */
export interface PlacedInputs {
  /** With its values, and with its query. */
  readonly path: string;
  /** What is left for the body; undefined where the request has none. */
  readonly body: JsonObject | undefined;
}

/**
 * Puts the inputs of a request where its page has them: into the path, the query or the body. What no table has, a
 * field that a case sends for the sake of it, goes with the others.
 */
export function placeInputs(operation: Operation, inputs: JsonObject): PlacedInputs {
  const carries = hasBody(operation);
  const placed = (place: string): [string, Json][] =>
    Object.entries(inputs).filter(
      ([name]) => (placeOfInput(operation, name) ?? (carries ? "body" : "query")) === place,
    );
  const values = new Map(placed("path"));
  const path = operation.path.replaceAll(/\{([^}]*)\}/g, (whole, name: string) => {
    const value = values.get(name);
    return value === undefined ? whole : encodeURIComponent(textOf(value));
  });
  const query = placed("query").flatMap(([name, value]) =>
    [value].flat().map((each) => `${encodeURIComponent(name)}=${encodeURIComponent(textOf(each))}`),
  );
  return {
    path: query.length === 0 ? path : `${path}?${query.join("&")}`,
    body: carries ? Object.fromEntries(placed("body")) : undefined,
  };
}

/** A value as an address has it: without quotes, a number by its digits. */
function textOf(value: Json): string {
  if (typeof value === "string") return value;
  if (isExactNumber(value)) return numberText(value) ?? "";
  return Array.isArray(value) || isJsonObject(value) ? stringifyJson(value) : String(value ?? "");
}
