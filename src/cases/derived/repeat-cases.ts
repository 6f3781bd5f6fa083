import { pointOf } from "../../contract/coverage-point.ts";
import { inputsOf } from "../../contract/inputs.ts";
import type { Case, JourneyStep } from "../model.ts";
import { type Basis, named } from "./derived-case.ts";

/**
 * The documented refusals of an operation that changes something, asked for twice: a refused request has changed
 * nothing, so the second request is the documented scenario once more. Where the request has values that serve once the
 * second is another request, and what it is answered follows at most. The first answer is what the documented case judges.
 */
export function repeatCases({ operation, rows }: Basis): Case[] {
  const servesOnce = inputsOf(operation).some(({ consumable }) => consumable === true);
  return rows
    .filter(({ ownData, destructive, data }) => ownData === true && !destructive && data.length > 0)
    .map((documented) => {
      const row: Case = {
        ...documented,
        ...named(operation, `again.${documented.name}`),
        title: `${documented.title}, asked twice`,
        kind: "journey",
        level: servesOnce ? "inferred" : documented.level,
        dataOf: documented.name,
        points: documented.clauses.map((clause) => pointOf(clause, "again")),
      };
      return { ...row, steps: [firstAsked(row), step("asked-again", row)] };
    });
}

function firstAsked(row: Case): JourneyStep {
  const expected = { ...row.expected, status: null, code: null, messages: null, values: [] };
  return step("asked", {
    ...row,
    level: "observed",
    expected: { ...expected, demand: { kind: "observation" } },
  });
}

function step(name: string, row: Case): JourneyStep {
  return { name, row: { ...row, title: name }, carry: new Map(), together: 1, cleanup: false };
}
