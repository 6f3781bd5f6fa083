import { type FieldMeaning, meaningOf } from "./field-names.ts";

/** How a value is masked: a card number keeps its first six and last four digits, anything else keeps nothing. */
export type Sensitivity = NonNullable<FieldMeaning>;

/** Headers that carry a secret: the token signs with the secret key, the access key is one. */
const SECRET_HEADERS = /(access-?key|api-?key|token|secret|password|authorization|cookie)/i;

/** What a field name says about the values that stand under it; undefined where nothing has to be hidden. */
export function sensitivityOf(field: string): Sensitivity | undefined {
  return meaningOf(field);
}

/** A member of a sensitive object (addressInfo) is as sensitive as the object: the field whose word counts. */
export function innerField(outer: string, name: string): string {
  return sensitivityOf(name) === undefined && sensitivityOf(outer) !== undefined ? outer : name;
}

export function isSecretHeader(name: string): boolean {
  return SECRET_HEADERS.test(name) || sensitivityOf(name) === "secret";
}

export const MASK = "***";

/** The masked form of a value. */
export function masked(value: string, sensitivity: Sensitivity): string {
  if (sensitivity === "card-number" && /^[0-9]{12,19}$/.test(value)) {
    return `${value.slice(0, 6)}${"*".repeat(value.length - 10)}${value.slice(-4)}`;
  }
  return MASK;
}
