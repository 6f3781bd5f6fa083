import { isSuccessAnswer } from "../checks/answer-kind.ts";
import type { JudgedExchange } from "../checks/model.ts";
import { type CoveragePoint, pointOf } from "../contract/coverage-point.ts";
import type { Parameter } from "../contract/model.ts";
import { isExactNumber, isJsonObject, type Json } from "../exact/json.ts";

/**
 * What an answer shows of the response table beside the fields that it has, as `clause aspect`: optional fields that
 * were absent, and listed values that came.
 */
export function responsePointsReached(exchange: JudgedExchange): CoveragePoint[] {
  if (!isSuccessAnswer(exchange)) return [];
  return pointsOf(exchange.operation.response, exchange.opened.json);
}

function pointsOf(fields: readonly Parameter[], value: Json | undefined): CoveragePoint[] {
  if (Array.isArray(value)) return value.flatMap((item) => pointsOf(fields, item));
  if (!isJsonObject(value)) return [];
  return fields.flatMap((field) => {
    const own = Object.hasOwn(value, field.name) ? value[field.name] : undefined;
    if (own === undefined)
      return field.presence === "optional" ? [pointOf(`${field.clause}.presence`, "absent")] : [];
    const listed = field.values?.includes(plain(own)) ? [pointOf(`${field.clause}.values`, plain(own))] : [];
    return [...listed, ...pointsOf(field.fields, own)];
  });
}

function plain(value: Json): string {
  return isExactNumber(value) ? value.value : String(value);
}
