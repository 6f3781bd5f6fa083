import type { Faker } from "@faker-js/faker";
import { formOf } from "../../contract/forms.ts";
import type { Parameter } from "../../contract/model.ts";
import type { FieldValue, Reception, ValueMaker } from "./field-value.ts";

/** Bounds of a text's length in characters, each with the fact that sets it. */
interface LengthBounds {
  readonly min?: number;
  readonly max?: number;
  readonly facts: readonly [min: string, max: string];
}

/** Texts at and beyond the bounds of a field, of another form, and of characters that count in several ways. */
export function textValues(field: Parameter, maker: ValueMaker): FieldValue[] {
  const bounds = lengthBounds(field, maker);
  const { min, max } = bounds;
  const [minFact, maxFact] = bounds.facts;
  const text = (length: number): string => textOf(field, length, maker.faker);
  const values: FieldValue[] = [];
  const add = (aspect: string, value: string, expected: Reception, fact: string): number =>
    values.push({ aspect, value, expected, facts: [fact], words: ofLength(value.length) });
  // That an empty text is too short follows from a lower bound alone (reading empty-or-missing).
  if (min !== undefined && min > 0) add("empty", "", "refused", minFact);
  else if (min === undefined) add("empty", "", "observed", "type");
  if (min !== undefined && min > 1) add("under-min", text(min - 1), "refused", minFact);
  const within = field.examples === undefined ? "accepted" : "observed";
  if (field.values === undefined) {
    // A vocabulary that the pages do not list may refuse what lies within its bounds.
    if (min !== undefined) add("at-min", text(min), within, minFact);
    if (max !== undefined && max !== min) add("at-max", text(max), within, maxFact);
  }
  if (max !== undefined) add("over-max", text(max + 1), "refused", maxFact);
  return [...values, ...vocabulary(field, bounds, maker.faker), ...forms(field), ...widths(field, bounds)];
}

function ofLength(length: number): string {
  if (length === 0) return "empty";
  return `of ${length} ${length === 1 ? "character" : "characters"}`;
}

/** Length bounds of a text: those the page prints, as the readings treat them. */
export function lengthBounds(field: Parameter, { treatment }: Pick<ValueMaker, "treatment">): LengthBounds {
  if (field.length !== undefined && treatment("length") !== "ignored") {
    const max = Number(field.length);
    const facts = ["length", "length"] as const;
    return treatment("length") === "at-most" ? { max, facts } : { min: max, max, facts };
  }
  const number = (text: string | undefined, fact: string): number | undefined =>
    text === undefined || treatment(fact) === "ignored" ? undefined : Number(text);
  const [min, max] = [number(field.min, "min"), number(field.max, "max")];
  return { ...(min !== undefined && { min }), ...(max !== undefined && { max }), facts: ["min", "max"] };
}

/** A text of a length in the field's form, as far as a text of that length can have it. */
export function textOf(field: Parameter, length: number, faker: Faker): string {
  const form = field.format === undefined ? undefined : formOf(field.format);
  if (form?.moment !== undefined) return written(form.moment, EXISTING).slice(0, length).padEnd(length, "0");
  const digits = form !== undefined || field.length !== undefined;
  return digits ? faker.string.numeric(length) : faker.string.alphanumeric(length);
}

const EXISTING = { yyyy: "1990", yy: "90", MM: "01", dd: "02", HH: "03", mm: "04", ss: "05", SSS: "006" };
const IMPOSSIBLE = { ...EXISTING, MM: "02", dd: "30" };

/** A moment in the letters of Unicode TR 35. */
function written(moment: string, parts: Readonly<Record<string, string>>): string {
  return moment.replaceAll("'", "").replaceAll(/([a-zA-Z])\1*/g, (letters) => parts[letters] ?? letters);
}

/** The values that the page lists, and one that it does not. */
function vocabulary({ values }: Parameter, { min, max }: LengthBounds, faker: Faker): FieldValue[] {
  if (values === undefined) return [];
  const length = Math.max(min ?? 1, Math.min(max ?? 8, 8));
  const facts = ["values"];
  return [
    ...values.map(
      (value, index): FieldValue => ({
        aspect: `value-${index + 1}`,
        value,
        expected: "accepted",
        facts,
        words: value,
      }),
    ),
    {
      aspect: "unlisted-value",
      value: faker.string.alpha({ length, casing: "lower", exclude: values.join("").split("") }),
      expected: "refused",
      facts,
      words: "of a value that is not listed",
    },
  ];
}

/** Texts of the right length that are not of the documented form, or of it in an unusual way. */
function forms(field: Parameter): FieldValue[] {
  const form = field.format === undefined ? undefined : formOf(field.format);
  const length = Number(field.length ?? field.max ?? "0");
  if (form === undefined || length === 0) return [];
  const of = (aspect: string, value: string, expected: Reception, words: string): FieldValue => ({
    aspect,
    value,
    expected,
    facts: ["format"],
    words,
  });
  const letters = of("not-the-form", "x".repeat(length), "refused", "of letters");
  if (form.moment === undefined)
    return [letters, of("leading-zeros", "1".padStart(length, "0"), "observed", "with leading zeros")];
  const impossible = written(form.moment, IMPOSSIBLE);
  return [letters, of("impossible-date", impossible, "refused", "a date that does not exist")];
}

/** Is a length one of characters? Texts at the bound in characters that are more in bytes or in code units. */
function widths(field: Parameter, { min, max, facts }: LengthBounds): FieldValue[] {
  const isFree = field.format === undefined && field.length === undefined && field.values === undefined;
  if (!isFree || max === undefined) return [];
  const at = (aspect: string, character: string, words: string): FieldValue => {
    const repeated = character.repeat(Math.floor(max / [...character].length));
    return { aspect, value: repeated, expected: "observed", facts: [facts[1]], words };
  };
  const values = [
    at("at-max-korean", "가", `of ${max} Korean syllables`),
    at("at-max-emoji", "🙂", `of ${max} emoji`),
  ];
  if (max > 1)
    values.push(at("at-max-combining", "e\u0301", "of letters with combining marks up to the bound"));
  if (max < 3) return values;
  const inner = "konaplate".repeat(Math.ceil(max / 9)).slice(0, Math.max(min ?? 0, Math.min(max, 11)) - 2);
  const around = ` ${inner} `;
  const words = "with spaces around";
  return [
    ...values,
    { aspect: "whitespace-around", value: around, expected: "observed", facts: ["type"], words },
  ];
}
