import type { Parameter } from "../../contract/model.ts";
import { numberRange } from "../../contract/number-range.ts";
import { exactNumber } from "../../exact/json.ts";
import { compareNumbers, subtractNumbers } from "../../exact/number.ts";
import { type FieldValue, NOBODY, type Reception, type ValueMaker } from "./field-value.ts";

/**
 * Numbers at and beyond the bounds of a field, and its values in notations that no page shows. Whether bounds that count
 * digits let a 0 in, no page says.
 */
export function numberValues(field: Parameter, { treatment }: ValueMaker): FieldValue[] {
  const { min: least, max: most } = numberRange(field);
  const [min, max] = [least?.digits, most?.digits];
  const values: FieldValue[] = [];
  // Where the page lists the values, a bound is none by itself.
  const listed = (text: string): Reception =>
    field.values === undefined || field.values.includes(text) ? "accepted" : "refused";
  const add = (aspect: string, text: string, expected: Reception, facts: string[]): number =>
    values.push({ aspect, value: exactNumber(text), expected, facts, words: text });
  if (min !== undefined) {
    add("at-min", min, field.counts === "digits" && min === "0" ? "observed" : listed(min), ["min"]);
    add("under-min", subtractNumbers(min, "1"), "refused", ["min"]);
    if (compareNumbers(min, "0") > 0) add("negative", "-1", "refused", ["min"]);
  }
  if (max !== undefined) {
    const facts = [most?.fact ?? "max"];
    add("at-max", max, listed(max), facts);
    add("over-max", subtractNumbers(max, "-1"), "refused", facts);
  }
  for (const [index, value] of (field.values ?? []).entries())
    add(`value-${index + 1}`, value, "accepted", ["values"]);
  const whole = treatment("type") === "whole";
  const inside = inBounds(field);
  add("fraction", `${inside}.5`, whole ? "refused" : "observed", ["type"]);
  add("exponent", "1e3", "observed", ["type"]);
  return [
    ...values,
    {
      aspect: "digits-in-quotes",
      value: inside,
      expected: "refused",
      facts: ["type"],
      words: "digits in quotes",
    },
  ];
}

/** Digits within the bounds that, read as a number, are least likely to be anybody's. */
export function inBounds(field: Parameter): string {
  const [first] = field.values ?? [];
  if (first !== undefined) return first;
  const { min: least, max: most } = numberRange(field);
  const [min, max] = [least?.digits, most?.digits];
  const high = max === undefined ? NOBODY : subtractNumbers(max, "8");
  if (min === undefined || compareNumbers(high, min) >= 0) return high;
  return max === undefined ? min : subtractNumbers(max, "1");
}
