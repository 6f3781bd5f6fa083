/** How a value is masked: a card number keeps its first six and last four digits, anything else keeps nothing. */
export type Sensitivity = "card-number" | "secret";

const CARD_NUMBER = /card(no|number)$/i;

/** Field names whose values are secrets or personal data, whatever operation they stand in. */
const SECRET =
  /(^ci$|cvc|cvv|password|passcode|token|secret|privatekey|accesskey|birth|(user|holder|member|person|owner|real|first|last|full)name$|^name$|mobile(no|number)$|phone|tel(no)?$|email|loginid|address|zipcode|account(no|number)$)/i;

/** Headers that carry a secret: the token signs with the secret key, the access key is one. */
const SECRET_HEADERS = /(access-?key|api-?key|token|secret|password|authorization|cookie)/i;

/** What a field name says about the values that stand under it; undefined where nothing has to be hidden. */
export function sensitivityOf(field: string): Sensitivity | undefined {
  if (CARD_NUMBER.test(field)) return "card-number";
  return SECRET.test(field) ? "secret" : undefined;
}

/** A member of a sensitive object (addressInfo) is as sensitive as the object: the field whose word counts. */
export function innerField(outer: string, name: string): string {
  return sensitivityOf(name) === undefined && sensitivityOf(outer) !== undefined ? outer : name;
}

export function isSecretHeader(name: string): boolean {
  return SECRET_HEADERS.test(name);
}

export const MASK = "***";

/** The masked form of a value. */
export function masked(value: string, sensitivity: Sensitivity): string {
  if (sensitivity === "card-number" && /^[0-9]{12,19}$/.test(value)) {
    return `${value.slice(0, 6)}${"*".repeat(value.length - 10)}${value.slice(-4)}`;
  }
  return MASK;
}
