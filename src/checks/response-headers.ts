import type { JsonObject } from "../exact/json.ts";
import { headerValues } from "./headers-of.ts";
import { couldNotRun, type Finding, type JudgedExchange, notApplicable, type Rule } from "./model.ts";

/** The response header table of the page: presence, length and form, each header at most once. */
export const responseHeaders: Rule = {
  id: "response-headers",
  title: "Every documented response header is there, once, with its length and form.",
  check: (exchange) => [...repeated(exchange), ...misshapen(exchange)],
};

function misshapen({ operation, response, validators, contract }: JudgedExchange): Finding[] {
  const first: JsonObject = {};
  for (const { name } of operation.responseHeaders) {
    const [value] = headerValues(response.headers, name);
    if (value !== undefined) first[name] = value;
  }
  return validators["response-headers"].validate(first).map(({ pointer, clause, message }) => {
    const name = pointer.slice(1);
    const value = first[name];
    return {
      clause,
      where: `header ${name}`,
      documented: `${message} (${contract.clauses.get(clause)?.says ?? clause})`,
      actual: typeof value === "string" ? JSON.stringify(value) : "absent",
    };
  });
}

function repeated({ operation, response }: JudgedExchange): Finding[] {
  return operation.responseHeaders.flatMap(({ name, clause }) => {
    const values = headerValues(response.headers, name);
    if (values.length < 2) return [];
    return [{ clause, where: `header ${name}`, documented: "one value", actual: values.join(", ") }];
  });
}

/** X-KM-Correlation-Id tracks the request, so its own value comes back. */
export const correlationEcho: Rule = {
  id: "correlation-echo",
  title: "The correlation id of the request comes back.",
  check: ({ response, correlationId, operation }) => {
    const clause = operation.responseHeaders.find(({ name }) => name === "X-KM-Correlation-Id")?.clause;
    if (clause === undefined) return notApplicable("the contract has no X-KM-Correlation-Id in answers");
    const [value] = headerValues(response.headers, "X-KM-Correlation-Id");
    if (value === undefined) return couldNotRun("the answer has no X-KM-Correlation-Id");
    if (correlationId === undefined) return notApplicable("the request had no correlation id");
    if (value === correlationId) return [];
    return [{ clause, where: "header X-KM-Correlation-Id", documented: correlationId, actual: value }];
  },
};
