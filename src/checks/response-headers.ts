import type { JsonObject } from "../exact/json.ts";
import { demanded } from "../exact/schema.ts";
import { headerValues } from "./headers-of.ts";
import { couldNotRun, type Finding, type JudgedExchange, notApplicable, type Rule } from "./model.ts";

const CORRELATION_ID = "X-KM-Correlation-Id";

/** The response header table of the page: presence, length and form, each header at most once. */
export const responseHeaders: Rule = {
  id: "response-headers",
  kind: "answer",
  title: "Every documented response header is there, once, with its length and form.",
  next: "Look which component writes the response headers, and whether a gateway drops or repeats them.",
  check: (exchange) => [...repeated(exchange), ...misshapen(exchange)],
};

/** A server that is sent an id of another form may send it back, make one of its own, or leave it out: that is open. */
function misshapen(exchange: JudgedExchange): Finding[] {
  const { operation, response, validators, contract, correlationId } = exchange;
  const first: JsonObject = {};
  for (const { name } of operation.responseHeaders) {
    const [value] = headerValues(response.headers, name);
    if (value !== undefined) first[name] = value;
  }
  return validators["response-headers"].validate(first).map(({ pointer, clause, message }) => {
    const name = pointer.slice(1);
    const value = first[name];
    const isOpen = name === CORRELATION_ID && !hasForm(correlationId, exchange);
    return {
      clause,
      where: `header ${name}`,
      documented: `${demanded(message)} (${contract.clauses.get(clause)?.says ?? clause})`,
      actual: typeof value === "string" ? JSON.stringify(value) : "absent",
      ...(isOpen && { atMost: "observed" as const }),
    };
  });
}

/** Whether an id is one that the page allows in an answer. */
function hasForm(id: string | undefined, { validators }: JudgedExchange): id is string {
  if (id === undefined) return false;
  const found = validators["response-headers"].validate({ [CORRELATION_ID]: id });
  return found.every(({ pointer }) => pointer !== `/${CORRELATION_ID}`);
}

function repeated({ operation, response }: JudgedExchange): Finding[] {
  return operation.responseHeaders.flatMap(({ name, clause }) => {
    const values = headerValues(response.headers, name);
    if (values.length < 2) return [];
    return [{ clause, where: `header ${name}`, documented: "one value", actual: values.join(", ") }];
  });
}

/**
 * X-KM-Correlation-Id tracks the request, so its own value comes back: that follows, and no page says it (reading
 * correlation-id-of-response). Hexadecimal digits are the same in either case.
 */
export const correlationEcho: Rule = {
  id: "correlation-echo",
  kind: "conclusion",
  title: "The correlation id of the request comes back.",
  next: "Look the request up in the server's log by its correlation id; an id of another request means that answers were swapped.",
  check: (exchange) => {
    const { response, correlationId, operation } = exchange;
    const clause = operation.responseHeaders.find(({ name }) => name === CORRELATION_ID)?.clause;
    if (clause === undefined) return notApplicable("the contract has no X-KM-Correlation-Id in answers");
    if (!hasForm(correlationId, exchange))
      return notApplicable("the request had no correlation id of the documented form");
    const [value] = headerValues(response.headers, CORRELATION_ID);
    if (value === undefined) return couldNotRun("the answer has no X-KM-Correlation-Id");
    if (value.toLowerCase() === correlationId.toLowerCase()) return [];
    return [
      {
        clause,
        where: `header ${CORRELATION_ID}`,
        documented: correlationId,
        actual: value,
        reading: "correlation-id-of-response",
      },
    ];
  },
};
