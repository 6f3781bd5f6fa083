import { type Json, jsonType, stringifyJson } from "../exact/json.ts";

/**
 * A value as a report shows it: its JSON text, or the word `absent`. It is not shortened here: a shortened secret
 * would not be found any more by what masks it.
 */
export function shownValue(value: Json | undefined): string {
  return value === undefined ? "absent" : stringifyJson(value);
}

/** A value with its JSON type, where the type is what matters: `string "12"`. */
export function shownWithType(value: Json | undefined): string {
  return value === undefined ? "absent" : `${jsonType(value)} ${shownValue(value)}`;
}
