import { valueAt } from "../exact/json.ts";
import { demanded } from "../exact/schema.ts";
import { isSuccessAnswer } from "./answer-kind.ts";
import { couldNotRun, type Rule } from "./model.ts";
import { openBy } from "./open-by.ts";
import { shownWithType } from "./rendering.ts";

/** The response parameters of the page, as the derived schema. */
export const bodySchema: Rule = {
  id: "body-schema",
  kind: "answer",
  title: "The body has the documented fields with their types, lengths, bounds and values.",
  next: "Compare the field with its row in the parameter table of the page: presence, type, length and values.",
  check: (exchange) => {
    const { opened, validators, contract } = exchange;
    if (opened.json === undefined) return couldNotRun("the body could not be read as JSON");
    const body = opened.json;
    const validator = validators[isSuccessAnswer(exchange) ? "success-body" : "error-body"];
    return validator.validate(body).map(({ pointer, clause, message }) => {
      const value = valueAt(body, pointer);
      return {
        clause,
        where: pointer || "body",
        documented: `${demanded(message)} (${contract.clauses.get(clause)?.says ?? clause})`,
        actual: shownWithType(value),
        // An item of an array is no field that could be left out.
        ...(!/\/\d+$/.test(pointer) && openBy(contract, { clause, value })),
      };
    });
  },
};
