import type { Parameter } from "../contract/model.ts";

/** The names of the fields of a table, and of the tables below it. */
export function fieldNames(fields: readonly Parameter[]): Set<string> {
  return new Set(fields.flatMap(({ name, fields: inside }) => [name, ...fieldNames(inside)]));
}

/** The words of a message, as far as they may be names of fields: `ci` is not named by "specific". */
export function wordsOf(message: string): string[] {
  return message.split(/[^A-Za-z0-9_$]+/);
}
