import type { Kind } from "../contract/expectation.ts";
import type { MutantResult } from "./model.ts";

/** Mutants that nothing else catches. */
export interface Needs {
  /** By rule: those that only this rule catches. */
  readonly rules: ReadonlyMap<string, readonly string[]>;
  /** By kind of case: those that only cases of this kind catch. */
  readonly kinds: ReadonlyMap<Kind, readonly string[]>;
}

/**
 * What would survive without a rule, or without a kind of case, from what caught each mutant. Where one was caught as it
 * should be by a part of the cases that can show it, the others were not tried on it: it speaks for no rule and no kind
 * with certainty until they were (`thorough`).
 */
export function needsOf(results: readonly MutantResult[]): Needs {
  const rules = new Map<string, string[]>();
  const kinds = new Map<Kind, string[]>();
  for (const { id, caughtBy } of results) {
    alone(
      rules,
      id,
      caughtBy.map(({ rule }) => rule),
    );
    alone(
      kinds,
      id,
      caughtBy.map(({ kind }) => kind),
    );
  }
  return { rules, kinds };
}

function alone<T>(needs: Map<T, string[]>, id: string, catchers: readonly T[]): void {
  const [only, ...others] = new Set(catchers);
  if (only === undefined || others.length > 0) return;
  needs.set(only, [...(needs.get(only) ?? []), id]);
}
