import type { ClauseId, CodeEntry, Contract, Operation, Parameter, Treatment } from "./model.ts";

export function findOperation(contract: Contract, id: string): Operation | undefined {
  const operations = byId.get(contract) ?? new Map(contract.operations.map((each) => [each.id, each]));
  byId.set(contract, operations);
  return operations.get(id);
}

/** A run asks for an operation many times in each of its cases. */
const byId = new WeakMap<Contract, ReadonlyMap<string, Operation>>();

export function findCode(operation: Operation, code: string): CodeEntry | undefined {
  return operation.codes.find((entry) => entry.code === code);
}

/** Every row of a table and of the tables below it, by its path: `cardDataInfo.cardPointInfo.pointName`. */
export function parametersByPath(parameters: readonly Parameter[]): Map<string, Parameter> {
  const rows = new Map<string, Parameter>();
  const add = (row: Parameter, parent: string): void => {
    const path = `${parent}${row.name}`;
    rows.set(path, row);
    for (const field of row.fields) add(field, `${path}.`);
  };
  for (const row of parameters) add(row, "");
  return rows;
}

/** How a reading changes what a clause demands, and which reading; undefined where none does. */
export function treatmentOf(
  contract: Contract,
  clause: ClauseId,
): { readonly reading: string; readonly as: Treatment } | undefined {
  for (const reading of contract.readings) {
    const treatment = reading.treatments.find((entry) => entry.clause === clause);
    if (treatment) return { reading: reading.id, as: treatment.as };
  }
  return undefined;
}
