import type { TestData } from "../environment/model.ts";
import { fromPointer, isExactNumber, isJsonObject, type Json } from "../exact/json.ts";

import { type BodyMaskingRules, maskBody } from "./body-masking.ts";
import { digitShapes } from "./digit-shapes.ts";
import { type Documented, isDocumentedId, NOTHING_DOCUMENTED } from "./documented.ts";
import { hiddenText, type Knowledge, type Origin } from "./free-text.ts";
import { withoutHits } from "./hits.ts";
import { KnownValues } from "./known-values.ts";
import { innerField, isSecretHeader, MASK, masked, sensitivityOf } from "./sensitive.ts";
import { Vocabulary } from "./vocabulary.ts";

type Header = readonly [name: string, value: string];

/** Characters that a violation shows of a value. */
const LONGEST_ACTUAL = 160;
/** Characters of a body that are looked through, several times as many as are kept. */
const LONGEST_BODY = 256 * 1024;
/** A card number as an array of its groups, or of its digits. */
const DIGITS_IN_ARRAY =
  /\[\s*(?:"?[0-9]{4}"?\s*,\s*){3}"?[0-9]{4}"?\s*\]|\[\s*(?:"?[0-9]"?\s*,\s*){15}"?[0-9]"?\s*\]/g;
/** Headers of the protocol itself, in which capitalised words are products and days. */
const OF_HTTP =
  /^(date|expires|last-modified|server|via|x-powered-by|content-.*|cache-control|pragma|vary|connection|keep-alive|transfer-encoding|strict-transport-security|access-control-.*|etag|age|allow|accept.*|www-authenticate|retry-after|x-content-type-options|x-frame-options|x-xss-protection|referrer-policy|permissions-policy|alt-svc|link)$/i;
/** Headers that count bytes and seconds: three digits of theirs are no CVC. */
const OF_COUNTS = /^(content-length|age|retry-after)$/i;

/**
 * Hides secrets and personal data in everything that is recorded, in two parts: values that it knows, which it has from
 * the settings, the test data and the fields of bodies, and finds in any text in any written form; and what looks like
 * somebody's data, in fields that say so and in any text of a server. Documented ids stay.
 */
export class Masking {
  readonly #known: KnownValues;
  readonly #documented: Documented;
  /** What is the same for every exchange of a run. */
  readonly #looks: Omit<Knowledge, "known">;

