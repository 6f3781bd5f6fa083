import { createHash } from "node:crypto";
import { en, Faker } from "@faker-js/faker";
import type { TestData } from "../environment/model.ts";
import { fromPointer, isJsonObject, type Json, type JsonObject } from "../exact/json.ts";
import type { FreshValues } from "./fresh-values.ts";
import type { Case } from "./model.ts";
import { validBody } from "./valid-body.ts";

export interface BodyIngredients {
  readonly requestSchema: JsonObject;
  /** What every request of the operation carries beside its required fields. */
  readonly tableBody: JsonObject;
  readonly testData: TestData;
  readonly seed: string;
  readonly fresh: FreshValues;
}

/**
 * The body of a case: a valid one from the schema, the table's own fields, the environment's data for the operation,
 * the row's differences, the environment's data for this very case; each laid over the one before.
 */
export function composeBody(row: Case, ingredients: BodyIngredients): JsonObject {
  const forOperation = ingredients.testData[row.operation] ?? {};
  const body: JsonObject = {
    ...validBody(ingredients.requestSchema, {
      faker: seededFaker(ingredients.seed, row.id),
      fresh: ingredients.fresh,
    }),
    ...ingredients.tableBody,
    ...forOperation["*"],
  };
  for (const [pointer, value] of row.request.set) setAt(body, pointer, value);
  for (const pointer of row.request.omit) setAt(body, pointer, undefined);
  return { ...body, ...forOperation[row.name] };
}

/** The fields that only the target's owner can give and that the environment does not have for this case. */
export function missingData(row: Case, testData: TestData): string[] {
  const forOperation = testData[row.operation] ?? {};
  const given = { ...forOperation["*"], ...forOperation[row.name] };
  return row.data.filter((field) => !Object.hasOwn(given, field));
}

/** A faker of its own for each case, so that a case gets the same values whichever others run. */
function seededFaker(seed: string, caseId: string): Faker {
  const faker = new Faker({ locale: en });
  faker.seed(createHash("sha256").update(`${seed}\n${caseId}`).digest().readUInt32BE(0));
  return faker;
}

function setAt(body: JsonObject, pointer: string, value: Json | undefined): void {
  const path = fromPointer(pointer);
  const last = path.pop() ?? "";
  let holder: JsonObject = body;
  for (const part of path) {
    const next = holder[part];
    // A copy, so that what the environment gave to all cases stays as it is.
    const copy = isJsonObject(next) ? { ...next } : {};
    holder[part] = copy;
    holder = copy;
  }
  if (value === undefined) delete holder[last];
  else holder[last] = value;
}
