import type { Faker } from "@faker-js/faker";
import { formOf } from "../../contract/forms.ts";
import type { Parameter, Treatment } from "../../contract/model.ts";
import { exactNumber, type Json } from "../../exact/json.ts";

/** What the contract lets be expected of a value: it is refused, it is not refused, or nothing is said of it. */
export type Expected = "refused" | "accepted" | "observed";

/** One value for a field, or its absence, and what the contract says of it. */
export interface FieldValue {
  /** Short name, part of the case id: `missing`, `over-max`, `type-number`. */
  readonly aspect: string;
  /** Undefined: the field is left out. */
  readonly value: Json | undefined;
  readonly expected: Expected;
  /** The facts of the field that the value meets or breaks, e.g. `length`. */
  readonly facts: readonly string[];
  /** In words, for a title: "of 7 characters". */
  readonly words: string;
}

/** Values that read as the contract's words, made of a faker and of how readings treat the field's facts. */
export interface ValueMaker {
  readonly faker: Faker;
  treatment(fact: string): Treatment | undefined;
}

/** Every value that the contract's row for a field gives reason to send. */
export function fieldValues(field: Parameter, maker: ValueMaker): FieldValue[] {
  return [
    ...absences(field),
    ...wrongTypes(field),
    ...(field.type === "string" ? textValues(field, maker) : []),
    ...(field.type === "number" ? numberValues(field, maker) : []),
  ];
}

function absences(field: Parameter): FieldValue[] {
  const required = field.presence === "required";
  const missing = required ? "refused" : "accepted";
  return [
    { aspect: "missing", value: undefined, expected: missing, facts: ["presence"], words: "left out" },
    // An optional field that is null: no page says whether that is the same as leaving it out.
    {
      aspect: "null",
      value: null,
      expected: required ? "refused" : "observed",
      facts: ["type"],
      words: "null",
    },
  ];
}

const OF_EACH_TYPE: Readonly<Record<string, Json>> = {
  string: "text",
  // Beyond any number of members, so that a server that reads it as an id finds nobody.
  number: exactNumber("9999999999999999991"),
  boolean: true,
  object: {},
  array: [],
};

function wrongTypes(field: Parameter): FieldValue[] {
  return Object.entries(OF_EACH_TYPE)
    .filter(([type]) => type !== field.type)
    .map(([type, value]) => ({
      aspect: `type-${type}`,
      value,
      expected: "refused",
      facts: ["type"],
      words: `of type ${type}`,
    }));
}

/** Length bounds of a text: those the page prints, as the readings treat them. */
function lengthBounds(
  field: Parameter,
  { treatment }: ValueMaker,
): { min?: number; max?: number; fact: [string, string] } {
  if (field.length !== undefined && treatment("length") !== "ignored") {
    const max = Number(field.length);
    return treatment("length") === "at-most"
      ? { max, fact: ["length", "length"] }
      : { min: max, max, fact: ["length", "length"] };
  }
  const number = (text: string | undefined, fact: string): number | undefined =>
    text === undefined || treatment(fact) === "ignored" ? undefined : Number(text);
  const [min, max] = [number(field.min, "min"), number(field.max, "max")];
  return { ...(min !== undefined && { min }), ...(max !== undefined && { max }), fact: ["min", "max"] };
}

function textValues(field: Parameter, maker: ValueMaker): FieldValue[] {
  const { min, max, fact } = lengthBounds(field, maker);
  const text = (length: number): string => textOf(field, length, maker.faker);
  const of = (length: number): string => `of ${length} ${length === 1 ? "character" : "characters"}`;
  const values: FieldValue[] = [];
  const add = (aspect: string, value: string, expected: Expected, facts: string[], words: string): number =>
    values.push({ aspect, value, expected, facts, words });
  if (min !== undefined && min > 0) add("empty", "", "refused", [fact[0]], "empty");
  if (min !== undefined && min > 1) add("under-min", text(min - 1), "refused", [fact[0]], of(min - 1));
  if (min !== undefined) add("at-min", text(min), inBounds(field), [fact[0]], of(min));
  if (max !== undefined && max !== min) add("at-max", text(max), inBounds(field), [fact[1]], of(max));
  if (max !== undefined) add("over-max", text(max + 1), "refused", [fact[1]], of(max + 1));
  values.push(...forms(field), ...widths(field, max));
  return values;
}

