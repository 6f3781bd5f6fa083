import type { Parameter } from "../contract/model.ts";
import { isExactNumber, isJsonObject, type Json, type JsonObject, toPointer } from "../exact/json.ts";
import { compareNumbers } from "../exact/number.ts";
import { type Finding, notApplicable, type Rule } from "./model.ts";
import { shownValue } from "./rendering.ts";

/**
 * An inquiry changes nothing, so the same question about the same unchanged thing has the same answer: the same code
 * and, in every field that the page lists, the same value, however the request was written.
 */
export const sameAnswer: Rule = {
  id: "same-answer",
  kind: "relation",
  title: "The same request about an unchanged thing is answered as before.",
  next: "Send the same request twice by hand, and look what between the two answers changed on the server: a state, a cache, another node.",
  check: ({ earlier, envelope, opened, operation, pointers, expected }) => {
    const { answer } = earlier;
    if (!answer)
      return notApplicable("nothing was asked in the same words before, or something changed since");
    if (typeof envelope.code !== "string") return notApplicable("the answer has no code");
    if (answer.code !== envelope.code)
      return [
        {
          clause: expected.clauses.code,
          where: pointers.codePointer,
          documented: `${shownValue(answer.code)}, as the same request was answered before`,
          actual: shownValue(envelope.code),
        },
      ];
    return differences(operation.response, answer.body, opened.json, []);
  },
};

type Path = readonly (string | number)[];

function differences(
  fields: readonly Parameter[],
  before: Json | undefined,
  now: Json | undefined,
  path: Path,
): Finding[] {
  if (!isJsonObject(before) || !isJsonObject(now)) return [];
  return fields.filter(isSteady).flatMap((field) => {
    const place = [...path, field.name];
    const [was, is] = [member(before, field.name), member(now, field.name)];
    if (field.type === "object" && isJsonObject(was) && isJsonObject(is))
      return differences(field.fields, was, is, place);
    if (isAlike(was, is)) return [];
    const told = `${shownValue(was ?? undefined)}, as the same request was answered before`;
    return [
      {
        clause: field.clause,
        where: toPointer(place),
        documented: told,
        actual: shownValue(is ?? undefined),
      },
    ];
  });
}

/** A value that is new with every answer, or a time of day, which may be that of the answer or in the request's zone. */
function isSteady({ unique, format }: Parameter): boolean {
  return unique !== true && !/h/i.test(format ?? "");
}

/** Null is read as the absence of an optional field; no page tells the two apart. */
function member(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? (object[name] ?? undefined) : undefined;
}

/** Equality of JSON values: numbers by value, members and items in any order, since no page gives one. */
function isAlike(a: Json | undefined, b: Json | undefined): boolean {
  if (isExactNumber(a) && isExactNumber(b)) return compareNumbers(a.value, b.value) === 0;
  if (Array.isArray(a) && Array.isArray(b)) return isSameSet(a, b);
  if (!isJsonObject(a) || !isJsonObject(b)) return a === b;
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return names.every((name) => isAlike(member(a, name), member(b, name)));
}

function isSameSet(a: readonly Json[], b: readonly Json[]): boolean {
  const left = [...b];
  return (
    a.length === b.length &&
    a.every((item) => {
      const at = left.findIndex((other) => isAlike(item, other));
      if (at >= 0) left.splice(at, 1);
      return at >= 0;
    })
  );
}
