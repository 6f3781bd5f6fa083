import { formOf } from "../contract/forms.ts";
import { inputsOf } from "../contract/inputs.ts";
import type { Parameter } from "../contract/model.ts";
import type { Json } from "../exact/json.ts";
import { compareNumbers, numberText } from "../exact/number.ts";
import { momentOf, writtenTime } from "../wire/time.ts";
import { type Finding, isNotRun, type JudgedExchange, notApplicable, type Rule } from "./model.ts";
import { shownValue } from "./rendering.ts";
import { checkFields } from "./response-fields.ts";

/**
 * What an answer gives back of its request is what was asked for: a card's expiry is that of the request. Of several
 * fields that give one value back, a card's two numbers, one does; where one of them is not told, the one that was asked
 * for may be that, so that the other alone is recorded.
 */
export const restatedValue: Rule = {
  id: "restated-value",
  kind: "relation",
  title: "What the answer gives back of the request is what was asked for.",
  next: "Compare both values in the server's own data: one of the two is kept, cut or converted on its way into the answer.",
  check: (exchange) => judged(exchange, ({ isSure, names }) => !(isSure && names)),
};

/** The data of another thing than the one asked for: somebody is told what is somebody else's. */
export const askedThing: Rule = {
  id: "asked-thing",
  kind: "relation",
  title: "The answer is about the thing that was asked for, and not about another.",
  next: "Look which key the server looks the thing up by, and whether a cache or a shared buffer gave the answer of another request.",
  family: "security",
  check: (exchange) => judged(exchange, ({ isSure, names }) => isSure && names),
};

/** The fields of an answer that give one field of the request back. */
interface Restated {
  readonly name: string;
  readonly stated: readonly Stated[];
  /** Every field that gives it back has come. */
  readonly isSure: boolean;
  /** The value names a thing. */
  readonly names: boolean;
}

interface Stated {
  readonly field: Parameter;
  readonly value: Json;
  readonly where: string;
}

function judged(exchange: JudgedExchange, belongs: (restated: Restated) => boolean) {
  const all = exchange.operation.response.flatMap(restating);
  if (all.length === 0) return notApplicable("no field of the answer gives one of the request back");
  const came: Stated[] = [];
  const outcome = checkFields(exchange, (field, value, where) => {
    if (field.restates !== undefined && value !== null) came.push({ field, value, where });
    return [];
  });
  if (isNotRun(outcome)) return outcome;
  const { body } = exchange.request;
  const groups = [...new Set(came.map(({ field }) => field.restates ?? ""))].map((name): Restated => {
    const stated = came.filter(({ field }) => field.restates === name);
    const known = all.filter((field) => field.restates === name);
    const asked = inputsOf(exchange.operation).find((field) => field.name === name);
    const isSure = known.every((field) => stated.some((each) => each.field === field));
    return { name, stated, isSure, names: asked?.thing !== undefined };
  });
  return groups.filter(belongs).flatMap((group) =>
    disagreement(group, body[group.name]).map((finding) => ({
      ...finding,
      ...(!group.isSure && { atMost: "observed" as const }),
    })),
  );
}

function restating(field: Parameter): Parameter[] {
  return [...(field.restates === undefined ? [] : [field]), ...field.fields.flatMap(restating)];
}

function disagreement({ name, stated }: Restated, asked: Json | undefined): Finding[] {
  const [first] = stated;
  if (asked === undefined || !first || stated.some((each) => agrees(asked, each))) return [];
  return [
    {
      clause: first.field.clause,
      where: first.where,
      documented: `the ${name} of the request, ${shownValue(asked)}`,
      actual: stated.map(({ value }) => shownValue(value)).join(" and "),
    },
  ];
}

function agrees(asked: Json, { field, value }: Stated): boolean {
  const [a, b] = [numberText(asked), numberText(value)];
  if (a !== undefined && b !== undefined) return compareNumbers(a, b) === 0;
  if (typeof asked !== "string" || typeof value !== "string") return asked === value;
  return asked === value || isMaskedFormOf(value, asked) || isMonthOf(asked, value, field);
}

/** `949133******1011` says nothing against 9491330000001011: what is hidden cannot disagree. */
function isMaskedFormOf(value: string, asked: string): boolean {
  const characters = [...value];
  const hidden = characters.filter((character) => /[*xX•]/.test(character)).length;
  if (hidden === 0 || hidden === characters.length || characters.length !== asked.length) return false;
  return characters.every((character, at) => /[*xX•]/.test(character) || character === asked[at]);
}

/**
 * Four digits of a card's expiry are its month, year first (reading expiry-date-forms); month first is left in peace,
 * since no page gives the request's form.
 */
function isMonthOf(asked: string, value: string, { format }: Parameter): boolean {
  const moment = format === undefined ? undefined : formOf(format)?.moment;
  if (moment === undefined || asked.length >= value.length) return false;
  const date = momentOf(value, moment, "UTC");
  // A date that does not exist is the rule dates' to name.
  return !date || [writtenTime(date, "yyMM"), writtenTime(date, "MMyy")].includes(asked);
}
