import { formOf } from "../../src/contract/forms.ts";
import type { Contract, Operation, Parameter } from "../../src/contract/model.ts";
import {
  exactNumber,
  isExactNumber,
  type Json,
  type JsonObject,
  type jsonType,
} from "../../src/exact/json.ts";
import { subtractNumbers } from "../../src/exact/number.ts";
import { type SandboxTreatments, sandboxTreatments } from "../treatments.ts";
import { changePayload, editAt, isSuccess, ofOperation, removeAt } from "./hooks.ts";
import type { Evidence, Mutant } from "./model.ts";

/** A wrong form of a field, made of the right one; undefined takes the field away. */
interface WrongForm {
  readonly name: string;
  readonly says: string;
  readonly rule: string;
  readonly evidence?: Evidence;
  make(right: Json): Json | undefined;
}

/** Each documented response field, nested ones and those of array items too, wrong in each way that its row rules out. */
export function responseFieldMutants(contract: Contract): Mutant[] {
  const treatments = sandboxTreatments(contract);
  return contract.operations.flatMap((operation) =>
    fieldsOf(operation.response, []).flatMap(({ parameter, path }) => [
      ...wrongForms(parameter, treatments).map((form) => fieldMutant(operation, path, form)),
      ...(parameter.type === "array" ? itemForms() : []).map((form) => fieldMutant(operation, path, form)),
    ]),
  );
}

function fieldMutant({ id }: Operation, path: readonly string[], form: WrongForm): Mutant {
  const field = path.join(".");
  const change = (payload: JsonObject): JsonObject =>
    editAt(payload, path, (holder, name) => {
      const right = holder[name];
      if (right === undefined) return holder;
      const wrong = form.make(right);
      return wrong === undefined ? removeAt(holder, [name]) : { ...holder, [name]: wrong };
    });
  return {
    id: `response-field/${id}/${field}/${form.name}`,
    category: "response-field",
    description: `${id} answers a success in which ${field} ${form.says}.`,
    operations: [id],
    evidence: form.evidence ?? "documented",
    catchers: [form.rule],
    alter: () => changePayload(ofOperation(id, isSuccess), change),
  };
}

function fieldsOf(
  parameters: readonly Parameter[],
  parent: readonly string[],
): { parameter: Parameter; path: readonly string[] }[] {
  return parameters.flatMap((parameter) => {
    const path = [...parent, parameter.name];
    return [{ parameter, path }, ...fieldsOf(parameter.fields, path)];
  });
}

function wrongForms(parameter: Parameter, treatments: SandboxTreatments): WrongForm[] {
  const { type, presence } = parameter;
  const missing: WrongForm[] =
    presence === "required"
      ? [{ name: "missing", says: "is missing", rule: "body-schema", make: () => undefined }]
      : [];
  // Null may stand for an optional field that is left out (reading null-for-optional).
  const isOpen = ({ name }: WrongForm): boolean => name === "null" && presence === "optional";
  const forms = [...missing, ...wrongTypes(type).filter((form) => !isOpen(form))];
  if (type === "number") return [...forms, ...beyondBounds(parameter, treatments)];
  if (type === "string")
    return [...forms, ...beyondLengths(parameter, treatments), ...outsideForm(parameter)];
  return forms;
}

/** The value in every other JSON type, kept as near to the right one as that type allows. */
function wrongTypes(right: Parameter["type"]): WrongForm[] {
  const others: readonly (readonly [type: ReturnType<typeof jsonType>, make: (value: Json) => Json])[] = [
    ["null", () => null],
    ["boolean", (value) => value !== false],
    ["number", asNumber],
    ["string", asText],
    ["array", (value) => [value]],
    ["object", (value) => ({ value })],
  ];
  return others
    .filter(([type]) => type !== right)
    .map(([type, make]) => ({
      name: type === "null" ? "null" : `as-${type}`,
      says: type === "null" ? "is null" : `is of type ${type}`,
      rule: "body-schema",
      make,
    }));
}

/** 0 and 1 may stand for a boolean (reading is-authed-value). */
function asNumber(value: Json): Json {
  if (typeof value === "boolean") return exactNumber("2");
  const digits = typeof value === "string" && /^[1-9]\d*$/.test(value) ? value : "1";
  return exactNumber(digits);
}

function asText(value: Json): Json {
  return isExactNumber(value) ? value.value : typeof value === "boolean" ? String(value) : "text";
}

