import { type Json, jsonType, stringifyJson } from "../exact/json.ts";

const LONGEST = 160;

/** A value as a report shows it: its JSON text, shortened, or the word `absent`. */
export function shownValue(value: Json | undefined): string {
  if (value === undefined) return "absent";
  return shownText(stringifyJson(value));
}

export function shownText(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}… (${text.length} characters)`;
}

/** A value with its JSON type, where the type is what matters: `string "12"`. */
export function shownWithType(value: Json | undefined): string {
  return value === undefined ? "absent" : `${jsonType(value)} ${shownValue(value)}`;
}
