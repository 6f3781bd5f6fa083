import type { Case } from "../model.ts";
import { type Basis, named } from "./derived-case.ts";

/**
 * The documented refusals of an operation that changes something, asked for again: a refused request has changed
 * nothing, so the answer is the same. It is the documented scenario itself, and so as certain as that.
 */
export function repeatCases({ operation, rows }: Basis): Case[] {
  return rows
    .filter(({ ownData, destructive, data }) => ownData === true && !destructive && data.length > 0)
    .map((row) => ({
      ...row,
      ...named(operation, `again.${row.name}`),
      title: `${row.title}, asked again`,
      kind: "journey",
      dataOf: row.name,
      points: row.clauses.map((clause) => `${clause} again`),
    }));
}