/** Points may be negative (reading remaining-point-below-zero), and so may a difference (rechargeable-below-zero). */
const MAY_BE_BELOW: readonly string[] = ["remainingPoint", "rechargeableAmount"];

function beyondBounds({ name, min, max, clause }: Parameter, treatments: SandboxTreatments): WrongForm[] {
  const forms: WrongForm[] = [];
  const rule = "body-schema";
  const number = (digits: string) => (): Json => exactNumber(digits);
  if (min !== undefined && !MAY_BE_BELOW.includes(name))
    forms.push({
      name: "one-under",
      says: `is one under its minimum ${min}`,
      rule,
      make: number(subtractNumbers(min, "1")),
    });
  if (max !== undefined)
    forms.push({
      name: "one-over",
      says: `is one over its maximum ${max}`,
      rule,
      make: number(subtractNumbers(max, "-1")),
    });
  if (treatments.get(`${clause}.type`) === "whole")
    forms.push({ name: "fraction", says: "has a fraction", rule, make: number("50000104652.5") });
  return forms;
}

function beyondLengths(parameter: Parameter, treatments: SandboxTreatments): WrongForm[] {
  const { clause, length, min, max } = parameter;
  const holds = (fact: string): boolean => treatments.get(`${clause}.${fact}`) === undefined;
  const exact = length !== undefined && holds("length") && !isAssigned(parameter);
  const least = exact ? length : min;
  const most =
    length !== undefined && holds("length") ? length : max !== undefined && holds("max") ? max : undefined;
  const forms: WrongForm[] = [];
  const resized =
    (size: number) =>
    (right: Json): Json =>
      String(right).slice(0, size).padEnd(size, "1");
  if (least !== undefined)
    forms.push({
      name: "one-under",
      says: `is one character shorter than ${least}`,
      rule: "body-schema",
      make: resized(Number(least) - 1),
    });
  if (most !== undefined)
    forms.push({
      name: "one-over",
      says: `is one character longer than ${most}`,
      rule: "body-schema",
      make: resized(Number(most) + 1),
    });
  return forms;
}

/** An id that an operator assigns may be shorter than its Length (reading length-exact-or-at-most). */
function isAssigned({ name }: Parameter): boolean {
  return ["serviceId", "affiliateId", "pointPolicyId"].includes(name);
}

function outsideForm({ values, format }: Parameter): WrongForm[] {
  const forms: WrongForm[] = [];
  const fixed = (text: string) => (): Json => text;
  if (values) {
    forms.push({
      name: "outside-values",
      says: "is none of its values",
      rule: "body-schema",
      make: fixed("LOST"),
    });
    const lower = (right: Json): Json => String(right).toLowerCase();
    forms.push({
      name: "lower-case-value",
      says: "is a value in lower case",
      rule: "body-schema",
      make: lower,
    });
  }
  const form = format === undefined ? undefined : formOf(format);
  if (!form) return forms;
  const spoilt = (right: Json): Json => `${String(right).slice(0, -1)}x`;
  forms.push({ name: "malformed", says: `is not of the form ${format}`, rule: "body-schema", make: spoilt });
  if (form.moment !== undefined) {
    const notThere =
      (month: string, day: string) =>
      (right: Json): Json =>
        String(right).slice(0, -4) + month + day;
    forms.push(
      { name: "day-that-is-not", says: "is the 30th of February", rule: "dates", make: notThere("02", "30") },
      { name: "month-that-is-not", says: "has the month 13", rule: "dates", make: notThere("13", "01") },
      { name: "day-zero", says: "has the day 0", rule: "dates", make: notThere("12", "00") },
    );
  }
  return forms;
}

/** Wrong items of an array. */
function itemForms(): WrongForm[] {
  const last =
    (change: (items: Json[]) => Json[]) =>
    (right: Json): Json =>
      Array.isArray(right) ? change(right) : right;
  const rule = "body-schema";
  return [
    { name: "item-null", says: "has an item that is null", rule, make: last((items) => [...items, null]) },
    {
      name: "item-text",
      says: "has an item that is a text",
      rule,
      make: last((items) => [...items, "text"]),
    },
    { name: "item-array", says: "has an item that is an array", rule, make: last((items) => [...items, []]) },
    {
      name: "item-empty",
      says: "has an item without its fields",
      rule,
      make: last((items) => [...items, {}]),
    },
  ];
}
