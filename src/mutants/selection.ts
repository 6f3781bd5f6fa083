import { benignVariants, mutantCatalogue } from "../../sandbox/mutants/catalogue.ts";
import type { BenignVariant, Mutant } from "../../sandbox/mutants/model.ts";
import type { Contract } from "../contract/model.ts";
import { caseFilter } from "../environment/case-filter.ts";
import { loadSettings } from "../environment/load.ts";
import type { Settings } from "../environment/model.ts";
import { knownIds, type Suite } from "../run/suite.ts";

/** What a sweep is about. */
export interface Selection {
  readonly mutants: readonly Mutant[];
  readonly variants: readonly BenignVariant[];
}

export interface Narrowing {
  /** Ids or globs. */
  readonly only?: readonly string[];
  /** Categories; `benign` stands for the benign variants. */
  readonly categories?: readonly string[];
}

/** A filter that leaves nothing to try, which would be a sweep that proves nothing. */
export class EmptySelection extends Error {
  constructor(categories: readonly string[]) {
    super(
      `nothing matches; the categories are ${categories.join(", ")} and benign, ids look like scenario/user-register/001_001/status-500`,
    );
    this.name = "EmptySelection";
  }
}

/** The part of the catalogue that is wanted. Throws EmptySelection. */
export function selectFrom(contract: Contract, { only = [], categories = [] }: Narrowing): Selection {
  const isNamed = only.length === 0 ? () => true : caseFilter(only);
  const isOf = (category: string): boolean => categories.length === 0 || categories.includes(category);
  const catalogue = mutantCatalogue(contract);
  const mutants = catalogue.filter(({ id, category }) => isNamed(id) && isOf(category));
  const variants = benignVariants(contract).filter(({ id }) => isNamed(id) && isOf("benign"));
  if (mutants.length + variants.length === 0) {
    throw new EmptySelection([...new Set(catalogue.map(({ category }) => category))]);
  }
  return { mutants, variants };
}

/** The settings of a sweep: the embedded sandbox as the suite uses it, and nothing of the caller's environment. */
export function sweepSettings(suite: Suite, root: string, seed: string): Settings {
  return loadSettings({
    env: { KONAPLATE_SEED: seed, KONAPLATE_ENV: "embedded" },
    cwd: root,
    overrides: {},
    known: knownIds(suite),
  });
}
