import { treatmentOf } from "../contract/find.ts";
import { formOf } from "../contract/forms.ts";
import { isExistingTime } from "../wire/time.ts";
import type { Rule } from "./model.ts";
import { shownValue } from "./rendering.ts";
import { checkFields } from "./response-fields.ts";

/** Dates of the response that the page gives a form: they must be dates that exist, which no pattern can say. */
export const dates: Rule = {
  id: "dates",
  kind: "answer",
  title: "Every date of the answer exists.",
  next: "Look for a date that no calendar has, another order of its parts, and a time zone applied twice.",
  check: (exchange) =>
    checkFields(exchange, (field, value, pointer) => {
      const clause = `${field.clause}.format`;
      const form = field.format === undefined ? undefined : formOf(field.format);
      if (form?.moment === undefined || typeof value !== "string") return [];
      // A text of another form is the schema's to name; here it is only whether the date exists.
      if (!new RegExp(form.pattern).test(value) || isExistingTime(value, form.moment)) return [];
      if (treatmentOf(exchange.contract, clause)?.as === "ignored") return [];
      const documented = `a date that exists, written ${field.format}`;
      return [{ clause, where: pointer, documented, actual: shownValue(value) }];
    }),
};
