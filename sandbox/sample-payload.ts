import { formOf } from "../src/contract/forms.ts";
import type { Parameter } from "../src/contract/model.ts";
import { numberRange } from "../src/contract/number-range.ts";
import { exactNumber, type Json, type JsonObject } from "../src/exact/json.ts";
import { numberText, subtractNumbers } from "../src/exact/number.ts";
import { writtenTime } from "../src/wire/time.ts";

const SAMPLE_MOMENT = Date.parse("2028-02-29T12:34:56.789Z");
const DAY_MS = 86_400_000;

/** An object that keeps to every parameter's type, bounds, values, form and formula. */
export function samplePayload(parameters: readonly Parameter[]): JsonObject {
  const payload: JsonObject = Object.fromEntries(
    parameters.map((parameter) => [parameter.name, sample(parameter)]),
  );
  for (const { name, formulas } of parameters) {
    const [minuend = "", subtrahend = ""] = formulas?.[0]?.split(" - ") ?? [];
    const [from, less] = [numberText(payload[minuend]), numberText(payload[subtrahend])];
    if (from !== undefined && less !== undefined) payload[name] = exactNumber(subtractNumbers(from, less));
  }
  return payload;
}

function sample(parameter: Parameter): Json {
  switch (parameter.type) {
    case "boolean":
      return true;
    case "number":
      return exactNumber(parameter.values?.[0] ?? numberRange(parameter).min?.digits ?? "1");
    case "object":
      return samplePayload(parameter.fields);
    case "array":
      return sampleItems(parameter);
    case "string":
      return sampleText(parameter);
  }
}

function sampleItems({ fields, items, itemRow }: Parameter): Json[] {
  if (itemRow) return [sample(itemRow)];
  if (fields.length > 0) return [samplePayload(fields)];
  const scalars = { string: "1", number: exactNumber("1"), boolean: true };
  return items === undefined ? [] : [scalars[items]];
}

/** A link, where the page speaks of one and leaves room for it: nothing else can be opened. */
const SAMPLE_URL = "https://img.konaplate.example/1";

function sampleText({ name, meaning, values, format, length, min, max }: Parameter): string {
  const moment = format === undefined ? undefined : formOf(format)?.moment;
  if (moment !== undefined) return sampleMoment(moment);
  const isLink = /url$/i.test(name) || /\bURL\b/.test(meaning);
  const hasRoom = length === undefined && Number(max ?? SAMPLE_URL.length) >= SAMPLE_URL.length;
  if (isLink && hasRoom && values === undefined) return SAMPLE_URL.padEnd(Number(min ?? 0), "1");
  return values?.[0] ?? "1".repeat(Math.max(1, Number(length ?? min ?? "1")));
}

/** A moment in a form such as yyyyMMdd, so many days after the sample one. */
export function sampleMoment(form: string, days = 0): string {
  return writtenTime(new Date(SAMPLE_MOMENT + days * DAY_MS), form);
}

/** Fields of an answer whose values are new each time, with the number of the request in them. */
export function withUniqueValues(
  payload: JsonObject,
  rows: readonly Parameter[],
  number: number,
): JsonObject {
  const unique = rows.filter(({ unique: isUnique, type }) => isUnique === true && type === "string");
  const made = unique.flatMap(({ name }): [string, Json][] => {
    const text = payload[name];
    const end = String(number);
    return typeof text === "string"
      ? [[name, text.slice(0, Math.max(0, text.length - end.length)) + end]]
      : [];
  });
  return { ...payload, ...Object.fromEntries(made) };
}
