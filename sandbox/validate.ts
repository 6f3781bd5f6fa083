import { formOf } from "../src/contract/forms.ts";
import { inputsOf } from "../src/contract/inputs.ts";
import type { Operation, Parameter } from "../src/contract/model.ts";
import { numberRange } from "../src/contract/number-range.ts";
import { isJsonObject, type Json, type JsonObject, jsonType } from "../src/exact/json.ts";
import { compareNumbers, numberText } from "../src/exact/number.ts";
import { isExistingTime } from "../src/wire/time.ts";
import type { Refusal } from "./refusal.ts";
import type { SandboxTreatments } from "./treatments.ts";
import { type Wording, wordingOf } from "./wording.ts";

interface FieldRule {
  readonly fact: "presence" | "type" | "empty" | "length" | "range" | "form" | "values";
  /** The refusal of a value (undefined: the member is absent); undefined where the rule holds. */
  judge(value: Json | undefined, wording: Wording): Refusal | undefined;
}

/**
 * Holds a request against the contract's parameters, in the contract's order; members it does not know are
 * ignored. Throws Refusal: 000_003 missing or null, 000_015 length, 000_002 anything else.
 */
export function validateFields(
  request: JsonObject,
  operation: Operation,
  treatments: SandboxTreatments,
  enforces: (rule: string) => boolean,
): void {
  const wording = wordingOf(operation);
  const judge = (
    rules: readonly FieldRule[],
    value: Json | undefined,
    idOf: (rule: FieldRule) => string,
  ): void => {
    for (const rule of rules) {
      const refusal = rule.judge(value, wording);
      if (refusal && enforces(idOf(rule))) throw refusal;
    }
  };
  const visit = (parameters: readonly Parameter[], object: JsonObject, path: string): void => {
    for (const parameter of parameters) {
      const value = Object.hasOwn(object, parameter.name) ? object[parameter.name] : undefined;
      judge(rulesOf(parameter, treatments), value, (rule) => ruleId(path, parameter, rule));
      const items = itemRules(parameter, treatments);
      for (const item of Array.isArray(value) ? value : [])
        judge(items, item, (rule) => ruleId(`${path}.items`, parameter, rule));
      for (const item of objectsIn(value)) visit(parameter.fields, item, `${path}.${parameter.name}`);
    }
  };
  visit(inputsOf(operation), request, "body");
}

/** The ids of all field rules of an operation, e.g. `body.userId.range`. */
export function fieldRuleIds(operation: Operation, treatments: SandboxTreatments): string[] {
  const idsOf = (parameters: readonly Parameter[], path: string): string[] =>
    parameters.flatMap((parameter) => [
      ...rulesOf(parameter, treatments).map((rule) => ruleId(path, parameter, rule)),
      ...itemRules(parameter, treatments).map((rule) => ruleId(`${path}.items`, parameter, rule)),
      ...idsOf(parameter.fields, `${path}.${parameter.name}`),
    ]);
  return idsOf(inputsOf(operation), "body");
}

function ruleId(path: string, { name }: Parameter, { fact }: FieldRule): string {
  return `${path}.${name}.${fact}`;
}

/** The rules of each item of an array of scalars; its type is a rule of the array. */
function itemRules({ itemRow }: Parameter, treatments: SandboxTreatments): FieldRule[] {
  return itemRow ? rulesOf(itemRow, treatments).filter(({ fact }) => fact !== "type") : [];
}

function rulesOf(parameter: Parameter, treatments: SandboxTreatments): FieldRule[] {
  const rules = [presenceRule(parameter), typeRule(parameter)];
  if (parameter.type === "string") rules.push(...stringRules(parameter, treatments));
  if (parameter.type === "number") rules.push(...rangeRule(parameter), ...numberValuesRule(parameter));
  return rules.filter((rule) => rule !== undefined);
}

function presenceRule({ name, presence }: Parameter): FieldRule | undefined {
  if (presence !== "required") return undefined;
  return {
    fact: "presence",
    judge: (value, wording) => {
      const zero = numberText(value) === "0" && wording.zeroIsMissing(name);
      return value === undefined || value === null || zero ? wording.missing(name) : undefined;
    },
  };
}

