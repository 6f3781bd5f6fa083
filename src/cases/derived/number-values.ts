import type { Parameter } from "../../contract/model.ts";
import { exactNumber } from "../../exact/json.ts";
import { compareNumbers, subtractNumbers } from "../../exact/number.ts";
import { type Expected, type FieldValue, NOBODY, type ValueMaker } from "./field-values.ts";

/** Numbers at and beyond the bounds of a field, and its values in notations that no page shows. */
export function numberValues({ min, max }: Parameter, { treatment }: ValueMaker): FieldValue[] {
  const values: FieldValue[] = [];
  const add = (aspect: string, text: string, expected: Expected, facts: string[]): number =>
    values.push({ aspect, value: exactNumber(text), expected, facts, words: text });
  if (min !== undefined) {
    add("at-min", min, "accepted", ["min"]);
    add("under-min", subtractNumbers(min, "1"), "refused", ["min"]);
    if (compareNumbers(min, "0") > 0) add("negative", "-1", "refused", ["min"]);
  }
  if (max !== undefined) {
    add("at-max", max, "accepted", ["max"]);
    add("over-max", subtractNumbers(max, "-1"), "refused", ["max"]);
  }
  const whole = treatment("type") === "whole";
  add("fraction", `${inBounds(min, max)}.5`, whole ? "refused" : "observed", ["type"]);
  add("exponent", "1e3", "observed", ["type"]);
  return [
    ...values,
    {
      aspect: "digits-in-quotes",
      value: inBounds(min, max),
      expected: "refused",
      facts: ["type"],
      words: "digits in quotes",
    },
  ];
}

/** Digits within the bounds that, read as a number, are least likely to be anybody's. */
export function inBounds(min: string | undefined, max: string | undefined): string {
  const high = max === undefined ? NOBODY : subtractNumbers(max, "8");
  if (min === undefined || compareNumbers(high, min) >= 0) return high;
  return max === undefined ? min : subtractNumbers(max, "1");
}
