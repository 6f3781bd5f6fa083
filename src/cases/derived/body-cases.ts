import type { Faker } from "@faker-js/faker";
import { faker } from "@faker-js/faker/locale/en";
import { pointOf } from "../../contract/coverage-point.ts";
import type { Expectation, Level } from "../../contract/expectation.ts";
import { inputsOf, placeOfInput } from "../../contract/inputs.ts";
import type { ClauseId, Operation, Parameter, Treatment } from "../../contract/model.ts";
import { exactNumber, isExactNumber, type Json, toPointer } from "../../exact/json.ts";
import { isNumberText } from "../../exact/number.ts";
import type { Case } from "../model.ts";
import {
  type Basis,
  demanding,
  harmlessSuccess,
  isDestructive,
  named,
  placeOf,
  type TreatmentOf,
} from "./derived-case.ts";
import type { FieldValue } from "./field-value.ts";
import { fieldValues } from "./field-values.ts";
import { inBounds } from "./number-values.ts";
import { lengthBounds, textOf } from "./text-values.ts";

/** A field with the way to it. */
interface PlacedField {
  readonly field: Parameter;
  /** Names from the root, the index of the first item for an array. */
  readonly path: readonly string[];
  /** JSON Pointers of the objects and arrays around it. */
  readonly around: readonly string[];
}

/**
 * The body cases of an operation, from the contract's request table alone: each field missing, null, of every wrong
 * type, at each bound, one beyond each bound, and in the notations that the pages leave open.
 */
export function bodyCases(basis: Basis, treatmentOf: TreatmentOf): Case[] {
  // The values of derived cases are part of what they are: the same whatever the seed of the run.
  faker.seed(20_000_101);
  const nobodys = valuesOfNobody(basis, faker, treatmentOf);
  const placed = placedFields(inputsOf(basis.operation), [], []);
  const cases = placed.flatMap((place) => {
    const treatment = (fact: string): Treatment | undefined => treatmentOf(`${place.field.clause}.${fact}`);
    return fieldValues(place.field, { faker, treatment })
      .filter((value) => isTelling(value, place, basis) && canTravel(value, place, basis.operation))
      .map((value) => fieldCase(value, place, basis, nobodys));
  });
  return [...cases, extraField(basis, nobodys)];
}

/** Client code shows that a field is in use and nothing of what is demanded of it. */
function placedFields(
  fields: readonly Parameter[],
  path: readonly string[],
  around: readonly string[],
): PlacedField[] {
  return fields
    .filter(({ source }) => source !== "client-code")
    .flatMap((field) => {
      const own = [...path, field.name];
      const inside = field.type === "array" ? [...own, "0"] : own;
      const deeper = placedFields(field.fields, inside, [...around, toPointer(own)]);
      return [{ field, path: own, around }, ...deeper];
    });
}

/**
 * A value within the bounds of a field that only the target's owner can fill proves nothing: it names nobody, and
 * beside the owner's other values, of a card for instance, it is a guess that somebody may count.
 */
function isTelling(value: FieldValue, { field, path }: PlacedField, { rows }: Basis): boolean {
  if (!["at-min", "at-max"].includes(value.aspect) || path.length > 1 || field.type === "number") return true;
  const ownersFields = new Set(rows.flatMap(({ data }) => data));
  return field.length === undefined || field.unique === true || !ownersFields.has(field.name);
}

/**
 * Whether a value can stand where its field travels. In an address everything is text: null, a list or a boolean is there
 * no other type than a word is, and a text that is a number none than the number. A path has a value for each of its names.
 */
function canTravel({ value }: FieldValue, { field, path }: PlacedField, operation: Operation): boolean {
  const place = placeOfInput(operation, path[0] ?? "");
  if (place === "body") return true;
  if (value === undefined) return place === "query";
  if (isExactNumber(value)) return field.type === "number";
  if (typeof value !== "string" || (field.type === "number" && isNumberText(value))) return false;
  return place === "query" || !/^\.{0,2}$/.test(value);
}

/** By pointer: values of the fields that say whose money or membership it is, which name nobody's. */
type NobodysValues = ReadonlyMap<string, Json>;

/**
 * A derived request of an operation that changes money or a membership must not name anybody's: neither a value that
 * was seen in use nor one that the environment gives for all cases stands in it.
 */
