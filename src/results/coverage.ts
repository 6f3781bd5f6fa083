import type { Contract } from "../contract/model.ts";
import { whyNotReachable } from "../contract/reachable.ts";
import type { CaseResult } from "./case-result.ts";
import { headerPoints, requestPoints, responsePoints } from "./coverage-points.ts";
import type { Coverage, Report } from "./model.ts";
import { isExercised } from "./verdict.ts";

/**
 * What of the contract the exercised cases reached. A clause is covered when a case that passed, warned or failed
 * lists it, an aspect of one when such a case put it to the test, an operation when it has such a case. `missing`
 * holds clause ids, of fields and headers also `clause aspect`, of operations their ids.
 */
export function measureCoverage(contract: Contract, cases: readonly CaseResult[]): Report["coverage"] {
  const exercised = cases.filter(isExercised);
  const reached = new Set(exercised.flatMap(({ clauses, points = [] }) => [...clauses, ...points]));
  const { operations } = contract;
  return {
    operations: held(
      operations.map(({ id }) => id),
      new Set(exercised.map(({ operation }) => operation)),
    ),
    codes: held(clausesOf(operations.flatMap(({ codes }) => codes)), reached),
    titles: held(clausesOf(operations.flatMap(({ testData }) => testData)), reached),
    requestFields: held(requestPoints(contract), reached),
    responseFields: held(responsePoints(contract), reached),
    headers: held(headerPoints(contract), reached),
    clauses: held(
      [...contract.clauses.keys()].filter((clause) => whyNotReachable(contract, clause) === undefined),
      reached,
    ),
  };
}

/** Clause to the ids of the exercised cases that list it, in the contract's order; clauses without one are left out. */
export function indexClauses(contract: Contract, cases: readonly CaseResult[]): Report["clauseIndex"] {
  const index = new Map<string, string[]>(Array.from(contract.clauses.keys(), (clause) => [clause, []]));
  for (const { id, clauses } of cases.filter(isExercised)) {
    for (const clause of new Set(clauses)) index.get(clause)?.push(id);
  }
  return Object.fromEntries([...index].filter(([, ids]) => ids.length > 0));
}

function held(all: readonly string[], reached: ReadonlySet<string>): Coverage {
  const missing = all.filter((id) => !reached.has(id));
  return { covered: all.length - missing.length, total: all.length, missing };
}

function clausesOf(facts: readonly { readonly clause: string }[]): string[] {
  return facts.map(({ clause }) => clause);
}
