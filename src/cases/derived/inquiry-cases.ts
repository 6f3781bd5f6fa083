import { pointOf } from "../../contract/coverage-point.ts";
import type { Case, JourneyStep } from "../model.ts";
import { type Basis, named } from "./derived-case.ts";

/** Times that one question is put: a state that turns over with every request is back where it was after two. */
const TIMES = 3;

/**
 * Every documented success of an operation that changes nothing, asked for several times in a row: to be asked changes
 * nothing, so the answers are the same.
 */
export function inquiryCases({ operation, rows }: Basis): Case[] {
  if (operation.effect !== "nothing") return [];
  return rows
    .filter(({ expected }) => expected.status === 200)
    .map((documented) => {
      const row: Case = {
        ...documented,
        ...named(operation, `again.${documented.name}`),
        title: `${documented.title}, asked ${TIMES} times`,
        kind: "journey",
        dataOf: documented.name,
        points: documented.clauses.map((clause) => pointOf(clause, "again")),
      };
      return { ...row, steps: Array.from({ length: TIMES }, (_, index) => step(`time-${index + 1}`, row)) };
    });
}

function step(name: string, row: Case): JourneyStep {
  return { name, row: { ...row, title: name }, carry: new Map(), together: 1, cleanup: false };
}
