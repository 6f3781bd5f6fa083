import { createHash } from "node:crypto";
import type { Faker } from "@faker-js/faker";
import { faker } from "@faker-js/faker/locale/en";
import type { Case, RequestDifference } from "../cases/model.ts";
import type { Guess } from "../cases/tables.ts";
import type { TestData } from "../environment/model.ts";
import { isJsonObject, type Json, type JsonObject, toPointer, valueAt } from "../exact/json.ts";
import type { FreshValues } from "./fresh-values.ts";
import { withoutValue, withValue } from "./json-edit.ts";
import { otherValue } from "./other-value.ts";
import { type ValueSource, validBody, validValueAt } from "./valid-body.ts";

export interface BodyIngredients {
  readonly requestSchema: JsonObject;
  /** What every request of the operation carries until test data says better. */
  readonly guesses: readonly Guess[];
  readonly testData: TestData;
  readonly seed: string;
  readonly fresh: FreshValues;
}

/**
 * The body of a case: a valid one from the schema, the table's guesses, the environment's data for the operation
 * and for the case that it is derived from, the row's differences, the environment's data for this very case; each
 * laid over the one before.
 */
export function composeBody(row: Case, ingredients: BodyIngredients): JsonObject {
  const { requestSchema, testData, fresh } = ingredients;
  const forOperation = testData[row.operation] ?? {};
  const source: ValueSource = {
    faker: seededFaker(ingredients.seed, valuesOf(row)),
    fresh,
    ...(row.optionalFields && { variety: true }),
  };
  const base: JsonObject = {
    ...validBody(requestSchema, source),
    ...Object.fromEntries(ingredients.guesses.map(({ field, value }) => [field, value])),
    ...forOperation["*"],
    ...(row.dataOf !== undefined && forOperation[row.dataOf]),
  };
  const renewed = row.kind === "documented" ? base : withNewValues(base, row, requestSchema, source);
  return { ...differing(renewed, row.request, requestSchema, source), ...forOperation[row.name] };
}

/** What has to be new with every request is new although the data of the documented case gives it: that one has used it. */
function withNewValues(base: JsonObject, row: Case, schema: JsonObject, source: ValueSource): JsonObject {
  const properties = isJsonObject(schema.properties) ? schema.properties : {};
  const renewed = Object.entries(properties)
    .filter(
      ([name, property]) =>
        Object.hasOwn(base, name) && isJsonObject(property) && property["x-unique"] === true,
    )
    .filter(([name]) => !row.data.includes(name))
    .map(([name]): [string, Json] => [name, validValueAt(schema, toPointer([name]), source)]);
  return { ...base, ...Object.fromEntries(renewed) };
}

function differing(
  base: JsonObject,
  { ensure, fresh, other, set, omit }: RequestDifference,
  schema: JsonObject,
  source: ValueSource,
): JsonObject {
  let body = base;
  for (const pointer of ensure ?? []) {
    if (valueAt(body, pointer) === undefined)
      body = withValue(body, pointer, validValueAt(schema, pointer, source));
  }
  for (const [pointer, length] of fresh ?? []) body = withValue(body, pointer, source.fresh.next(length));
  for (const { pointer, at } of other ?? [])
    body = withValue(body, pointer, otherValue(valueAt(body, pointer), at));
  for (const [pointer, value] of set) body = withValue(body, pointer, value);
  return omit.reduce(withoutValue, body);
}

/** The requests of a case share their made-up values, so that they are about one person, but for one that has its own. */
function valuesOf({ id, request }: Case): string {
  return request.values === undefined ? id : `${id}/${request.values}`;
}

/** Seeded anew for each case, so that a case gets the same values whichever others run; a body is made in one go. */
function seededFaker(seed: string, values: string): Faker {
  faker.seed(createHash("sha256").update(`${seed}\n${values}`).digest().readUInt32BE(0));
  return faker;
}
