import type { Mutant } from "../../sandbox/mutants/model.ts";
import type { Kind } from "../../src/contract/expectation.ts";
import type { MutantResult } from "../../src/mutants/model.ts";
import { needsOf } from "../../src/mutants/needs.ts";
import type { Shards } from "../../src/mutants/shards.ts";

/** A rule, or a kind of case, that nothing may be able to stand in for. */
export type Need = { readonly rule: string } | { readonly kind: Kind };

/** Mutants with which a need is tried, until one is caught by it alone. */
const TRIES = 6;

/** What mutants that were tried with every case that can show them told. */
export interface Shown {
  readonly tried: readonly MutantResult[];
  /** By need the mutants that nothing else caught. */
  readonly alone: ReadonlyMap<Need, readonly string[]>;
}

/**
 * Tries mutants again with every case that can show them: these, and for each need those that a part of the cases let
 * think that nothing else catches them, one after another until it is so.
 */
export async function tryNeeds(
  shards: Shards,
  needs: readonly Need[],
  swept: readonly MutantResult[],
  mutants: readonly Mutant[],
  first: ReadonlySet<string>,
): Promise<Shown> {
  const queues = new Map(needs.map((need) => [need, candidatesFor(need, swept, mutants).slice(0, TRIES)]));
  const alone = new Map<Need, readonly string[]>();
  const tried: MutantResult[] = [];
  for (let turn = 0, next = first; next.size > 0; turn++) {
    const { mutants: results } = await shards.sweep(
      { mutants: mutants.filter(({ id }) => next.has(id)), variants: [] },
      { thorough: true },
    );
    tried.push(...results);
    for (const need of needs) alone.set(need, aloneIn(need, tried));
    const open = needs.filter((need) => alone.get(need)?.length === 0);
    const ids = open.flatMap((need) => queues.get(need)?.slice(turn, turn + 1) ?? []);
    next = new Set(ids.filter((id) => !tried.some((each) => each.id === id)));
  }
  return { tried, alone };
}

function aloneIn(need: Need, results: readonly MutantResult[]): readonly string[] {
  const { rules, kinds } = needsOf(results);
  return ("rule" in need ? rules.get(need.rule) : kinds.get(need.kind)) ?? [];
}

/** How many cases can show a mutant, roughly: those of its operations, or few where they have to break a rule. */
export function breadthOf({ breaches, operations }: Mutant): number {
  return breaches ? 0 : operations.length;
}

/** Mutants that may show a need: at first those that it alone caught, and of those that fewest cases can show. */
function candidatesFor(need: Need, swept: readonly MutantResult[], mutants: readonly Mutant[]): string[] {
  const alone = new Set(aloneIn(need, swept));
  const rank = (mutant: Mutant): number =>
    (alone.has(mutant.id) ? 0 : 100 * mutant.catchers.length) + breadthOf(mutant);
  return mutants
    .filter(({ id, catchers }) => alone.has(id) || ("rule" in need && catchers.includes(need.rule)))
    .sort((one, other) => rank(one) - rank(other))
    .map(({ id }) => id);
}