/** A value of a vocabulary that the pages do not list may be refused within its bounds; so may one with a form of its own. */
function inBounds(field: Parameter): Expected {
  return field.examples === undefined ? "accepted" : "observed";
}

function textOf(field: Parameter, length: number, faker: Faker): string {
  const form = field.format === undefined ? undefined : formOf(field.format);
  if (form?.moment !== undefined) return "19900102030405".slice(0, length).padEnd(length, "0");
  const digits = form !== undefined || field.length !== undefined;
  return digits ? faker.string.numeric(length) : faker.string.alphanumeric(length);
}

/** Texts of the right length that are not of the documented form. */
function forms(field: Parameter): FieldValue[] {
  const form = field.format === undefined ? undefined : formOf(field.format);
  const length = Number(field.length ?? field.max ?? "0");
  if (form === undefined || length === 0) return [];
  const facts = ["format"];
  const values: FieldValue[] = [
    { aspect: "not-the-form", value: "x".repeat(length), expected: "refused", facts, words: "of letters" },
  ];
  if (form.moment === undefined) return values;
  const impossible = form.moment === "yyyyMMdd" ? "19900230" : "900230".slice(0, length);
  return [
    ...values,
    {
      aspect: "impossible-date",
      value: impossible,
      expected: "refused",
      facts,
      words: "a date that does not exist",
    },
  ];
}

/** Is a length one of characters? Texts at the bound in characters that are more in bytes or in code units. */
function widths(field: Parameter, max: number | undefined): FieldValue[] {
  if (field.format !== undefined || max === undefined || field.length !== undefined) return [];
  const facts = ["max"];
  const at = (aspect: string, character: string, words: string): FieldValue => {
    const repeated = character.repeat(Math.floor(max / [...character].length));
    return { aspect, value: repeated, expected: "observed", facts, words };
  };
  return [
    at("at-max-korean", "가", `${max} Korean syllables`),
    at("at-max-emoji", "🙂", `${max} emoji`),
    at("at-max-combining", "e\u0301", "letters with combining marks up to the bound"),
    {
      aspect: "whitespace-around",
      value: " konaplate ",
      expected: "observed",
      facts: ["type"],
      words: "with spaces around",
    },
  ];
}

function numberValues(field: Parameter, { treatment }: ValueMaker): FieldValue[] {
  const { min, max } = field;
  const values: FieldValue[] = [];
  const add = (aspect: string, text: string, expected: Expected, facts: string[]): number =>
    values.push({ aspect, value: exactNumber(text), expected, facts, words: text });
  if (min !== undefined) {
    add("at-min", min, "accepted", ["min"]);
    add("under-min", (BigInt(min) - 1n).toString(), "refused", ["min"]);
    if (BigInt(min) >= 0n) add("negative", "-1", "refused", ["min"]);
  }
  if (max !== undefined) {
    add("at-max", max, "accepted", ["max"]);
    add("over-max", (BigInt(max) + 1n).toString(), "refused", ["max"]);
    if (treatment("type") === "whole")
      add("fraction", `${(BigInt(max) - 9n).toString()}.5`, "refused", ["type"]);
    add("exponent", "1e3", "observed", ["type"]);
  }
  values.push({
    aspect: "digits-in-quotes",
    value: (BigInt(max ?? "9") - 8n).toString(),
    expected: "refused",
    facts: ["type"],
    words: "digits in quotes",
  });
  return values.filter(({ aspect }, index) => values.findIndex((other) => other.aspect === aspect) === index);
}
