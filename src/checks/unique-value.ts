import { numberText } from "../exact/number.ts";
import type { Rule } from "./model.ts";
import { shownValue } from "./rendering.ts";
import { checkFields } from "./response-fields.ts";

/**
 * A value that the page calls unique is one that nobody has: neither somebody of the test data, nor somebody whom the
 * target gave it to before in this run. That a thing which was just made is nobody else's either follows.
 */
export const uniqueValue: Rule = {
  id: "unique-value",
  kind: "answer",
  title: "A value that the page calls unique, or the number of a thing just made, was not given before.",
  next: "Find both answers by their correlation ids, and look what gives out this value: a sequence, a cache or a test double that repeats itself.",
  check: (exchange) =>
    checkFields(exchange, (field, value, where) => {
      const isMade = field.thing !== undefined && exchange.operation.effect !== "nothing";
      if (field.unique !== true && !isMade) return [];
      const text = numberText(value) ?? (typeof value === "string" ? value : undefined);
      if (text === undefined || !exchange.isTaken(field.name, text)) return [];
      const documented = `a value of its own (${field.meaning})`;
      return [
        {
          clause: field.unique === true ? `${field.clause}.unique` : field.clause,
          where,
          documented,
          actual: `${shownValue(value)}, which is taken`,
          ...(field.unique !== true && { atMost: "inferred" as const }),
        },
      ];
    }),
};
