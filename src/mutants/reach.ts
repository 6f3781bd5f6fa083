import type { BenignVariant, Mutant } from "../../sandbox/mutants/model.ts";
import type { Case } from "../cases/model.ts";
import type { CaseResult } from "../results/case-result.ts";
import { ruleKey } from "./acting-requests.ts";

/** Which cases can show which mutant, found by one run against the sandbox as it should be. */
export interface Reach {
  /** Cases by the rule of the sandbox that a request of theirs breaks. */
  readonly byRule: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Two requests may bear the same correlation id, or none, where a header case means them to: each of them counts. */
export function reachOf(
  results: readonly CaseResult[],
  broken: ReadonlyMap<string, ReadonlySet<string>>,
): Reach {
  const owners = new Map<string, CaseResult[]>();
  for (const result of results) {
    for (const id of correlationIds(result)) owners.set(id, [...(owners.get(id) ?? []), result]);
  }
  const byRule = new Map<string, Set<string>>();
  for (const [id, rules] of broken) {
    for (const rule of rules) {
      const cases = byRule.get(rule) ?? new Set();
      for (const owner of owners.get(id) ?? []) cases.add(owner.id);
      byRule.set(rule, cases);
    }
  }
  return { byRule };
}

/** The correlation ids of the requests of a case; "" for a request without one. */
export function correlationIds({ exchanges }: Pick<CaseResult, "exchanges">): string[] {
  return exchanges.map(({ request }) => {
    const line = request.headers.find(([name]) => name.toLowerCase() === "x-km-correlation-id");
    return line?.[1] ?? "";
  });
}

/**
 * The cases that can show a mutant, documented ones apart: those of its operations, or where it shows in the breach of
 * some rules alone, those that break one of them; and journeys, which go through several operations. Of the others,
 * right requests come first: most deviations show in what they are answered.
 */
export function candidates(
  { operations, breaches }: Pick<Mutant | BenignVariant, "operations" | "breaches">,
  cases: readonly Case[],
  { byRule }: Reach,
): { readonly documented: readonly Case[]; readonly others: readonly Case[] } {
  const breaking =
    breaches &&
    new Set(
      operations.flatMap((operation) =>
        breaches.flatMap((rule) => [...(byRule.get(ruleKey(operation, rule)) ?? [])]),
      ),
    );
  const canShow = ({ id, operation, kind }: Case): boolean =>
    breaking ? breaking.has(id) : kind === "journey" || operations.includes(operation);
  const able = cases.filter(canShow);
  return {
    documented: able.filter(({ kind }) => kind === "documented"),
    others: able
      .filter(({ kind }) => kind !== "documented")
      .sort((one, other) => Number(isRight(other)) - Number(isRight(one))),
  };
}

function isRight({ expected: { status, demand } }: Case): boolean {
  return status === 200 || demand?.kind === "acceptance" || demand?.kind === "untouched";
}