  constructor(known?: KnownValues, documented = NOTHING_DOCUMENTED, looks?: Omit<Knowledge, "known">) {
    this.#known = new KnownValues(known);
    this.#documented = documented;
    this.#looks = looks ?? {
      documented,
      vocabulary: new Vocabulary([...documented.wordings, ...documented.names]),
      harmless: new Set(),
    };
  }

  /** Masking that knows the secrets of the settings, the sensitive values of the test data and what is documented. */
  static of(secrets: readonly string[], testData: TestData, documented = NOTHING_DOCUMENTED): Masking {
    const base = new KnownValues();
    for (const secret of secrets) base.remember(secret, MASK);
    for (const cases of Object.values(testData)) {
      for (const fields of Object.values(cases)) learnFrom(fields as Json, "", base);
    }
    return new Masking(base, documented);
  }

  /** A masking for one exchange: what it learns is forgotten with it. */
  forExchange(): Masking {
    return new Masking(this.#known, this.#documented, this.#looks);
  }

  /** Remembers the sensitive values of a body. */
  learn(value: Json | undefined, field = ""): void {
    learnFrom(value, field, this.#known);
  }

  /** A text of the suite's own words. */
  text(text: string): string {
    return this.#hidden(text, "suite");
  }

  /** A value that stands for itself, under the name of its field. */
  value(field: string, text: string): string {
    const sensitivity = sensitivityOf(field);
    return sensitivity ? masked(text, sensitivity) : this.#named(text, field, "request");
  }

  /** The suite's own words around what a violation shows of a value, which was masked before. */
  message(text: string, actual: string, hidden: string): string {
    if (actual === "") return this.text(text);
    return text
      .split(actual)
      .map((part) => this.text(part))
      .join(hidden);
  }

  /**
   * A text that comes from a server: short values such as a CVC are hidden in it as well, where they stand alone, and
   * what looks like somebody's name.
   */
  bodyText(text: string): string {
    return this.#hidden(text, "answer");
  }

  /** Headers of a request as they are recorded; a secret one is known from then on. */
  headers(lines: readonly Header[]): Header[] {
    return this.#headers(lines, () => "suite");
  }

  /** The same of an answer. */
  answeredHeaders(lines: readonly Header[]): Header[] {
    return this.#headers(lines, (name) => (OF_HTTP.test(name) ? "answer-without-persons" : "answer"));
  }

  /** A body of a request as it is recorded: JSON field by field, anything else as text. What is sensitive is known from then on. */
  body(text: string): string {
    return this.#body(text, "request");
  }

  /** The same of an answer. */
  answeredBody(text: string): string {
    return this.#body(text, "answer");
  }

  /** What a violation shows of the value at a place, shortened: under a sensitive field its type and length alone. */
  actual(where: string, text: string): string {
    if (where === "status") return text;
    if (where === "body") return shortened(this.#shown(text));
    if (!where.startsWith("/"))
      return shortened(isSecretHeader(where) ? MASK : this.#named(text, where, "answer"));
    const value = /^(?:(string|number|object|array) )?(["{[0-9-].*)$/s.exec(text);
    const isSensitive = fromPointer(where).some((part) => sensitivityOf(part) !== undefined);
    const field = fromPointer(where).findLast((part) => !/^[0-9]*$/.test(part)) ?? "";
    if (isDocumentedId(this.#documented, field, (value?.[2] ?? "").replaceAll('"', "")))
      return shortened(this.#knownAlone(text));
    if (!isSensitive || !value) return shortened(this.#shown(text, field));
    const [, type = "value", written = ""] = value;
    return `${type} of ${lengthOf(written)} characters, masked`;
  }

  #headers(lines: readonly Header[], originOf: (name: string) => Origin): Header[] {
    for (const [name, value] of lines) if (isSecretHeader(name)) this.#known.remember(value, MASK);
    return lines.map(([name, value]) => {
      if (isSecretHeader(name)) return [name, MASK];
      if (OF_COUNTS.test(name) && /^[0-9]{1,9}$/.test(value)) return [name, value];
      // An id that a case sends with one character too many is an id still.
      if (isDocumentedId(this.#documented, name, value.slice(0, -1))) return [name, this.#knownAlone(value)];
      return [name, this.#named(value, name, originOf(name))];
    });
  }

  #body(text: string, origin: Origin): string {
    const rules: BodyMaskingRules = {
      text: (part, field) => this.#named(part, field ?? "", origin),
      number: (digits, field) => this.#number(digits, field),
      isFieldName: (value) => this.#isFieldName(value),
      remember: (value, field) => this.learn(value, field),
    };
    const read = maskBody(text.slice(0, LONGEST_BODY), rules).replaceAll(DIGITS_IN_ARRAY, `["${MASK}"]`);
    return text.length <= LONGEST_BODY ? read : `${read}… (of ${text.length} characters)`;
  }

  /** A text under the name of a field or header: a documented id stays, and a documented text is no person's name. */
  #named(text: string, name: string, origin: Origin): string {
    if (isDocumentedId(this.#documented, name, text)) return this.#knownAlone(text);
    const isDocumented = this.#documented.names.has(name.toLowerCase());
    return this.#hidden(text, origin === "answer" && isDocumented ? "answer-without-persons" : origin);
  }

  #number(written: string, field: string): string | undefined {
    const known = written.length < 6 ? undefined : this.#known.maskOf(written);
    if (known !== undefined || isDocumentedId(this.#documented, field, written)) return known;
    const isWhole = /^-?[0-9]+$/.test(written);
    const digits = isWhole || !Number.isSafeInteger(Number(written)) ? written : String(Number(written));
    if (!/^-?[0-9]+$/.test(digits)) return undefined;
    const hits = digitShapes(digits);
    return hits?.length === 0 ? undefined : withoutHits(digits, hits ?? []);
  }

  #isFieldName(value: string): boolean {
    return (
      this.#documented.names.has(value.toLowerCase()) ||
      (/^[\w-]{1,40}$/.test(value) && sensitivityOf(value) !== undefined)
    );
  }

  /** JSON behind its type is masked field by field. */
  #shown(text: string, field = ""): string {
    const [, type, json] = /^(object|array) (.*)$/s.exec(text) ?? [];
    return type === undefined || json === undefined
      ? this.#named(text, field, "answer")
      : `${type} ${this.answeredBody(json)}`;
  }

  #knownAlone(text: string): string {
    return withoutHits(text, this.#known.hits(text, false) ?? []);
  }

  #hidden(text: string, origin: Origin): string {
    const hidden = hiddenText(text, origin, { known: this.#known, ...this.#looks });
    return hidden ?? `${MASK} (${text.length} characters among too much to be masked)`;
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
