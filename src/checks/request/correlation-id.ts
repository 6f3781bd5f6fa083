import { isCorrelationId } from "../../wire/correlation-id.ts";
import { headerValues } from "../headers-of.ts";
import { couldNotRun, notApplicable } from "../model.ts";
import type { RequestFinding, RequestRule } from "./model.ts";

const CORRELATION_ID = "X-KM-Correlation-Id";
const FORM = /^[0-9]{12}-[0-9a-fA-F]{7}$/;

/** The page calls it the number by which a request is tracked: two requests with one number cannot be told apart. */
export const requestCorrelationId: RequestRule = {
  id: "request-correlation-id",
  title: "The correlation id names a moment that exists, and no other request of the recording bears it.",
  next: "Look where the client makes its correlation ids: a new one for every request, repeated ones too, with the time of the request.",
  check: (request) => {
    const header = request.operation.requestHeaders.find(({ name }) => name === CORRELATION_ID);
    const [value] = headerValues(request.headers, CORRELATION_ID);
    if (!header || value === undefined) return notApplicable("the request has no X-KM-Correlation-Id");
    if (request.isHiddenHeader(CORRELATION_ID)) return couldNotRun("the recorder hid X-KM-Correlation-Id");
    const findings: RequestFinding[] = [];
    const found = { clause: `${header.clause}.format`, where: `header ${CORRELATION_ID}`, actual: value };
    // What has not the form is the header table's to name.
    if (FORM.test(value) && !isCorrelationId(value))
      findings.push({ ...found, documented: "a date and time that exist, yyMMddHHmmss", level: "inferred" });
    const before = request.bornBefore(CORRELATION_ID, value);
    if (before !== undefined)
      findings.push({
        ...found,
        clause: header.clause,
        documented: "an id that no other request bears",
        actual: `${value}, as ${before}`,
        level: "inferred",
      });
    return findings;
  },
};
