/** What a contract file says, as it is written: integers as bigint, so that none loses a digit. */
export type Value =
  | string
  | bigint
  | number
  | boolean
  | readonly Value[]
  | { readonly [name: string]: Value };
export type Members = { [name: string]: Value };

/** The digits of a page as a value that is written with the same digits. */
export function digitsValue(text: string): Value {
  return /^-?\d+$/.test(text) ? BigInt(text) : Number(text);
}

export function isMembers(value: Value | undefined): value is Members {
  return typeof value === "object" && !Array.isArray(value);
}

/** A fact's value as one text, so that two are the same when they are written the same. */
export function textOfFact(value: Value): string {
  return Array.isArray(value) ? value.map(String).join(" | ") : String(value);
}

/** Header rows by name, of requests and of responses. */
export interface HeaderRows {
  readonly request: Readonly<Record<string, Members>>;
  readonly response: Readonly<Record<string, Members>>;
}
