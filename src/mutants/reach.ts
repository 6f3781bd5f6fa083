import type { BenignVariant, Mutant } from "../../sandbox/mutants/model.ts";
import type { Case } from "../cases/model.ts";
import type { CaseResult } from "../results/case-result.ts";
import { type Rehearsal, ruleKey } from "./rehearsal.ts";

/** Which cases can show which mutant, found by one run against the sandbox as it should be. */
export interface Reach {
  /** Cases by the rule of the sandbox that a request of theirs breaks. */
  readonly byRule: ReadonlyMap<string, ReadonlySet<string>>;
  /** Cases by the correlation ids of their requests; a header case may mean two requests to bear the same one, or none. */
  readonly owners: ReadonlyMap<string, ReadonlySet<string>>;
  readonly rehearsal: Rehearsal;
}

export function reachOf(results: readonly CaseResult[], rehearsal: Rehearsal): Reach {
  const owners = new Map<string, Set<string>>();
  for (const result of results) {
    for (const id of correlationIds(result)) owners.set(id, (owners.get(id) ?? new Set()).add(result.id));
  }
  const byRule = new Map<string, Set<string>>();
  for (const [id, rules] of rehearsal.broken) {
    for (const rule of rules) {
      const cases = byRule.get(rule) ?? new Set();
      for (const owner of owners.get(id) ?? []) cases.add(owner);
      byRule.set(rule, cases);
    }
  }
  return { byRule, owners, rehearsal };
}

/** The correlation ids of the requests of a case; "" for a request without one. */
export function correlationIds({ exchanges }: Pick<CaseResult, "exchanges">): string[] {
  return exchanges.map(({ request }) => {
    const line = request.headers.find(([name]) => name.toLowerCase() === "x-km-correlation-id");
    return line?.[1] ?? "";
  });
}

/** Cases that can show a mutant. */
export interface Candidates {
  readonly documented: readonly Case[];
  readonly others: readonly Case[];
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
): Candidates {
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

/** Of some cases those in which an alteration is going to act, as the run against the right sandbox foretells it. */
export async function foreseen(
  tried: Pick<Mutant | BenignVariant, "operations" | "alter">,
  cases: readonly Case[],
  { owners, rehearsal }: Reach,
): Promise<readonly Case[]> {
  const acting = await rehearsal.actingIn(tried.alter(), tried.operations);
  const shown = new Set([...acting].flatMap((id) => [...(owners.get(id) ?? [])]));
  return cases.filter(({ id }) => shown.has(id));
}

function isRight({ expected: { status, demand } }: Case): boolean {
  return status === 200 || demand?.kind === "acceptance" || demand?.kind === "untouched";
}
