import { Big } from "big.js";
import { inputsOf } from "../contract/inputs.ts";
import type { Operation, Parameter, Thing } from "../contract/model.ts";
import { isJsonObject, type Json } from "../exact/json.ts";
import { isNumberText, numberText } from "../exact/number.ts";
import type { LedgerThing } from "../results/ledger.ts";

/** Digits beyond which a number is no id of anybody. */
const LONGEST_ID = 60;

/** The things that a request body names, by the contract's word for its fields. */
export function thingsIn(body: Json | undefined, operation: Operation): LedgerThing[] {
  return named(body, inputsOf(operation));
}

function named(value: Json | undefined, parameters: readonly Parameter[]): LedgerThing[] {
  if (Array.isArray(value)) return value.flatMap((item) => named(item, parameters));
  if (!isJsonObject(value)) return [];
  return parameters.flatMap(({ name, thing, fields }) => {
    const member = Object.hasOwn(value, name) ? value[name] : undefined;
    const own = thing === undefined ? [] : thingOf(thing, name, member);
    return [...own, ...named(member, fields)];
  });
}

/** A value as a thing; none where it is no id at all. */
export function thingOf(kind: Thing, field: string, value: Json | undefined): LedgerThing[] {
  const text = numberText(value) ?? (typeof value === "string" ? value : undefined);
  return text === undefined || text === "" ? [] : [{ kind, field, value: text }];
}

/** The same for the same thing, however its id is written: 50000104652 is 5.0000104652e10. */
export function keyOf({ kind, value }: Pick<LedgerThing, "kind" | "value">): string {
  const isShort = value.length <= LONGEST_ID && !/[eE][+-]?\d{3}/.test(value);
  return `${kind} ${isShort && isNumberText(value) ? new Big(value).toFixed() : value}`;
}
