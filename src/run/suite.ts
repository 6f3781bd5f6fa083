import { join, resolve } from "node:path";
import { loadPlan, type Plan } from "../cases/plan.ts";
import { AT_MOST_ONCE_RULE, REQUEST_RULE, RULES } from "../checks/rules.ts";
import { inputsOf } from "../contract/inputs.ts";
import { type ContractFolders, loadContract } from "../contract/load.ts";
import type { Contract } from "../contract/model.ts";
import { findDrift } from "../derive/files.ts";
import { deriveValidators, loadValidators, type OperationValidators } from "../derive/validators.ts";
import type { KnownIds } from "../environment/known.ts";
import { PROJECT_ROOT } from "../exact/project-root.ts";

/** The suite itself, before any target: what the pages say, the cases, and the checks made ready. */
export interface Suite {
  readonly contract: Contract;
  readonly plan: Plan;
  readonly validators: ReadonlyMap<string, OperationValidators>;
}

/** Where the suite's own files stand. */
export interface SuiteFolders {
  readonly contract: string;
  readonly schemas: string;
  readonly cases: string;
}

export const OWN_FOLDERS: SuiteFolders = {
  contract: join(PROJECT_ROOT, "contract"),
  schemas: join(PROJECT_ROOT, "schemas"),
  cases: join(PROJECT_ROOT, "cases"),
};

/** Folders of a project of one's own, beside the suite's: operations, and case tables. Absolute paths. */
export interface FurtherFolders {
  readonly contract?: readonly string[];
  readonly cases?: readonly string[];
}

/** The suite's contract, and that of the further folders. */
export function contractFolders({ contract = [] }: FurtherFolders = {}): ContractFolders {
  return { common: OWN_FOLDERS.contract, operations: withOwn(OWN_FOLDERS.contract, contract) };
}

/** The suite's case tables, and the further ones. */
export function caseFolders({ cases = [] }: FurtherFolders = {}): string[] {
  return withOwn(OWN_FOLDERS.cases, cases);
}

/** A folder that is the suite's own is named once. */
function withOwn(own: string, further: readonly string[]): string[] {
  return [...new Set([own, ...further.map((folder) => resolve(folder))])];
}

/** Schemas that are not what the contract derives to: edited by hand, or not derived again. */
export class DriftMistake extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "DriftMistake";
  }
}

/**
 * Loads and checks the suite's own files. Throws ContractMistake, DriftMistake or PlanMistake, each with every
 * problem by file and line, and SchemaDefect where a schema cannot be read.
 */
export function loadSuite(folders: SuiteFolders = OWN_FOLDERS, further: FurtherFolders = {}): Suite {
  const own = loadContract(folders.contract);
  const drift = findDrift(own, folders.schemas);
  if (drift.length > 0) throw new DriftMistake(drift.map(({ message }) => message));
  const added = (further.contract ?? []).map((folder) => resolve(folder));
  const operations = [...new Set([folders.contract, ...added])];
  const contract = operations.length === 1 ? own : loadContract({ common: folders.contract, operations });
  return {
    contract,
    plan: loadPlan(contract, withOwn(folders.cases, further.cases ?? [])),
    validators: new Map([
      ...deriveValidators(furtherOf(contract, own)),
      ...loadValidators(own, folders.schemas),
    ]),
  };
}

function furtherOf(contract: Contract, own: Contract): Contract {
  const ids = new Set(own.operations.map(({ id }) => id));
  return { ...contract, operations: contract.operations.filter(({ id }) => !ids.has(id)) };
}

/** The ids that settings and environment files may name. */
export function knownIds({ contract, plan }: Suite): KnownIds {
  const names = new Map(contract.operations.map(({ id }) => [id, new Set<string>()]));
  for (const { operation, name } of plan.cases) names.get(operation)?.add(name);
  const operations = contract.operations.map((operation) => {
    const fields = new Set(inputsOf(operation).map(({ name }) => name));
    const consumable = inputsOf(operation).filter((field) => field.consumable === true);
    const once = new Set(consumable.map(({ name }) => name));
    return [operation.id, { cases: names.get(operation.id) ?? new Set<string>(), fields, once }] as const;
  });
  return {
    operations: new Map(operations),
    rules: new Set([...RULES, REQUEST_RULE, AT_MOST_ONCE_RULE].map(({ id }) => id)),
    caseIds: plan.cases.map(({ id }) => id),
  };
}
