import { pointOf } from "../../contract/coverage-point.ts";
import { inputsOf } from "../../contract/inputs.ts";
import type { Parameter } from "../../contract/model.ts";
import { exactNumber, type Json, toPointer } from "../../exact/json.ts";
import type { Case } from "../model.ts";
import { withCheckDigit } from "./check-digit.ts";
import { type Basis, demanding, named, placeOf } from "./derived-case.ts";
import { inBounds } from "./number-values.ts";

/**
 * Both ends of every bound in inquiries, with values that name nobody: a valid id of nobody is not found and never
 * invalid, so that no test data are needed to see whether a bound is held too narrowly.
 */
export function nobodyCases(basis: Basis): Case[] {
  const { operation } = basis;
  const needed = inputsOf(operation).filter(({ presence }) => presence === "required");
  if (operation.effect !== "nothing" || needed.some(({ type }) => !["string", "number"].includes(type)))
    return [];
  const nobodys = new Map(needed.map((field) => [toPointer([field.name]), nobodysValue(field)]));
  return needed.flatMap((field) =>
    endsOf(field).map((end): Case => {
      const clause = `${field.clause}.${end.fact}`;
      return {
        ...named(operation, `nobody.${field.name}.${end.name}`),
        title: `A valid ${field.name} of nobody, ${end.words}, is not called invalid`,
        kind: "generated",
        level: "documented",
        destructive: false,
        effect: operation.effect,
        refusal: false,
        data: [],
        clauses: [field.clause, clause],
        request: {
          set: new Map([...nobodys, [toPointer([field.name]), end.value]]),
          omit: [],
          breaks: [],
        },
        expected: demanding(clause, {
          demand: { kind: "acceptance", field: field.name, codes: basis.validationCodes },
        }),
        points: [pointOf(clause, `nobody.${end.name}`)],
        source: placeOf(operation),
      };
    }),
  );
}

interface End {
  readonly name: string;
  readonly words: string;
  readonly fact: string;
  readonly value: Json;
}

function endsOf(field: Parameter): End[] {
  const end = (name: string, words: string, fact: string, value: Json): End => ({ name, words, fact, value });
  if (field.type === "number") {
    const { min, max } = field;
    return [
      ...(min === undefined ? [] : [end("least", "the least there is", "min", exactNumber(min))]),
      ...(max === undefined ? [] : [end("greatest", "the greatest there is", "max", exactNumber(max))]),
    ];
  }
  // What is known of a field by its values in use alone, an expiry for instance, has no ends that are surely right.
  if (field.examples !== undefined || field.values !== undefined || field.format !== undefined) return [];
  if (field.length !== undefined) {
    return [
      end("zeros", "of zeros", "length", digitsOf(field, "0")),
      end("nines", "of nines", "length", digitsOf(field, "9")),
    ];
  }
  const { min, max } = field;
  return [
    ...(min === undefined ? [] : [end("shortest", "as short as may be", "min", "k".repeat(Number(min)))]),
    ...(max === undefined ? [] : [end("longest", "as long as may be", "max", "k".repeat(Number(max)))]),
  ];
}

/** Digits of the documented length that are nobody's; a card's number has its check digit (reading card-number-form). */
function digitsOf({ length, thing }: Parameter, digit: string): string {
  const digits = digit.repeat(Number(length));
  return thing === "card" ? withCheckDigit(digits.slice(1)) : digits;
}

function nobodysValue(field: Parameter): Json {
  if (field.type === "number") return exactNumber(inBounds(field));
  const [value] = field.values ?? field.examples ?? [];
  if (value !== undefined) return value;
  return field.length === undefined ? "k".repeat(Number(field.min ?? "8")) : digitsOf(field, "9");
}
