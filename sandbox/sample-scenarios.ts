import { formOf } from "../src/contract/forms.ts";
import { inputsOf } from "../src/contract/inputs.ts";
import type { CodeEntry, Operation, Parameter } from "../src/contract/model.ts";
import { numberRange } from "../src/contract/number-range.ts";
import {
  exactNumber,
  isJsonObject,
  type Json,
  type JsonObject,
  toPointer,
  valueAt,
} from "../src/exact/json.ts";
import { compareNumbers, numberText, subtractNumbers } from "../src/exact/number.ts";
import type { Behaviour } from "./behaviour.ts";
import { Refusal } from "./refusal.ts";
import { sampleMoment, samplePayload, withUniqueValues } from "./sample-payload.ts";

/** A request that brings a documented answer about in an operation that has no behaviour of its own here. */
export interface SampleScenario {
  readonly entry: Pick<CodeEntry, "clause" | "code" | "status" | "message">;
  readonly request: JsonObject;
}

/**
 * A request for the success and for each refusal of an operation, by its code or its title in the test data: right in its form, and told from the others by the
 * value of one field. The success alone where no field has room for so many values.
 */
export function sampleScenarios(operation: Operation): SampleScenario[] {
  const entries = answersOf(operation);
  const inputs = inputsOf(operation);
  const sample = samplePayload(inputs);
  const told = roomIn(inputs, entries.length);
  const success = entries.find(({ status }) => status === 200);
  return entries.flatMap((entry, index): SampleScenario[] => {
    if (entry === success) return [{ entry, request: sample }];
    // What another success answers no table says.
    if (!told || entry.status === 200) return [];
    const value = telling(told.field, valueAt(sample, toPointer(told.path)) ?? null, index + 1);
    return [{ entry, request: replaced(sample, told.path, value) as JsonObject }];
  });
}

/** A code that no page has, for test data of which the page says the title alone. */
const UNDOCUMENTED = "999_999";

/** Everything that a page documents as an answer: its codes, and the titles of refusals in its test data. */
function answersOf({ codes, testData }: Operation): SampleScenario["entry"][] {
  const titles = testData.filter(({ status }) => status !== 200);
  return [
    ...codes,
    ...titles.map(({ clause, status, title }) => ({ clause, status, code: UNDOCUMENTED, message: title })),
  ];
}

/**
 * An operation of the contract that has no behaviour here yet: a right request succeeds, with a sample of the payload,
 * unless it is the sample of a documented refusal.
 */
export function sampleBehaviour(operation: Operation): Behaviour {
  return {
    rules: [],
    serve: ({ request, world }) => {
      const entry = refusedSample(operation, request);
      if (entry) throw new Refusal(entry.status, entry.code, entry.message);
      const payload = samplePayload(operation.response);
      if (operation.effect === "nothing") return payload;
      world.samples++;
      return withUniqueValues(payload, operation.response, world.samples);
    },
  };
}

function refusedSample(operation: Operation, request: JsonObject): SampleScenario["entry"] | undefined {
  const told = roomIn(inputsOf(operation), answersOf(operation).length);
  const textAt = (body: JsonObject): string | undefined =>
    told && textOf(valueAt(body, toPointer(told.path)));
  const value = textAt(request);
  if (value === undefined) return undefined;
  const refused = sampleScenarios(operation).filter(({ entry }) => entry.status !== 200);
  return refused.find((each) => textAt(each.request) === value)?.entry;
}

interface Told {
  readonly field: Parameter;
  /** Names from the root, the index of the first item for a list. */
  readonly path: readonly string[];
}

/** The first field that has room for a value for each code, of the table or of what stands in it. */
function roomIn(rows: readonly Parameter[], codes: number): Told | undefined {
  const [own] = rows.filter((row) => hasRoom(row, codes));
  if (own) return { field: own, path: [own.name] };
  for (const row of rows.filter(({ presence, fields }) => presence === "required" && fields.length > 0)) {
    const inner = roomIn(row.fields, codes);
    const around = row.type === "array" ? [row.name, "0"] : [row.name];
    if (inner) return { ...inner, path: [...around, ...inner.path] };
  }
  return undefined;
}

function replaced(holder: Json, [part, ...rest]: readonly string[], value: Json): Json {
  if (part === undefined) return value;
  if (Array.isArray(holder))
    return holder.map((item, index) => (index === Number(part) ? replaced(item, rest, value) : item));
  return isJsonObject(holder) ? { ...holder, [part]: replaced(holder[part] ?? null, rest, value) } : holder;
}

/** Whether the values from the sample on are the field's own to choose, and more than there are codes. */
function hasRoom(field: Parameter, codes: number): boolean {
  const { type, presence, unique, values, format, consumable } = field;
  if (presence !== "required" || unique || values || consumable) return false;
  if (format !== undefined) return formOf(format)?.moment?.includes("dd") === true;
  if (type === "string") return Number(field.length ?? field.max ?? "0") >= 6;
  const { max } = numberRange(field);
  return type === "number" && max !== undefined && compareNumbers(max.digits, String(codes + 1000)) > 0;
}

/** A later day, a number above the sample, or a text of its length that ends in other digits. */
function telling({ format }: Parameter, sample: Json, index: number): Json {
  const moment = format === undefined ? undefined : formOf(format)?.moment;
  if (moment !== undefined) return sampleMoment(moment, index);
  const digits = numberText(sample);
  if (digits !== undefined) return exactNumber(subtractNumbers(digits, String(-index)));
  const length = Math.max(String(sample).length, 4);
  const text = "1".repeat(length);
  const end = String(200 + index);
  return text.slice(0, -end.length) + end;
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === "string" ? value : numberText(value);
}
