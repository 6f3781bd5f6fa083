import type { Parameter } from "../contract/model.ts";
import { fromPointer, isJsonObject, type Json, toPointer } from "../exact/json.ts";
import { couldNotRun, type Finding, type JudgedExchange, type Rule } from "./model.ts";

/** Fields that no page lists are allowed; they are reported as observed, because partners come to rely on them. */
export const unknownFields: Rule = {
  id: "unknown-fields",
  kind: "record",
  title: "The body has no field that the page does not list.",
  next: "Ask whether the page lags behind the server; a new field belongs into the contract.",
  check: (exchange) => {
    const { opened, operation, response } = exchange;
    if (!isJsonObject(opened.json)) return couldNotRun("the body could not be read as a JSON object");
    if (response.status === 200 && operation.notCaptured.includes("response"))
      return couldNotRun("the response parameters of this operation were not captured");
    // No page lists a field of an error beside code and message.
    const fields = response.status === 200 ? operation.response : [];
    const inside = unlisted([...fields.map(toKnown), ...envelopeFields(exchange)], opened.json, []);
    const beside = opened.encrypted ? besideEncData(exchange) : [];
    return [...new Set([...inside, ...beside])].map(
      (pointer): Finding => ({
        clause: operation.response[0]?.clause ?? `${operation.id}#encrypted.response`,
        where: pointer,
        documented: "no such field",
        actual: `the field ${pointer}`,
      }),
    );
  },
};

/** A field that may be there, with those inside it; `inside` is undefined where anything may be. */
interface Known {
  readonly name: string;
  readonly inside?: readonly Known[];
}

function toKnown({ name, fields, item }: Parameter): Known {
  if (fields.length === 0) return { name };
  const inside = fields.map(toKnown);
  return { name, inside: item === undefined ? inside : [...inside, { name: item, inside }] };
}

/** Code and message with the objects that they stand in. */
function envelopeFields({ pointers }: JudgedExchange): Known[] {
  const paths = [pointers.codePointer, pointers.messagePointer].map(fromPointer);
  return grouped(paths.filter((path) => path.length > 0));
}

function grouped(paths: readonly string[][]): Known[] {
  const names = [...new Set(paths.flatMap(([name]) => name ?? []))];
  return names.map((name) => {
    const deeper = paths.filter((path) => path[0] === name).map((path) => path.slice(1));
    return deeper.some((path) => path.length === 0) ? { name } : { name, inside: grouped(deeper) };
  });
}

/** A payload field beside encData is the encryption rule's to name; it is no unknown one. */
function besideEncData(exchange: JudgedExchange): string[] {
  const known = [{ name: "encData" }, ...exchange.operation.response.map(({ name }) => ({ name }))];
  return unlisted([...known, ...envelopeFields(exchange)], exchange.opened.outer ?? null, []);
}

function unlisted(known: readonly Known[], value: Json, path: readonly (string | number)[]): string[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => unlisted(known, item, [...path, index]));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const place = [...path, name];
    const field = known.find((candidate) => candidate.name === name);
    if (!field) return [toPointer(place)];
    return field.inside === undefined ? [] : unlisted(field.inside, member, place);
  });
}
