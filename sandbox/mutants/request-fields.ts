import { formOf } from "../../src/contract/forms.ts";
import type { Contract, Operation, Parameter } from "../../src/contract/model.ts";
import { isJsonObject, type Json, type JsonObject, jsonType } from "../../src/exact/json.ts";
import { compareNumbers, numberText } from "../../src/exact/number.ts";
import { isExistingTime } from "../../src/wire/time.ts";
import { type SandboxTreatments, sandboxTreatments } from "../treatments.ts";
import { fieldRuleIds } from "../validate.ts";
import { succeedInstead } from "./hooks.ts";
import type { Evidence, Mutant } from "./model.ts";

/** A mistake in a field that the server overlooks; the value is undefined where the field is absent. */
interface Overlooked {
  readonly name: string;
  readonly says: string;
  /** Whether the field's row states what is broken; a form, or a day that does not exist, is inferred. */
  readonly evidence: Evidence;
  readonly mistake: (value: Json | undefined) => boolean;
}

/** Rules of what an operation does that refuse a malformed field once its own rules let it pass. */
const ALSO_REFUSING: Readonly<Record<string, readonly string[]>> = {
  "unregistered-card-inquiry cardNo": ["state.card-number-invalid"],
};

/** Where a rule is left out the request is carried out; elsewhere what it is about is not found. */
const SERVES_WHAT_IT_OVERLOOKS: readonly string[] = ["user-register"];

/**
 * Each request field with each of its rules not enforced, mistake by mistake. Fields that client code alone shows
 * have none: no page demands anything of them.
 */
export function requestFieldMutants(contract: Contract): Mutant[] {
  const treatments = sandboxTreatments(contract);
  return contract.operations.flatMap((operation) => {
    const rules = fieldRuleIds(operation, treatments);
    return operation.request
      .filter(({ source }) => source !== "client-code")
      .flatMap((parameter) => {
        const own = [
          ...rules.filter((rule) => rule.startsWith(`body.${parameter.name}.`)),
          ...(ALSO_REFUSING[`${operation.id} ${parameter.name}`] ?? []),
        ];
        return overlooked(parameter, treatments).flatMap((each) => [
          fieldMutant(operation, parameter.name, own, each),
          ...(SERVES_WHAT_IT_OVERLOOKS.includes(operation.id)
            ? []
            : [carriedOut(operation, parameter.name, own, each)]),
        ]);
      });
  });
}

function fieldMutant(
  { id }: Operation,
  field: string,
  leavesOut: readonly string[],
  { name, says, evidence, mistake }: Overlooked,
): Mutant {
  return {
    id: `request-rule/${id}/${field}/${name}`,
    category: "request-rule",
    description: `${id} takes a request whose ${field} ${says}.`,
    operations: [id],
    evidence: SERVES_WHAT_IT_OVERLOOKS.includes(id) ? evidence : "inferred",
    catchers: ["status", "code", "names-field", "not-carried-out"],
    breaches: leavesOut,
    alter: () => ({
      skipRule: (rule, { operation, request }) =>
        operation.id === id && leavesOut.includes(rule) && mistake(own(request, field)),
    }),
  };
}

/** As a server answers that puts something of its own in the place of what is wrong. */
function carriedOut(
  { id }: Operation,
  field: string,
  breaches: readonly string[],
  { name, says, evidence, mistake }: Overlooked,
): Mutant {
  return {
    id: `request-rule/${id}/${field}/${name}-carried-out`,
    category: "request-rule",
    description: `${id} answers with a success to a request whose ${field} ${says}.`,
    operations: [id],
    evidence,
    catchers: ["status", "code", "not-carried-out"],
    breaches,
    alter: () =>
      succeedInstead(
        ({ operation, request }) =>
          operation.id === id && request !== undefined && mistake(own(request, field)),
      ),
  };
}

function own(request: JsonObject | undefined, field: string): Json | undefined {
  return isJsonObject(request) && Object.hasOwn(request, field) ? request[field] : undefined;
}

