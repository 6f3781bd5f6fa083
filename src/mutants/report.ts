import type { Suite } from "../run/suite.ts";
import type { Fate, SweepReport, Tally, VariantFate } from "./model.ts";

export interface SweepFacts {
  readonly seed: string;
  readonly startedAt: string;
  readonly durationMs: number;
}

/** The report of a sweep; deviations and variants keep the order of the catalogue. */
export function sweepReport(
  { contract, plan }: Pick<Suite, "contract" | "plan">,
  mutants: readonly Fate[],
  variants: readonly VariantFate[],
  facts: SweepFacts,
): SweepReport {
  const count = (kind: string): number => plan.cases.filter((row) => row.kind === kind).length;
  const categories = [...new Set(mutants.map(({ category }) => category))];
  return {
    schemaVersion: "1",
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

/** A variant is accused where a documented line is said to be broken, or where the verdict says so. */
export function isAccused({ accusations, verdict }: VariantFate): boolean {
  return accusations.length > 0 || verdict === "non-conformant";
}

function tally(mutants: readonly Fate[]): Tally {
  const count = (word: Fate["fate"]): number => mutants.filter(({ fate }) => fate === word).length;
  return { total: mutants.length, killed: count("killed"), luck: count("luck"), survived: count("survived") };
}

/** Share of the deviations that were caught, luck included; in percent, cut off to a tenth, so that 100 is all. */
export function killRate({ total, survived }: Tally): string {
  if (total === 0) return "-";
  const tenths = Math.floor(((total - survived) * 1000) / total);
  return `${(tenths / 10).toFixed(1)} %`;
}
