import type { TestData } from "../environment/model.ts";
import { fromPointer, isExactNumber, isJsonObject, type Json } from "../exact/json.ts";

import { type BodyMaskingRules, maskBody } from "./body-masking.ts";
import { KnownValues } from "./known-values.ts";
import { innerField, isSecretHeader, MASK, masked, sensitivityOf } from "./sensitive.ts";

type Header = readonly [name: string, value: string];

const EMAIL = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(\.[\p{L}\p{N}-]{1,63})+/gu;
/** Characters that a violation shows of a value. */
const LONGEST_ACTUAL = 160;

/**
 * Hides secrets and personal data in everything that is recorded. It knows a value by the field that it stands in,
 * and from then on finds it in any text: as it is, escaped, in base64 and URL-encoded.
 */
export class Masking {
  readonly #known: KnownValues;

  constructor(known?: KnownValues) {
    this.#known = new KnownValues(known);
  }

  /** Masking that knows the secrets of the settings and the sensitive values of the test data. */
  static of(secrets: readonly string[], testData: TestData): Masking {
    const masking = new Masking(new KnownValues());
    const base = masking.#known.parent ?? masking.#known;
    for (const secret of secrets) base.remember(secret, MASK);
    for (const cases of Object.values(testData)) {
      for (const fields of Object.values(cases)) learnFrom(fields as Json, "", base);
    }
    return masking;
  }

  /** A masking for one exchange: what it learns is forgotten with it. */
  forExchange(): Masking {
    return new Masking(this.#known);
  }

  /** Remembers the sensitive values of a body. */
  learn(value: Json | undefined, field = ""): void {
    learnFrom(value, field, this.#known);
  }

  /** A text without any of the known values. */
  text(text: string): string {
    return this.#hidden(text, false);
  }

  /** A text that comes from a body: short values such as a CVC are hidden in it as well, where they stand alone. */
  bodyText(text: string): string {
    return this.#hidden(text, true);
  }

  /** Headers as they are recorded; a secret one is known from then on. */
  headers(lines: readonly Header[]): Header[] {
    for (const [name, value] of lines) if (isSecretHeader(name)) this.#known.remember(value, MASK);
    return lines.map(([name, value]) => [name, isSecretHeader(name) ? MASK : this.text(value)]);
  }

  /** A body as it is recorded: JSON field by field, anything else as text. What is sensitive is known from then on. */
  body(text: string): string {
    const rules: BodyMaskingRules = {
      text: (part) => this.bodyText(part),
      number: (digits) => (digits.length < 6 ? undefined : this.#known.maskOf(digits)),
      remember: (value, field) => this.learn(value, field),
    };
    return maskBody(text, rules);
  }

  /** What a violation shows of the value at a place, shortened: under a sensitive field its type and length alone. */
  actual(where: string, text: string): string {
    if (where === "body") return shortened(this.#shown(text));
    if (!where.startsWith("/")) return shortened(this.text(text));
    const value = /^(?:(string|number|object|array) )?(["{[0-9-].*)$/s.exec(text);
    const isSensitive = fromPointer(where).some((part) => sensitivityOf(part) !== undefined);
    if (!isSensitive || !value) return shortened(this.#shown(text));
    const [, type = "value", written = ""] = value;
    return `${type} of ${lengthOf(written)} characters, masked`;
  }

  /** JSON behind its type is masked field by field. */
  #shown(text: string): string {
    const [, type, json] = /^(object|array) (.*)$/s.exec(text) ?? [];
    return type === undefined || json === undefined ? this.bodyText(text) : `${type} ${this.body(json)}`;
  }

  #hidden(text: string, ofBody: boolean): string {
    const hidden = this.#known.hide(text, ofBody);
    if (hidden === undefined) return `${MASK} (${text.length} characters among too much to be masked)`;
    return hidden.includes("@") ? hidden.replace(EMAIL, MASK) : hidden;
  }
}

function learnFrom(value: Json | undefined, field: string, known: KnownValues): void {
  if (Array.isArray(value)) for (const item of value) learnFrom(item, field, known);
  else if (isJsonObject(value)) {
    for (const [name, member] of Object.entries(value)) learnFrom(member, innerField(field, name), known);
  } else {
    const sensitivity = sensitivityOf(field);
    const text = isExactNumber(value) ? value.value : value;
    if (sensitivity && typeof text === "string") known.remember(text, masked(text, sensitivity));
  }
}

/** Characters of a string without its quotes and escapes; of anything else as it is written. */
function lengthOf(written: string): number {
  if (!/^"(?:[^"\\]|\\.)*"$/s.test(written)) return written.length;
  return [...String(JSON.parse(written))].length;
}

function shortened(text: string): string {
  return text.length <= LONGEST_ACTUAL
    ? text
    : `${text.slice(0, LONGEST_ACTUAL)}… (${text.length} characters)`;
}
