import { type Json, stringifyJson } from "../exact/json.ts";

/** Characters from which on a value is not the same as another by chance, as the three digits of a card's code are. */
const TELLING = 6;

/** Whether a value that serves once tells one giving of it from another. */
export function isTelling(value: string): boolean {
  return value.length >= TELLING;
}

/** Of values that go together those that tell one such set from another: the long ones, where there are any. */
export function telling<Each extends { readonly value: string }>(values: readonly Each[]): readonly Each[] {
  const long = values.filter(({ value }) => isTelling(value));
  return long.length > 0 ? long : values;
}

/** A value as text; a number by its digits. */
export function onceText(value: Json | undefined): string {
  return typeof value === "string" ? value : stringifyJson(value ?? null);
}
