import { headerValues } from "../checks/headers-of.ts";
import { type CoveragePoint, pointOf } from "../contract/coverage-point.ts";
import { treatmentOf } from "../contract/find.ts";
import { inputsOf } from "../contract/inputs.ts";
import type { Contract, Operation, Parameter } from "../contract/model.ts";
import { numberRange } from "../contract/number-range.ts";
import { isJsonObject, type Json } from "../exact/json.ts";
import { compareNumbers, numberText } from "../exact/number.ts";
import type { HeaderLine } from "../wire/transport.ts";

/** What a request puts to the test of its tables beside the rows that it uses: what it leaves out, and bounds. */
export function requestPointsReached(
  body: Json | undefined,
  headers: readonly HeaderLine[],
  operation: Operation,
  contract: Contract,
): CoveragePoint[] {
  return [
    ...fieldPoints(inputsOf(operation), body, contract),
    ...headerPointsOf(headers, operation, contract),
  ];
}

function fieldPoints(
  fields: readonly Parameter[],
  value: Json | undefined,
  contract: Contract,
): CoveragePoint[] {
  if (Array.isArray(value)) return value.flatMap((item) => fieldPoints(fields, item, contract));
  if (!isJsonObject(value)) return [];
  return fields.flatMap((field) => {
    const own = Object.hasOwn(value, field.name) ? value[field.name] : undefined;
    if (own === undefined) return [pointOf(`${field.clause}.presence`, "missing")];
    if (own === null) return [pointOf(`${field.clause}.type`, "null")];
    return [...boundPoints(field, own, contract), ...fieldPoints(field.fields, own, contract)];
  });
}

function boundPoints(field: Parameter, value: Json, contract: Contract): CoveragePoint[] {
  const { type, clause, length, min, max } = field;
  const digits = numberText(value);
  if (type === "number" && digits !== undefined) {
    const { min: least, max: most } = numberRange(field);
    return [
      ...(least ? at(`${clause}.min`, compareNumbers(digits, least.digits), "under-min", "at-min") : []),
      ...(most ? at(`${clause}.max`, -compareNumbers(digits, most.digits), "over-max", "at-max") : []),
    ];
  }
  if (type !== "string" || typeof value !== "string") return [];
  const characters = [...value].length;
  if (length === undefined)
    return [
      ...(min === undefined ? [] : at(`${clause}.min`, characters - Number(min), tooFew(min), "at-min")),
      ...(max === undefined ? [] : at(`${clause}.max`, Number(max) - characters, "over-max", "at-max")),
    ];
  const isAtMost = treatmentOf(contract, `${clause}.length`)?.as === "at-most";
  const room = Number(length) - characters;
  return [
    ...at(`${clause}.length`, room, "over-max", "at-max"),
    ...(room > 0 && !isAtMost ? [pointOf(`${clause}.length`, tooFew(length))] : []),
  ];
}

function tooFew(least: string): string {
  return Number(least) > 1 ? "under-min" : "empty";
}

/** The point of a bound that a value lies on, or beyond; none where it lies within. */
function at(clause: string, room: number, beyond: string, on: string): CoveragePoint[] {
  if (room > 0) return [];
  return [pointOf(clause, room < 0 ? beyond : on)];
}

function headerPointsOf(
  headers: readonly HeaderLine[],
  { requestHeaders }: Operation,
  contract: Contract,
): CoveragePoint[] {
  return requestHeaders.flatMap(({ name, clause, length }) => {
    const [value] = headerValues(headers, name);
    if (value === undefined) return [pointOf(`${clause}.presence`, `${name}.missing`)];
    const isApplied = length !== undefined && treatmentOf(contract, `${clause}.length`)?.as !== "ignored";
    const more = value.length - Number(length);
    if (!isApplied || more === 0) return [];
    return [pointOf(`${clause}.length`, `${name}.${more < 0 ? "too-short" : "too-long"}`)];
  });
}
