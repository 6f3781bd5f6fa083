import type { Change } from "../../contract/changes/change.ts";

/** Of a case, what tells whether a change concerns it. */
export interface CaseFacts {
  readonly id: string;
  readonly operation: string;
  readonly clauses: readonly string[];
  readonly expected: { readonly status: number | null };
}

/** Schemas below `schemas/<operation>/` that a change makes others of, by the table that it stands in. */
const SCHEMAS: readonly (readonly [table: string, schema: string])[] = [
  ["headers.request", "request-headers"],
  ["headers.response", "response-headers"],
  ["request", "request-body"],
  ["response", "success-body"],
];

/** Paths of the schemas that a change concerns. */
export function touchedSchemas(operation: string, { fact, weight }: Change): string[] {
  if (weight === "wording") return [];
  const schemas = SCHEMAS.filter(([table]) => isBelow(fact, table)).map(
    ([, schema]) => `schemas/${operation}/${schema}.schema.json`,
  );
  return [...schemas, "schemas/openapi.json"];
}

/**
 * Ids of the cases that a change concerns, those that rest on its very clause first: those that rest on one above or
 * below it; those that expect a success where the answer changes; and all where every request does.
 */
export function touchedCases(
  operation: string,
  { fact, weight, says }: Change,
  cases: readonly CaseFacts[],
): string[] {
  const own = cases.filter((each) => each.operation === operation);
  const everywhere =
    ["method", "path"].includes(fact) ||
    fact.startsWith("encrypted.") ||
    (weight === "breaking" && / is new and /.test(says));
  const clause = `${operation}#${fact}`;
  const exact = (each: CaseFacts): number => (each.clauses.includes(clause) ? 0 : 1);
  const concerned = own.filter(
    ({ clauses, expected }) =>
      everywhere ||
      (isBelow(fact, "response") && expected.status === 200) ||
      clauses.some((each) => isBelow(each, clause) || isRowOf(each, clause)),
  );
  return concerned.sort((a, b) => exact(a) - exact(b)).map(({ id }) => id);
}

function isBelow(fact: string, above: string): boolean {
  return fact === above || fact.startsWith(`${above}.`);
}

/** Whether a clause is the row of the fact of another: `request.userId` of `request.userId.max`. */
function isRowOf(clause: string, fact: string): boolean {
  return fact.slice(0, fact.lastIndexOf(".")) === clause;
}
