import { pointOf } from "../../contract/coverage-point.ts";
import { hasBody } from "../../contract/inputs.ts";
import type { Case, Writing } from "../model.ts";
import { type Basis, harmlessSuccess, named, placeOf } from "./derived-case.ts";

/** The zones that requests can be written in, and the strengths of encryption that the guideline names. */
const ZONES = ["UTC", "KST"] as const;
const STRENGTHS = ["A128GCM", "A256GCM"] as const;

/** Another writing of the same request. */
interface Form {
  /** Part of the case id: `time-zone-kst`. */
  readonly name: string;
  readonly words: string;
  readonly writing: Writing;
  /** The clause that allows it. */
  readonly clause: string;
}

/**
 * A right request in every form that the documents allow, answered as in the plain one: the zones that the page names,
 * both strengths of encryption, header names in another case, JSON in another writing, a key id where it is optional.
 * The request is that of the documented success where it changes nothing, otherwise that of a documented refusal.
 */
export function formCases(basis: Basis): Case[] {
  const { operation } = basis;
  const base = harmlessSuccess(basis) ?? documentedRefusal(basis);
  if (!base) return [];
  return formsOf(basis).map((form) => ({
    ...base,
    ...named(operation, `form.${form.name}`),
    title: `A right request ${form.words} is answered as any other`,
    kind: "generated",
    dataOf: base.dataOf ?? base.name,
    clauses: [form.clause],
    writing: form.writing,
    points: [pointOf(form.clause, `form.${form.name}`)],
    source: placeOf(operation),
  }));
}

/** A refusal for what the request asks, which comes only after its form was found right. */
function documentedRefusal({ rows }: Basis): Case | undefined {
  return rows.find(({ refusal, data, expected }) => refusal && data.length > 0 && expected.code !== null);
}

function formsOf(basis: Basis): Form[] {
  return [...zones(basis), ...encryptions(basis), ...headerForms(basis), ...jsonForms(basis)];
}

function headerClause({ operation }: Basis, name: string): string | undefined {
  return operation.requestHeaders.find((header) => header.name === name)?.clause;
}

function zones({ operation }: Basis): Form[] {
  const header = operation.requestHeaders.find(({ name }) => name === "X-KM-Time-Zone");
  return ZONES.filter((zone) => header?.examples?.includes(zone)).map((timeZone) => ({
    name: `time-zone-${timeZone.toLowerCase()}`,
    words: `with times in ${timeZone}`,
    writing: { timeZone },
    clause: header?.clause ?? "",
  }));
}

function encryptions({ operation }: Basis): Form[] {
  if (!operation.encrypted.request) return [];
  return STRENGTHS.map((encryption) => ({
    name: `encryption-${encryption.toLowerCase()}`,
    words: `encrypted with ${encryption}`,
    writing: { encryption },
    clause: `${operation.id}#encrypted.request`,
  }));
}

function headerForms(basis: Basis): Form[] {
  const { operation } = basis;
  const clause = headerClause(basis, "Content-Type") ?? `${operation.id}#path`;
  const names = (["lower-case", "upper-case"] as const).map(
    (headerNames): Form => ({
      name: `header-names-${headerNames}`,
      words: `with header names in ${headerNames.replace("-", " ")}`,
      writing: { headerNames },
      clause,
    }),
  );
  const key = operation.requestHeaders.find(({ name }) => name === "X-KM-Crypto-Key-Id");
  // Where something is encrypted, whether the header is needed is a reading (crypto-key-id-of-request).
  if (key?.presence !== "optional" || operation.encrypted.request || operation.encrypted.response)
    return names;
  const writing: Writing = { keyId: "sent" };
  return [
    ...names,
    { name: "key-id-sent", words: "that names a key", writing, clause: `${key.clause}.presence` },
  ];
}

function jsonForms(basis: Basis): Form[] {
  if (!hasBody(basis.operation)) return [];
  const clause = headerClause(basis, "Content-Type") ?? `${basis.operation.id}#path`;
  const form = (json: NonNullable<Writing["json"]>, words: string): Form => ({
    name: `json-${json}`,
    words,
    writing: { json },
    clause,
  });
  const both = [
    form("spaced", "with spaces and new lines in its JSON"),
    form("escaped", "with every character of its JSON escaped"),
  ];
  return basis.operation.request.length < 2
    ? both
    : [...both, form("reversed", "with its members turned round")];
}