function valuesOfNobody(basis: Basis, faker: Faker, treatmentOf: TreatmentOf): NobodysValues {
  if (!isDestructive(basis) || harmlessSuccess(basis)) return new Map();
  const owners = destructiveFields(basis);
  const fields = inputsOf(basis.operation).filter(({ name, unique }) => owners.has(name) && unique !== true);
  return new Map(
    fields.flatMap((field): [string, Json][] => {
      const pointer = toPointer([field.name]);
      if (field.type === "number") return [[pointer, exactNumber(inBounds(field))]];
      if (field.type !== "string") return [];
      const [listed] = field.values ?? [];
      if (listed !== undefined) return [[pointer, listed]];
      const treatment = (fact: string): Treatment | undefined => treatmentOf(`${field.clause}.${fact}`);
      const { min = 1, max = 20 } = lengthBounds(field, { treatment });
      return [[pointer, textOf(field, Math.max(min, Math.min(max, 20)), faker)]];
    }),
  );
}

/** The fields that the owner gives so that a request changes something. */
function destructiveFields({ rows }: Basis): ReadonlySet<string> {
  return new Set(rows.filter(({ destructive }) => destructive).flatMap(({ data }) => data));
}

function fieldCase(value: FieldValue, place: PlacedField, basis: Basis, nobodys: NobodysValues): Case {
  const { operation } = basis;
  const { field, path, around } = place;
  const [top = field.name] = path;
  const pointer = toPointer(path);
  const success = harmlessSuccess(basis);
  const [fact = "presence"] = value.facts;
  const clause = `${field.clause}.${fact}`;
  const refusal = value.expected === "refused";
  const isSomebodys = destructiveFields(basis).has(top) && value.expected !== "refused";
  const set = new Map([...nobodys].filter(([name]) => name !== toPointer([top])));
  if (value.value !== undefined) set.set(pointer, value.value);
  return {
    ...named(operation, `${placeOfInput(operation, top) ?? "body"}.${path.join(".")}.${value.aspect}`),
    title: `${path.join(".")} ${value.words} ${VERDICTS[value.expected]}`,
    kind: "generated",
    level: levelOf(value),
    destructive: isDestructive(basis) && !refusal,
    effect: operation.effect,
    refusal,
    data: success?.data.filter((name) => name !== top) ?? [],
    ...(success && { dataOf: success.name }),
    ...(isSomebodys && { couldBeSomebodys: true }),
    clauses: [field.clause, ...value.facts.map((name) => `${field.clause}.${name}`)],
    request: {
      set,
      omit: value.value === undefined ? [pointer] : [],
      breaks: [],
      within: field.clause,
      ensure: around,
    },
    expected: expectationOf(value, field, clause, basis),
    points: value.facts.map((name) => pointOf(`${field.clause}.${name}`, value.aspect)),
    source: placeOf(operation),
  };
}

/**
 * What a page states of a field's presence, type, length, bounds and values binds both ways and is documented. That a
 * text has the stated form but names no day, or that an id has no fraction, follows.
 */
function levelOf({ expected, facts, aspect }: FieldValue): Level {
  if (expected === "observed") return "observed";
  return facts.includes("format") || aspect === "fraction" ? "inferred" : "documented";
}

const VERDICTS: Readonly<Record<FieldValue["expected"], string>> = {
  refused: "is refused",
  accepted: "is not refused",
  observed: "is observed",
};

function expectationOf(value: FieldValue, field: Parameter, clause: ClauseId, basis: Basis): Expectation {
  const family = basis.validationCodes;
  if (value.expected === "observed") return demanding(clause, { demand: { kind: "observation" } });
  if (value.expected === "accepted") {
    return demanding(clause, { demand: { kind: "acceptance", field: field.name, codes: family } });
  }
  return demanding(clause, { status: 400, family, demand: { kind: "refusal", field: field.name } });
}

function extraField(basis: Basis, nobodys: NobodysValues): Case {
  const { operation } = basis;
  const success = harmlessSuccess(basis);
  const clause = `${operation.id}#path`;
  return {
    ...named(operation, "body.extra-field"),
    title: "A field that the page does not list is observed",
    kind: "generated",
    level: "observed",
    destructive: isDestructive(basis),
    effect: operation.effect,
    refusal: false,
    data: success?.data ?? [],
    ...(success && { dataOf: success.name }),
    clauses: [clause],
    request: { set: new Map([...nobodys, ["/konaplateConformance", "unlisted"]]), omit: [], breaks: [] },
    expected: demanding(clause, { demand: { kind: "observation" } }),
    points: [pointOf(`${operation.id}#request`, "extra-field")],
    source: placeOf(operation),
  };
}
