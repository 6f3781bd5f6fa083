import { findOperation } from "../contract/find.ts";
import { inputsOf } from "../contract/inputs.ts";
import type { Contract, Thing } from "../contract/model.ts";
import { FileMistake } from "../exact/data-file.ts";
import type { Case } from "./model.ts";
import type { CaseTable } from "./tables.ts";

/** How what an operation creates is removed again. */
export interface Undo {
  /** The documented case whose request removes it. */
  readonly row: Case;
  /** The fields of that request, each with its place in the answer that created the thing and what it names. */
  readonly carry: readonly UndoField[];
}

export interface UndoField {
  readonly field: string;
  /** JSON Pointer into the answer. */
  readonly from: string;
  readonly thing: Thing;
}

/** The undo of each operation whose table has one; what does not resolve becomes a mistake. */
export function undoOf(
  tables: readonly CaseTable[],
  documented: readonly Case[],
  contract: Contract,
): { readonly undo: ReadonlyMap<string, Undo>; readonly mistakes: readonly FileMistake[] } {
  const undo = new Map<string, Undo>();
  const mistakes: FileMistake[] = [];
  for (const table of tables) {
    if (!table.undo) continue;
    const wrong = (problem: string) =>
      mistakes.push(new FileMistake(table.file, table.lineOf("/undo"), problem));
    const { like, carry } = table.undo;
    const row = documented.find(({ id }) => id === like);
    if (!row?.destructive) {
      wrong(`undo is like ${like}; give a documented case that is destructive`);
      continue;
    }
    const undoing = findOperation(contract, row.operation);
    const request = undoing ? inputsOf(undoing) : [];
    const fields = Object.entries(carry).flatMap(([field, from]): UndoField[] => {
      const thing = request.find(({ name }) => name === field)?.thing;
      if (thing === undefined)
        wrong(`undo carries ${field}, which is no field of ${row.operation} that names a thing`);
      return thing === undefined ? [] : [{ field, from, thing }];
    });
    undo.set(table.operation, { row, carry: fields });
  }
  return { undo, mistakes };
}
