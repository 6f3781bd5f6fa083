import type { Parameter } from "../contract/model.ts";
import { fromPointer, isJsonObject, type Json, toPointer } from "../exact/json.ts";
import { isSuccessAnswer } from "./answer-kind.ts";
import { couldNotRun, type Finding, notApplicable, type Rule } from "./model.ts";
import { shownText } from "./rendering.ts";

/** Fields that no page lists are allowed; they are reported as observed, because partners come to rely on them. */
export const unknownFields: Rule = {
  id: "unknown-fields",
  title: "The body has no field that the page does not list.",
  check: (exchange) => {
    const { opened, operation, pointers } = exchange;
    if (!isSuccessAnswer(exchange)) return notApplicable("the answer is no success");
    if (!isJsonObject(opened.json)) return couldNotRun("the body could not be read as a JSON object");
    const envelope = [pointers.codePointer, pointers.messagePointer].map(
      (pointer) => fromPointer(pointer)[0] ?? "",
    );
    return unlisted(operation.response, opened.json, [], envelope).map(
      (pointer): Finding => ({
        clause: operation.response[0]?.clause ?? `${operation.id}#encrypted.response`,
        where: pointer,
        documented: "no such field",
        actual: shownText(`the field ${pointer}`),
      }),
    );
  },
};

function unlisted(
  fields: readonly Parameter[],
  value: Json,
  path: readonly (string | number)[],
  alsoKnown: readonly string[],
): string[] {
  if (Array.isArray(value))
    return value.flatMap((item, index) => unlisted(fields, item, [...path, index], alsoKnown));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const place = [...path, name];
    if (alsoKnown.includes(name)) return path.length === 0 ? [] : unlisted(fields, member, place, []);
    const field = fields.find((candidate) => candidate.name === name);
    if (!field) return [toPointer(place)];
    return field.fields.length === 0
      ? []
      : unlisted(field.fields, member, place, field.item === undefined ? [] : [field.item]);
  });
}
