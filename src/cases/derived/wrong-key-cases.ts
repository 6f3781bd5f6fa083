import { pointOf } from "../../contract/coverage-point.ts";
import { inputsOf } from "../../contract/inputs.ts";
import { toPointer } from "../../exact/json.ts";
import type { Case } from "../model.ts";
import { type Basis, demanding, harmlessSuccess, named, placeOf } from "./derived-case.ts";

/** A server that compares a part of a value, such as the month of an expiry, takes one that differs in the rest. */
const PARTS = [
  { at: "end", suffix: "" },
  { at: "start", suffix: "-start" },
] as const;

/**
 * Where a page says by which fields a thing is inquired, all of them have to be right, from their first character to the last:
 * the request of the documented success with one of them wrong is not answered with the thing's data. Without the right
 * request's success beside it such a refusal shows nothing.
 */
export function wrongKeyCases(basis: Basis): Case[] {
  const { operation, successCode } = basis;
  const success = harmlessSuccess(basis);
  const { identification } = operation;
  if (!success || !identification) return [];
  return inputsOf(operation)
    .filter(({ name }) => identification.fields.includes(name))
    .flatMap((field) => PARTS.map((part) => ({ field, ...part })))
    .filter(({ field, at }) => at === "end" || field.type === "string")
    .map(({ field, at, suffix }) => ({
      ...named(operation, `wrong-key.${field.name}${suffix}`),
      title: `The right request with another ${field.name}, by its ${at}, is not answered with data`,
      kind: "generated",
      level: "inferred",
      family: "security",
      destructive: false,
      effect: operation.effect,
      refusal: false,
      data: success.data,
      dataOf: success.name,
      clauses: [identification.clause, field.clause],
      request: { set: new Map(), omit: [], breaks: [], other: [{ pointer: toPointer([field.name]), at }] },
      expected: demanding(identification.clause, { demand: { kind: "no-success", codes: [successCode] } }),
      points: [pointOf(identification.clause, `wrong-${field.name}${suffix}`)],
      source: placeOf(operation),
    }));
}
