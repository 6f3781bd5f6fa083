import { formOf } from "../../contract/forms.ts";
import { hasBody } from "../../contract/inputs.ts";
import type { Parameter } from "../../contract/model.ts";
import { isJsonObject, type Json, toPointer } from "../../exact/json.ts";
import { isExistingTime } from "../../wire/time.ts";
import { couldNotRun, notApplicable } from "../model.ts";
import { shownValue } from "../rendering.ts";
import { fieldFinding } from "./field-finding.ts";
import type { ReceivedRequest, RequestFinding, RequestRule } from "./model.ts";

const NO_BODY = "the request has no parameters in a body, and no body";

/** RFC 8259, of the body as it travelled and of what was encrypted in it. */
export const requestJson: RequestRule = {
  id: "request-json",
  title: "The body of the request is one JSON text in UTF-8, every member name once.",
  next: "Look what writes the body of the request: some writer of JSON was bypassed there.",
  check: (request) => {
    const { opened } = request;
    if (!opened) return couldNotRun("the recorder has not the body");
    if (isBodiless(request)) return notApplicable(NO_BODY);
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
    const { opened, operation, validators, unopened } = request;
    if (unopened !== undefined) return couldNotRun(unopened);
    if (!opened) return couldNotRun("the recorder has not the body");
    if (isBodiless(request)) return notApplicable(NO_BODY);
    if (opened.json === undefined) return notApplicable("the body is no JSON, which another rule tells");
    const body = opened.json;
    const findings = validators["request-body"]
      .validate(body)
      .map((finding) => fieldFinding(request, body, finding));
    return [...findings, ...impossibleDates(operation.request, body, [])].filter(
      ({ where }) => !request.isHiddenField(where),
    );
  },
};

/** What a page has in path and query, or not at all, is no body. */
function isBodiless({ operation, text }: ReceivedRequest): boolean {
  return text === "" && (operation.request.length === 0 || !hasBody(operation));
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
