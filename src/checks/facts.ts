import { formOf } from "../contract/forms.ts";
import type { Parameter } from "../contract/model.ts";
import { isJsonObject, type Json, type JsonObject, toPointer, valueAt } from "../exact/json.ts";
import { compareNumbers, numberText, subtractNumbers } from "../exact/number.ts";
import { isExistingTime } from "../wire/time.ts";
import { isSuccessAnswer } from "./answer-kind.ts";
import {
  couldNotRun,
  type Finding,
  type JudgedExchange,
  notApplicable,
  type Rule,
  type RuleOutcome,
} from "./model.ts";
import { shownValue } from "./rendering.ts";

/** Dates of the response that the page gives a form: they must be dates that exist, which no pattern can say. */
export const dates: Rule = {
  id: "dates",
  title: "Every date of the answer exists.",
  check: (exchange) => ofEachField(exchange, (field, value, pointer) => missingDate(field, value, pointer)),
};

/** Formulas of the descriptions: rechargeableAmount = maximum - balance, whichever maximum applies. */
export const formula: Rule = {
  id: "formula",
  title: "Amounts that the page computes from other fields are those amounts.",
  check: (exchange) => ofEachField(exchange, wrongAmount),
};

/** Values that the scenario itself demands, such as isAuthed true of a member who completed authentication. */
export const scenarioValues: Rule = {
  id: "scenario-value",
  title: "The answer has the values that the scenario demands.",
  check: ({ expected, opened, contract }) => {
    if (expected.values.length === 0) return notApplicable("the scenario demands no value");
    if (opened.json === undefined) return couldNotRun("the body could not be read as JSON");
    return expected.values
      .filter(({ pointer, value }) => shownValue(valueAt(opened.json, pointer)) !== shownValue(value))
      .map(({ pointer, value, clause }) => ({
        clause,
        where: pointer,
        documented: `${shownValue(value)} (${contract.clauses.get(clause)?.says ?? clause})`,
        actual: shownValue(valueAt(opened.json, pointer)),
      }));
  },
};

type FieldCheck = (field: Parameter, value: Json, pointer: string, siblings: JsonObject) => Finding[];

function ofEachField(exchange: JudgedExchange, check: FieldCheck): RuleOutcome {
  if (!isSuccessAnswer(exchange)) return notApplicable("the answer is no success");
  if (exchange.opened.json === undefined) return couldNotRun("the body could not be read as JSON");
  return walk(exchange.operation.response, exchange.opened.json, [], check);
}

function walk(
  fields: readonly Parameter[],
  value: Json,
  path: readonly (string | number)[],
  check: FieldCheck,
): Finding[] {
  if (Array.isArray(value))
    return value.flatMap((item, index) => walk(fields, item, [...path, index], check));
  if (!isJsonObject(value)) return [];
  return fields.flatMap((field) => {
    const own = Object.hasOwn(value, field.name) ? value[field.name] : undefined;
    if (own === undefined) return [];
    const place = [...path, field.name];
    return [...check(field, own, toPointer(place), value), ...inside(field, own, place, check)];
  });
}

/** The members of an object, or of an array's items; an item may stand in its wrapper (reading point-item-wrapper). */
function inside(
  field: Parameter,
  value: Json,
  path: readonly (string | number)[],
  check: FieldCheck,
): Finding[] {
  if (field.item === undefined || !Array.isArray(value)) return walk(field.fields, value, path, check);
  const wrapper = field.item;
  return value.flatMap((item, index) => {
    const wrapped = isJsonObject(item) && Object.hasOwn(item, wrapper) ? item[wrapper] : undefined;
    if (wrapped === undefined) return walk(field.fields, item, [...path, index], check);
    return walk(field.fields, wrapped, [...path, index, wrapper], check);
  });
}

function missingDate(field: Parameter, value: Json, pointer: string): Finding[] {
  const form = field.format === undefined ? undefined : formOf(field.format);
  // A text of another form is the schema's to name; here it is only whether the date exists.
  if (form?.moment === undefined || typeof value !== "string" || !new RegExp(form.pattern).test(value))
    return [];
  if (isExistingTime(value, form.moment)) return [];
  const documented = `a date that exists, written ${field.format}`;
  return [{ clause: `${field.clause}.format`, where: pointer, documented, actual: shownValue(value) }];
}

function wrongAmount(field: Parameter, value: Json, pointer: string, siblings: JsonObject): Finding[] {
  const actual = numberText(value);
  if (field.formulas === undefined || actual === undefined) return [];
  const amounts = field.formulas.map((text) => evaluate(text, siblings));
  const known = amounts.filter((amount) => amount !== undefined);
  if (known.length < amounts.length || known.some((amount) => agrees(amount, actual, field.min))) return [];
  const documented = field.formulas.map((text, index) => `${text} = ${known[index] ?? "?"}`).join(", or ");
  return [{ clause: `${field.clause}.formulas`, where: pointer, documented, actual }];
}

/** `minuend - subtrahend` over the sibling fields; undefined where one of them is no number. */
function evaluate(text: string, siblings: JsonObject): string | undefined {
  const [minuend, subtrahend] = text.split(" - ").map((name) => numberText(siblings[name]));
  return minuend === undefined || subtrahend === undefined ? undefined : subtractNumbers(minuend, subtrahend);
}

/** A difference below the field's own Min cannot be written; the Min stands for it then (reading rechargeable-below-zero). */
function agrees(amount: string, actual: string, min: string | undefined): boolean {
  if (compareNumbers(amount, actual) === 0) return true;
  return min !== undefined && compareNumbers(amount, min) < 0 && compareNumbers(actual, min) === 0;
}
