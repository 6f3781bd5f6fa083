import type { Parameter } from "../contract/model.ts";
import { isJsonObject, type Json, type JsonObject, toPointer } from "../exact/json.ts";
import { isSuccessAnswer } from "./answer-kind.ts";
import { couldNotRun, type Finding, type JudgedExchange, notApplicable, type RuleOutcome } from "./model.ts";

/** A look at one documented field of an answer, with the fields beside it. */
export type FieldCheck = (field: Parameter, value: Json, pointer: string, siblings: JsonObject) => Finding[];

/** Looks at every documented field that a success has, nested ones too. */
export function checkFields(exchange: JudgedExchange, check: FieldCheck): RuleOutcome {
  if (!isSuccessAnswer(exchange)) return notApplicable("the answer is no success");
  if (exchange.opened.json === undefined) return couldNotRun("the body could not be read as JSON");
  return walk(exchange.operation.response, exchange.opened.json, [], check);
}

type Path = readonly (string | number)[];

function walk(fields: readonly Parameter[], value: Json, path: Path, check: FieldCheck): Finding[] {
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
function inside(field: Parameter, value: Json, path: Path, check: FieldCheck): Finding[] {
  if (field.item === undefined || !Array.isArray(value)) return walk(field.fields, value, path, check);
  const wrapper = field.item;
  return value.flatMap((item, index) => {
    const wrapped = isJsonObject(item) && Object.hasOwn(item, wrapper) ? item[wrapper] : undefined;
    if (wrapped === undefined) return walk(field.fields, item, [...path, index], check);
    return walk(field.fields, wrapped, [...path, index, wrapper], check);
  });
}
