import { formOf } from "../contract/forms.ts";
import type { ClauseId, Parameter } from "../contract/model.ts";
import { numberRange } from "../contract/number-range.ts";
import { exactNumber, type Json, type JsonObject } from "../exact/json.ts";
import type { Treatments } from "./treatments.ts";

/** Whether a schema judges what comes (unknown fields allowed) or what is sent (unknown fields are an error). */
export type Role = "received" | "sent";

/**
 * The schema of one parameter. Each keyword has its clause in `x-clauses`; facts that are no keyword of JSON Schema
 * stand beside as annotations: `x-moment` (a date that must exist), `x-unique`, `x-source`.
 */
export function parameterSchema(parameter: Parameter, role: Role, treatments: Treatments): JsonObject {
  // Client code shows that a field is used, not what the server demands of it.
  if (parameter.source === "client-code") return annotations(parameter);
  const keywords: Keyword[] = [
    ...typeKeywords(parameter, treatments),
    ...(parameter.type === "number" ? boundKeywords(parameter) : []),
    ...(parameter.type === "string" ? textKeywords(parameter, treatments) : []),
  ].filter(({ clause }) => treatments.of(clause) !== "ignored");
  return {
    ...keywordMembers(keywords),
    ...structure(parameter, role, treatments),
    ...annotations(parameter),
  };
}

/**
 * The members of an object schema: properties, the required ones, and whether others may stand beside them.
 * `typeClause` is what the value has to be an object by.
 */
export function objectSchema(
  fields: readonly Parameter[],
  role: Role,
  treatments: Treatments,
  typeClause?: ClauseId,
): JsonObject {
  const required = fields.filter(
    ({ presence, clause }) => presence === "required" && treatments.of(`${clause}.presence`) !== "ignored",
  );
  return {
    type: "object",
    ...(typeClause !== undefined && { "x-clauses": { type: typeClause } }),
    ...(fields.length > 0 && {
      properties: Object.fromEntries(
        fields.map((field) => [field.name, parameterSchema(field, role, treatments)]),
      ) as JsonObject,
    }),
    ...(required.length > 0 && {
      required: required.map(({ name }) => name),
      "x-required-clauses": Object.fromEntries(
        required.map((field) => [field.name, `${field.clause}.presence`]),
      ),
    }),
    ...(role === "sent" && { additionalProperties: false }),
  };
}

interface Keyword {
  readonly keyword: string;
  readonly value: Json;
  readonly clause: string;
}

function keywordMembers(keywords: readonly Keyword[]): JsonObject {
  const members = Object.fromEntries(keywords.map(({ keyword, value }) => [keyword, value]));
  const clauses = Object.fromEntries(keywords.map(({ keyword, clause }) => [keyword, clause]));
  return { ...members, "x-clauses": clauses };
}

function typeKeywords(parameter: Parameter, treatments: Treatments): Keyword[] {
  const clause = `${parameter.clause}.type`;
  const whole = parameter.type === "number" && treatments.of(clause) === "whole";
  return [{ keyword: "type", value: whole ? "integer" : parameter.type, clause }];
}

function boundKeywords(parameter: Parameter): Keyword[] {
  const { values, clause } = parameter;
  const { min, max } = numberRange(parameter);
  const bound = (keyword: string, of: { digits: string; fact: string } | undefined): Keyword[] =>
    of ? [{ keyword, value: exactNumber(of.digits), clause: `${clause}.${of.fact}` }] : [];
  return [
    ...bound("minimum", min),
    ...bound("maximum", max),
    ...(values ? [{ keyword: "enum", value: values.map(exactNumber), clause: `${clause}.values` }] : []),
  ];
}

function textKeywords(parameter: Parameter, treatments: Treatments): Keyword[] {
  const { length, min, max, format, values, clause } = parameter;
  const keywords: Keyword[] = [];
  const bound = (keyword: string, fact: string, value: string | undefined): void => {
    if (value === undefined) return;
    if (keyword === "minLength" && treatments.of(`${clause}.${fact}`) === "at-most") return;
    keywords.push({ keyword, value: exactNumber(value), clause: `${clause}.${fact}` });
  };
  bound("minLength", "length", length);
  bound("maxLength", "length", length);
  bound("minLength", "min", min);
  bound("maxLength", "max", max);
  const pattern = format === undefined ? undefined : formOf(format)?.pattern;
  if (pattern !== undefined)
    keywords.push({ keyword: "pattern", value: pattern, clause: `${clause}.format` });
  if (values !== undefined)
    keywords.push({ keyword: "enum", value: [...values], clause: `${clause}.values` });
  return keywords;
}

/** Properties of an object, items of an array; an item may come wrapped as the page prints it (reading). */
function structure(parameter: Parameter, role: Role, treatments: Treatments): JsonObject {
  const { fields, type, clause, item: wrapper, items, itemRow } = parameter;
  if (itemRow) return { items: parameterSchema(itemRow, role, treatments) };
  if (items !== undefined) return { items: { type: items, "x-clauses": { type: `${clause}.items` } } };
  if (fields.length === 0) return {};
  if (type === "object") {
    // The type stands with its clause among the keywords already.
    const { type: _object, ...members } = objectSchema(fields, role, treatments);
    return members;
  }
  if (type !== "array") return {};
  const members = objectSchema(fields, role, treatments, `${clause}.type`);
  if (wrapper === undefined || treatments.of(`${clause}.item`) !== "either") return { items: members };
  const either = [
    ["type", "object"],
    ["x-clauses", { type: `${clause}.type`, if: `${clause}.item` }],
    ["if", { required: [wrapper] }],
    ["then", { properties: { [wrapper]: members } }],
    ["else", members],
  ];
  return { items: Object.fromEntries(either) as JsonObject };
}

function annotations(parameter: Parameter): JsonObject {
  const moment = parameter.format === undefined ? undefined : formOf(parameter.format)?.moment;
  return {
    ...(parameter.examples && { examples: parameter.examples.map((text) => exampleValue(parameter, text)) }),
    ...(moment !== undefined && { "x-moment": moment }),
    ...(parameter.unique === true && { "x-unique": true }),
    ...(parameter.source !== "page" && { "x-source": parameter.source }),
  };
}

function exampleValue({ type }: Parameter, text: string): Json {
  return type === "number" ? exactNumber(text) : text;
}