function overlooked(parameter: Parameter, treatments: SandboxTreatments): Overlooked[] {
  const { presence, type } = parameter;
  const absent: Overlooked[] = [
    { name: "missing", says: "is missing", evidence: "documented", mistake: (value) => value === undefined },
    { name: "null", says: "is null", evidence: "documented", mistake: (value) => value === null },
  ];
  return [
    ...(presence === "required" ? absent : []),
    ...wrongTypes(type),
    ...(type === "number" ? badNumbers(parameter) : []),
    ...(type === "string" ? badTexts(parameter, treatments) : []),
  ];
}

function wrongTypes(type: Parameter["type"]): Overlooked[] {
  return (["boolean", "number", "string", "array", "object"] as const)
    .filter((other) => other !== type)
    .map((other) => ({
      name: `as-${other}`,
      says: `is of type ${other}`,
      evidence: "documented",
      mistake: (value) => value !== undefined && jsonType(value) === other,
    }));
}

function badNumbers({ min, max }: Parameter): Overlooked[] {
  const whole = (value: Json | undefined): string | undefined => {
    const digits = numberText(value);
    return digits !== undefined && /^-?\d+$/.test(digits) ? digits : undefined;
  };
  const isBeyond = (value: Json | undefined, bound: string | undefined, side: 1 | -1): boolean => {
    const digits = whole(value);
    return digits !== undefined && bound !== undefined && compareNumbers(digits, bound) * side > 0;
  };
  return [
    { name: "zero", says: "is 0", evidence: "documented", mistake: (value) => whole(value) === "0" },
    {
      name: "negative",
      says: "is below 0",
      evidence: "documented",
      mistake: (value) => isBeyond(value, "0", -1),
    },
    {
      name: "over-maximum",
      says: `is over ${max}`,
      evidence: "documented",
      mistake: (value) => isBeyond(value, max, 1),
    },
    {
      name: "under-minimum",
      says: `is under ${min}`,
      evidence: "documented",
      mistake: (value) => isBeyond(value, min, -1),
    },
    {
      name: "fraction",
      says: "has a fraction",
      evidence: "inferred",
      mistake: (value) => /\.\d*[1-9]/.test(numberText(value) ?? ""),
    },
  ];
}

function badTexts(parameter: Parameter, treatments: SandboxTreatments): Overlooked[] {
  const { clause, length, min, max, format } = parameter;
  const exact = length !== undefined && treatments.get(`${clause}.length`) === undefined;
  const least = exact ? length : min;
  const most = length ?? max;
  const sized =
    (test: (size: number) => boolean) =>
    (value: Json | undefined): boolean =>
      typeof value === "string" && value !== "" && test([...value].length);
  const found: Overlooked[] = [];
  if (least !== undefined)
    found.push({ name: "empty", says: "is empty", evidence: "documented", mistake: (value) => value === "" });
  if (least !== undefined && Number(least) > 1)
    found.push({
      name: "too-short",
      says: `is shorter than ${least}`,
      // "Length : N" may be read as at most N (reading length-exact-or-at-most).
      evidence: length === undefined ? "documented" : "inferred",
      mistake: sized((size) => size < Number(least)),
    });
  if (most !== undefined)
    found.push({
      name: "too-long",
      says: `is longer than ${most}`,
      evidence: "documented",
      mistake: sized((size) => size > Number(most)),
    });
  const form = format === undefined ? undefined : formOf(format);
  if (!form) return found;
  const fits = new RegExp(form.pattern);
  const rightSize = sized((size) => least === undefined || size === Number(least));
  found.push({
    name: "malformed",
    says: `has not the form ${format}`,
    evidence: "inferred",
    mistake: (value) => rightSize(value) && !fits.test(String(value)),
  });
  const { moment } = form;
  if (moment !== undefined)
    found.push({
      name: "date-that-is-not",
      says: "is a date that does not exist",
      evidence: "inferred",
      mistake: (value) => typeof value === "string" && fits.test(value) && !isExistingTime(value, moment),
    });
  return found;
}
