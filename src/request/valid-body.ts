import type { Faker } from "@faker-js/faker";
import {
  exactNumber,
  fromPointer,
  isExactNumber,
  isJsonObject,
  type Json,
  type JsonObject,
  toPointer,
  valueAt,
} from "../exact/json.ts";
import { numberText } from "../exact/number.ts";
import { writtenTime } from "../wire/time.ts";
import type { FreshValues } from "./fresh-values.ts";

/** Where generated values come from: the seeded faker, and values that must be new. */
export interface ValueSource {
  readonly faker: Faker;
  readonly fresh: FreshValues;
  /** Optional fields come or stay away by chance, and lengths go up to their bounds. */
  readonly variety?: boolean;
}

/** Lengths of generated texts stay readable where the schema would allow hundreds of characters. */
const USUAL_LENGTH = 20;

/** A body that the schema accepts: its required fields, each with a value made from its keywords alone. */
export function validBody(schema: JsonObject, source: ValueSource): JsonObject {
  const { properties: members, required: needed } = unwrapped(schema);
  const properties = isJsonObject(members) ? members : {};
  const required = Array.isArray(needed) ? needed.map(String) : [];
  const names = source.variety ? [...required, ...byChance(properties, required, source)] : required;
  return Object.fromEntries(names.map((name) => [name, validValue(properties[name] as JsonObject, source)]));
}

/** An item that may come wrapped as its page prints it (reading) is sent as it is by itself. */
function unwrapped(schema: JsonObject): JsonObject {
  return isJsonObject(schema.else) ? schema.else : schema;
}

/** Optional fields that the documents constrain; of others nobody knows what is valid. */
function byChance(properties: JsonObject, required: readonly string[], { faker }: ValueSource): string[] {
  const optional = Object.keys(properties).filter((name) => !required.includes(name));
  return optional
    .filter((name) => isJsonObject(properties[name]) && properties[name].type !== undefined)
    .filter(() => faker.datatype.boolean());
}

/** A value for the place that a JSON Pointer names, by the schema of that place. */
export function validValueAt(schema: JsonObject, pointer: string, source: ValueSource): Json {
  const place = fromPointer(pointer).reduce<Json | undefined>((current, part) => {
    const holder = isJsonObject(current) ? unwrapped(current) : {};
    return holder.type === "array" ? holder.items : valueAt(holder.properties, toPointer([part]));
  }, schema);
  return validValue(isJsonObject(place) ? place : {}, source);
}

/** A value that the schema accepts. */
function validValue(schema: JsonObject, source: ValueSource): Json {
  const { type, items } = schema;
  if (Array.isArray(schema.enum)) return source.faker.helpers.arrayElement(schema.enum);
  if (type === "boolean") return source.faker.datatype.boolean();
  if (type === "object") return validBody(schema, source);
  if (type === "array") return isJsonObject(items) ? [validValue(items, source)] : [];
  if (type === "number" || type === "integer") return validNumber(schema, source);
  return validText(schema, source);
}

function validNumber(schema: JsonObject, { faker }: ValueSource): Json {
  const min = BigInt(numberText(schema.minimum) ?? "0");
  const max = BigInt(numberText(schema.maximum) ?? "9999999999");
  return exactNumber(faker.number.bigInt({ min, max }).toString());
}

function validText(schema: JsonObject, { faker, fresh, variety }: ValueSource): string {
  const min = lengthOf(schema.minLength);
  const max = lengthOf(schema.maxLength);
  // A maximum alone is an upper bound that also reads as the exact length (reading length-exact-or-at-most): at it, both hold.
  const longest =
    variety && max !== undefined && min !== undefined ? faker.number.int({ min, max }) : USUAL_LENGTH;
  const length = min === undefined ? (max ?? USUAL_LENGTH) : Math.max(min, Math.min(max ?? longest, longest));
  if (schema["x-unique"] === true) return fresh.next(length);
  const { examples } = schema;
  if (Array.isArray(examples) && examples.length > 0) return String(faker.helpers.arrayElement(examples));
  const moment = schema["x-moment"];
  if (typeof moment === "string") return pastMoment(moment, faker);
  // The one form of texts in bodies that is no date is `digits`.
  const digits = min === max || schema.pattern !== undefined;
  return digits ? faker.string.numeric(length) : faker.string.alphanumeric(length);
}

/** A date that an adult could have been born on: dates in requests are birth dates. */
function pastMoment(form: string, faker: Faker): string {
  const date = faker.date.between({ from: "1960-01-01T00:00:00Z", to: "2000-12-31T00:00:00Z" });
  return writtenTime(date, form);
}

function lengthOf(value: Json | undefined): number | undefined {
  return isExactNumber(value) ? Number(value.value) : undefined;
}