/** A number is written in plain digits: no page shows an exponent or a fraction (reading number-notation). */
function typeRule({ name, type, fields, items }: Parameter): FieldRule {
  const fits = (value: Json): boolean => {
    if (type === "number") return /^-?\d+$/.test(numberText(value) ?? "");
    if (Array.isArray(value) && fields.length > 0 && !value.every(isJsonObject)) return false;
    if (Array.isArray(value) && items !== undefined && !value.every((item) => jsonType(item) === items))
      return false;
    return jsonType(value) === type;
  };
  return {
    fact: "type",
    judge: (value, wording) => (isAbsent(value) || fits(value) ? undefined : wording.invalid(name)),
  };
}

function rangeRule(parameter: Parameter): FieldRule[] {
  const { min, max } = numberRange(parameter);
  if (min === undefined && max === undefined) return [];
  const inside = (digits: string): boolean =>
    (min === undefined || compareNumbers(digits, min.digits) >= 0) &&
    (max === undefined || compareNumbers(digits, max.digits) <= 0);
  return [
    {
      fact: "range",
      judge: (value, wording) => {
        const digits = numberText(value);
        return digits === undefined || inside(digits) ? undefined : wording.invalid(parameter.name);
      },
    },
  ];
}

function numberValuesRule({ name, values }: Parameter): FieldRule[] {
  if (!values) return [];
  const listed = (digits: string): boolean => values.some((each) => compareNumbers(each, digits) === 0);
  return [
    {
      fact: "values",
      judge: (value, wording) => {
        const digits = numberText(value);
        return digits === undefined || listed(digits) ? undefined : wording.invalid(name);
      },
    },
  ];
}

function stringRules(parameter: Parameter, treatments: SandboxTreatments): FieldRule[] {
  const { name, presence, format, values } = parameter;
  const bounds = lengthBounds(parameter, treatments);
  const form = format === undefined ? undefined : formOf(format);
  const rules: FieldRule[] = [];
  // A page that gives 0 for the least length takes an empty text.
  if (parameter.min !== "0" && (presence === "required" || bounds))
    rules.push(stringRule("empty", name, (text) => text !== ""));
  if (bounds) rules.push(lengthRule(name, bounds));
  if (form) {
    const { pattern, moment } = form;
    const fits = new RegExp(pattern);
    const exists = (text: string): boolean => moment === undefined || isExistingTime(text, moment);
    rules.push(stringRule("form", name, (text) => fits.test(text) && exists(text)));
  }
  if (values) rules.push(stringRule("values", name, (text) => values.includes(text)));
  return rules;
}

function stringRule(
  fact: "empty" | "form" | "values",
  name: string,
  holds: (text: string) => boolean,
): FieldRule {
  return {
    fact,
    judge: (value, wording) =>
      typeof value !== "string" || holds(value) ? undefined : wording.invalid(name),
  };
}

interface Bounds {
  readonly min: string;
  readonly max: string;
}

/** Characters are counted as Unicode characters, not as UTF-16 units (reading min-and-max-of-strings). */
function lengthRule(name: string, { min, max }: Bounds): FieldRule {
  return {
    fact: "length",
    judge: (value, wording) => {
      if (typeof value !== "string") return undefined;
      const length = [...value].length;
      return length < Number(min) || length > Number(max) ? wording.length(name, min, max) : undefined;
    },
  };
}

function lengthBounds(parameter: Parameter, treatments: SandboxTreatments): Bounds | undefined {
  const { clause, length, min, max } = parameter;
  if (length !== undefined) {
    const treatment = treatments.get(`${clause}.length`);
    if (treatment === undefined) return { min: length, max: length };
    return treatment === "ignored" ? undefined : { min: "1", max: length };
  }
  return max === undefined || treatments.get(`${clause}.max`) === "ignored"
    ? undefined
    : { min: min ?? "0", max };
}

function isAbsent(value: Json | undefined): value is null | undefined {
  return value === undefined || value === null;
}

function objectsIn(value: Json | undefined): JsonObject[] {
  if (Array.isArray(value)) return value.filter(isJsonObject);
  return isJsonObject(value) ? [value] : [];
}
