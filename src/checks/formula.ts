import { treatmentOf } from "../contract/find.ts";
import type { Parameter } from "../contract/model.ts";
import type { Json, JsonObject } from "../exact/json.ts";
import { compareNumbers, numberText, subtractNumbers } from "../exact/number.ts";
import type { Finding, Rule } from "./model.ts";
import { openBy } from "./open-by.ts";
import { checkFields } from "./response-fields.ts";

/** Formulas of the descriptions: rechargeableAmount = maximum - balance, whichever maximum applies. */
export const formula: Rule = {
  id: "formula",
  kind: "answer",
  title: "Amounts that the page computes from other fields are those amounts.",
  next: "Recompute the amount from the fields of the same body, and look which maximum the server took.",
  check: (exchange) =>
    checkFields(exchange, (field, value, pointer, siblings) =>
      treatmentOf(exchange.contract, `${field.clause}.formulas`)?.as === "ignored"
        ? []
        : wrongAmount(field, value, pointer, siblings).map((finding) => ({
            ...finding,
            ...openBy(exchange.contract, { clause: finding.clause, value, beside: siblings }),
          })),
    ),
};

function wrongAmount(field: Parameter, value: Json, pointer: string, siblings: JsonObject): Finding[] {
  const actual = numberText(value);
  if (field.formulas === undefined || actual === undefined) return [];
  const amounts = field.formulas.map((text) => difference(text, siblings));
  const known = amounts.filter((amount) => amount !== undefined);
  // A part that is missing or no number is the schema's to name; whether its formula would have held is unknown.
  if (known.length < amounts.length || known.some((amount) => agrees(amount, actual, field.min))) return [];
  const documented = field.formulas.map((text, index) => `${text} = ${known[index] ?? "?"}`).join(", or ");
  return [{ clause: `${field.clause}.formulas`, where: pointer, documented, actual }];
}

/** `minuend - subtrahend` over the sibling fields; undefined where one is no number, or too large to write out. */
export function difference(text: string, siblings: JsonObject): string | undefined {
  const [minuend, subtrahend] = text
    .split(" - ")
    .map((name) => (Object.hasOwn(siblings, name) ? numberText(siblings[name]) : undefined));
  if (minuend === undefined || subtrahend === undefined) return undefined;
  try {
    return subtractNumbers(minuend, subtrahend);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** A difference below the field's own Min cannot be written; the Min stands for it then (reading rechargeable-below-zero). */
function agrees(amount: string, actual: string, min: string | undefined): boolean {
  if (compareNumbers(amount, actual) === 0) return true;
  return min !== undefined && compareNumbers(amount, min) < 0 && compareNumbers(actual, min) === 0;
}
