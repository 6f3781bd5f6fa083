import type { Evidence } from "../../sandbox/mutants/model.ts";
import type { Suite } from "../run/suite.ts";
import type { MutantResult, SweepReport, Tally, VariantResult } from "./model.ts";

export interface SweepFacts {
  readonly seed: string;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly baseline: readonly string[];
}

/** The report of a sweep; mutants and variants keep the order of the catalogue. */
export function sweepReport(
  { contract, plan }: Pick<Suite, "contract" | "plan">,
  mutants: readonly MutantResult[],
  variants: readonly VariantResult[],
  facts: SweepFacts,
): SweepReport {
  const count = (kind: string): number => plan.cases.filter((row) => row.kind === kind).length;
  const categories = [...new Set(mutants.map(({ category }) => category))];
  return {
    schemaVersion: "2",
    contractDigest: contract.digest,
    ...facts,
    cases: {
      documented: count("documented"),
      generated: count("generated"),
      header: count("header"),
      journey: count("journey"),
    },
    total: tally(mutants),
    categories: Object.fromEntries(
      categories.map((category) => [
        category,
        tally(mutants.filter((mutant) => mutant.category === category)),
      ]),
    ),
    falseAccusations: variants.filter(isAccused).length,
    mutants,
    variants,
  };
}

/** A variant is accused where something was held against it, or where the verdict says so. */
export function isAccused({ accusations, verdict }: VariantResult): boolean {
  return accusations.length > 0 || verdict === "non-conformant";
}

function tally(mutants: readonly MutantResult[]): Tally {
  const count = (outcome: MutantResult["outcome"]): number =>
    mutants.filter((mutant) => mutant.outcome === outcome).length;
  const told = (level: Evidence | undefined): number =>
    mutants.filter(({ toldAt }) => toldAt === level).length;
  const toldAt = {
    documented: told("documented"),
    security: told("security"),
    inferred: told("inferred"),
    nowhere: told(undefined),
  };
  const byDefault = toldAt.documented + toldAt.security;
  return {
    total: mutants.length,
    killed: count("killed"),
    killedByOtherRules: count("killed-by-other-rules"),
    survived: count("survived"),
    toldAt,
    failing: { byDefault, underAll: byDefault + toldAt.inferred },
  };
}

/** Share of the mutants that were killed, by whichever rule; in percent, cut off to a tenth, so that 100 is all. */
export function killRate({ total, survived }: Tally): string {
  if (total === 0) return "-";
  const tenths = Math.floor(((total - survived) * 1000) / total);
  return `${(tenths / 10).toFixed(1)} %`;
}
