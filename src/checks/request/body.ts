import type { Level } from "../../contract/expectation.ts";
import { parametersByPath } from "../../contract/find.ts";
import { formOf } from "../../contract/forms.ts";
import type { Parameter } from "../../contract/model.ts";
import { isExactNumber, isJsonObject, type Json, toPointer, valueAt } from "../../exact/json.ts";
import { demanded } from "../../exact/schema.ts";
import { isExistingTime } from "../../wire/time.ts";
import { couldNotRun, notApplicable } from "../model.ts";
import { openBy } from "../open-by.ts";
import { shownValue, shownWithType } from "../rendering.ts";
import type { ReceivedRequest, RequestFinding, RequestRule } from "./model.ts";

/** RFC 8259, of the body as it travelled and of what was encrypted in it. */
export const requestJson: RequestRule = {
  id: "request-json",
  title: "The body of the request is one JSON text in UTF-8, every member name once.",
  next: "Look what writes the body of the request: some writer of JSON was bypassed there.",
  check: (request) => {
    const { opened, operation } = request;
    if (!opened) return couldNotRun("the recorder has not the body");
    if (operation.request.length === 0 && request.text === "")
      return notApplicable("the request has no parameters and no body");
    return opened.problems
      .filter(({ kind }) => !kind.startsWith("jwe-"))
      .map(({ layer, kind, pointer, message }) => ({
        clause: clauseOfJson(request),
        where: pointer || "body",
        documented: "one JSON text in UTF-8 by RFC 8259",
        actual: layer === "encData" ? `inside encData: ${message}` : message,
        level: "documented",
        ...(kind === "not-json" || kind === "empty" ? { refusal: { level: "inferred" as const } } : {}),
      }));
  },
};

/** The request parameters of the page, as the derived schema; dates must exist, which no pattern can say. */
export const requestBody: RequestRule = {
  id: "request-body",
  title: "The body of the request has the documented fields with their types, lengths, bounds and values.",
  next: "Compare the field of the request with its row in the page's parameter table: presence, type, length and values.",
  check: (request) => {
    const { opened, operation, validators, contract, unopened } = request;
    if (unopened !== undefined) return couldNotRun(unopened);
    if (!opened) return couldNotRun("the recorder has not the body");
    if (operation.request.length === 0 && (request.text ?? "") === "")
      return notApplicable("the request has no parameters and no body");
    if (opened.json === undefined) return notApplicable("the body is no JSON, which another rule tells");
    const body = opened.json;
    const findings = validators["request-body"].validate(body).map((finding): RequestFinding => {
      const { pointer, clause, keyword, message } = finding;
      const value = valueAt(body, pointer);
      const level = levelOf(keyword, value);
      const open = openBy(contract, { clause, value }) ?? nullForNothing(operation.request, clause, value);
      return {
        clause: contract.clauses.has(clause) ? clause : `${operation.id}#path`,
        where: pointer || "body",
        documented: `${demanded(message)} (${contract.clauses.get(clause)?.says ?? clause})`,
        actual: shownWithType(value),
        level: open ? "observed" : level,
        ...open,
        ...(level !== "observed" && !open && { refusal: { level } }),
      };
    });
    return [...findings, ...impossibleDates(operation.request, body, [])].filter(
      ({ where }) => !request.isHiddenField(where),
    );
  },
};

/**
 * A field that the page does not list is no fault that it names; that a text of the wrong form is refused, or an id with a
 * fraction, follows.
 */
function levelOf(keyword: string, value: Json | undefined): Level {
  if (keyword === "additionalProperties") return "observed";
  const isFraction = keyword === "type" && isExactNumber(value);
  return keyword === "pattern" || isFraction ? "inferred" : "documented";
}

/** Whether null is the same as leaving an optional field out no page says (reading null-for-optional). */
function nullForNothing(
  fields: readonly Parameter[],
  clause: string,
  value: Json | undefined,
): Pick<RequestFinding, "reading"> | undefined {
  if (value !== null) return undefined;
  const rows = [...parametersByPath(fields).values()];
  const field = rows.find((row) => `${row.clause}.type` === clause);
  return field && field.presence !== "required" ? { reading: "null-for-optional" } : undefined;
}

function clauseOfJson({ operation }: ReceivedRequest): string {
  const header = operation.requestHeaders.find(({ name }) => name === "Content-Type");
  return header?.clause ?? `${operation.id}#path`;
}

function impossibleDates(
  fields: readonly Parameter[],
  value: Json | undefined,
  path: readonly string[],
): RequestFinding[] {
  if (!isJsonObject(value)) return [];
  return fields.flatMap((field) => {
    const own = Object.hasOwn(value, field.name) ? value[field.name] : undefined;
    const place = [...path, field.name];
    const form = field.format === undefined ? undefined : formOf(field.format);
    if (form?.moment === undefined || typeof own !== "string")
      return impossibleDates(field.fields, own, place);
    if (!new RegExp(form.pattern).test(own) || isExistingTime(own, form.moment)) return [];
    return [
      {
        clause: `${field.clause}.format`,
        where: toPointer(place),
        documented: `a date that exists, ${field.format ?? ""}`,
        actual: shownValue(own),
        level: "inferred",
        refusal: { level: "inferred" },
      },
    ];
  });
}
