import { isJsonObject, type Json, parseJson, toPointer } from "../exact/json.ts";

/** Where two JSON texts have other values; undefined where one is none, or they are built otherwise. */
export function changedFields(before: string, after: string): string[] | undefined {
  try {
    const places = differences(parseJson(before), parseJson(after), []);
    return places.length === 0 || places.includes("") ? undefined : places;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function differences(before: Json, after: Json, path: readonly (string | number)[]): string[] {
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length)
    return before.flatMap((item, index) => differences(item, after[index] ?? null, [...path, index]));
  if (
    isJsonObject(before) &&
    isJsonObject(after) &&
    Object.keys(before).join("\n") === Object.keys(after).join("\n")
  )
    return Object.keys(before).flatMap((name) =>
      differences(before[name] ?? null, after[name] ?? null, [...path, name]),
    );
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [toPointer(path)];
}
