import { isExactNumber, isJsonObject, type Json, type JsonObject } from "../exact/json.ts";
import { compareNumbers } from "../exact/number.ts";
import type { Allowance, ClauseId, Contract, Parameter } from "./model.ts";

/** Which reading accepts a value that the reading taken does not, and what a target that answers so does. */
export interface Allowed {
  readonly reading: string;
  readonly says: string;
  /** The value that it stands for; undefined where it stands for none. */
  readonly means?: Json;
}

/** What is looked at: the clause that a value breaks, the value, and what stands beside it. */
export interface Broken {
  readonly clause: ClauseId;
  readonly value: Json | undefined;
  readonly beside?: Json | undefined;
}

/** The alternative of a reading that allows a value which breaks a clause; undefined where none does. */
export function allowedBy(contract: Contract, broken: Broken): Allowed | undefined {
  const { value } = broken;
  if (value === undefined) return undefined;
  for (const { id, allows } of contract.readings) {
    for (const allowance of allows) {
      if (!allowance.clauses.some((pattern) => matchesClause(pattern, broken.clause))) continue;
      const field = fieldOf(broken.clause, contract);
      const allowed = concerns(allowance, broken, field) && valueIn(allowance, value, field);
      if (allowed) return { reading: id, ...allowed };
    }
  }
  return undefined;
}

/** What a value is by an allowance that concerns it; undefined where it is none of those allowed. */
function valueIn(
  { values, as, means, says }: Allowance,
  value: Json,
  field: Parameter | undefined,
): Omit<Allowed, "reading"> | undefined {
  const at = values?.findIndex((one) => isSameScalar(one, value)) ?? -1;
  const meant = means?.[at];
  if (at >= 0) return { says, ...(meant !== undefined && { means: meant }) };
  return as === "any" || (as === "shorter" && isShorter(value, field)) ? { says } : undefined;
}

/** Whether a clause id is meant by one in which `*` stands for any part. */
export function matchesClause(pattern: string, clause: ClauseId): boolean {
  const parts = pattern.split("*");
  const [first = ""] = parts;
  const last = parts.at(-1) ?? "";
  if (parts.length === 1) return pattern === clause;
  if (!clause.startsWith(first) || !clause.endsWith(last)) return false;
  let from = first.length;
  for (const part of parts.slice(1, -1)) {
    const at = clause.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return from <= clause.length - last.length;
}

function concerns(
  { presence, beside: wanted = {} }: Allowance,
  { beside }: Broken,
  field: Parameter | undefined,
): boolean {
  if (presence !== undefined && field?.presence !== presence) return false;
  const siblings: JsonObject = isJsonObject(beside) ? beside : {};
  return Object.entries(wanted).every(
    ([name, value]) => Object.hasOwn(siblings, name) && isSameScalar(value, siblings[name]),
  );
}

/** The response field that a clause is a fact of. */
function fieldOf(clause: ClauseId, contract: Contract): Parameter | undefined {
  const fields = known.get(contract) ?? responseFields(contract);
  known.set(contract, fields);
  return fields.get(clause.replace(/\.[a-z]+$/, ""));
}

const known = new WeakMap<Contract, ReadonlyMap<ClauseId, Parameter>>();

/** The first of each clause, for every answer is asked about it. */
function responseFields({ operations }: Contract): ReadonlyMap<ClauseId, Parameter> {
  const found = new Map<ClauseId, Parameter>();
  const note = (fields: readonly Parameter[]): void => {
    for (const field of fields) {
      if (!found.has(field.clause)) found.set(field.clause, field);
      note(field.fields);
    }
  };
  for (const { response } of operations) note(response);
  return found;
}

/** Too few characters, and not too many; what is empty is not there at all. */
function isShorter(value: Json, field: Parameter | undefined): boolean {
  if (typeof value !== "string" || field?.length === undefined) return false;
  return value.trim() !== "" && [...value].length < Number(field.length);
}

function isSameScalar(one: Json, other: Json | undefined): boolean {
  if (isExactNumber(one) && isExactNumber(other)) return compareNumbers(one.value, other.value) === 0;
  return one === other;
}
