import { pointOf } from "../../contract/coverage-point.ts";
import { formOf } from "../../contract/forms.ts";
import { inputsOf } from "../../contract/inputs.ts";
import type { Parameter } from "../../contract/model.ts";
import { type Json, toPointer } from "../../exact/json.ts";
import type { Case } from "../model.ts";
import { type Basis, named, type TreatmentOf } from "./derived-case.ts";
import { lengthBounds } from "./text-values.ts";

/** A kind of right value that servers are known to trip over. */
interface ValueKind {
  readonly name: string;
  readonly words: string;
  /** The value of a field that can have one of this kind; `max` is its bound in characters, if it has one. */
  valueOf(field: Parameter, max: number | undefined): string | undefined;
}

const KINDS: readonly ValueKind[] = [
  {
    name: "korean",
    words: "texts in Korean",
    // Within the bound in characters and in bytes of UTF-8: both readings of min-and-max-of-strings hold.
    valueOf: freeText((max) => "김하늘".repeat(max).slice(0, Math.floor(max / 3))),
  },
  { name: "words", words: "texts of several words", valueOf: freeText(wordsWithin) },
  {
    name: "longest",
    words: "texts as long as they may be",
    valueOf: freeText((max) => "konaplate".repeat(max).slice(0, max)),
  },
  { name: "digits", words: "the leap day of 2000 and digits that begin with 0", valueOf: telltaleDigits },
];

/**
 * The documented success again with right values of one kind each: what the page states of a field is kept, so the
 * request is carried out. Each may make something, so there are few; only fields that the suite chooses are filled.
 */
export function rightValueCases(basis: Basis, treatmentOf: TreatmentOf): Case[] {
  const { operation, rows } = basis;
  const success = rows.find(({ expected }) => expected.status === 200);
  if (!success) return [];
  const texts = inputsOf(operation).filter(
    ({ type, source }) => type === "string" && source !== "client-code",
  );
  const chosen = texts.filter(({ name }) => !success.data.includes(name));
  const most = (field: Parameter): number | undefined =>
    lengthBounds(field, { treatment: (fact) => treatmentOf(`${field.clause}.${fact}`) }).max;
  return KINDS.flatMap((kind, index): Case[] => {
    const filled = chosen.flatMap((field) => {
      const value = kind.valueOf(field, most(field));
      return value === undefined ? [] : [{ field, value }];
    });
    if (filled.length === 0) return [];
    const set = new Map<string, Json>([
      ...chosen.flatMap((field) => exampleOf(field, index)),
      ...filled.map(({ field, value }) => [toPointer([field.name]), value] as const),
    ]);
    const clauses = filled.map(({ field }) => field.clause);
    return [
      {
        ...success,
        ...named(operation, `right.${kind.name}`),
        title: `A request with ${kind.words} is carried out`,
        kind: "generated",
        dataOf: success.name,
        clauses,
        request: { set, omit: [], breaks: [] },
        points: clauses.map((clause) => pointOf(clause, `right.${kind.name}`)),
      },
    ];
  });
}

/** Of a field whose values in use are known, another one in each case. */
function exampleOf({ name, examples = [] }: Parameter, index: number): [string, Json][] {
  const example = examples[index % examples.length];
  return examples.length < 2 || example === undefined ? [] : [[toPointer([name]), example]];
}

/** Bounds of ids and codes are too narrow for words, and a vocabulary or a form leaves nothing to choose. */
function freeText(make: (max: number) => string): ValueKind["valueOf"] {
  return ({ format, length, values, examples, unique }, max) => {
    const isFree = [format, length, values, examples, unique].every((fact) => fact === undefined);
    return isFree && max !== undefined && max >= 12 ? make(max) : undefined;
  };
}

const WORDS = ["Anne-Marie", "O'Neil", "김", "하늘", "von", "García"];

function wordsWithin(max: number): string {
  return WORDS.reduce(
    (text, word) => (text.length + word.length < max / 3 ? `${text} ${word}` : text),
    "",
  ).trim();
}

/** 2000 is a leap year by the third rule of the calendar; digits that begin with 0 are lost where they become a number. */
function telltaleDigits({ format }: Parameter, max: number | undefined): string | undefined {
  if (format === "digits" && max !== undefined) return "0".padEnd(max, "0123456789");
  const moment = format === undefined ? undefined : formOf(format)?.moment;
  return moment === "yyyyMMdd" ? "20000229" : undefined;
}
