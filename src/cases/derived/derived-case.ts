import { type Expectation, openExpectation } from "../../contract/expectation.ts";
import type { ClauseId, Operation, Treatment } from "../../contract/model.ts";
import type { Case } from "../model.ts";

/** What every derived case of an operation is made of: its documented cases, and where the contract stands. */
export interface Basis {
  readonly operation: Operation;
  /** The documented cases of the operation, in the order of their table. */
  readonly rows: readonly Case[];
  /** The codes with which the pages refuse a parameter. */
  readonly validationCodes: readonly string[];
  readonly successCode: string;
}

/** Treatment of a clause by the readings, undefined where it is applied as printed. */
export type TreatmentOf = (clause: ClauseId) => Treatment | undefined;

/** Whether the operation changes money or a membership: what is derived from it then needs the same permission. */
export function isDestructive({ rows }: Basis): boolean {
  return rows.some(({ destructive }) => destructive);
}

/** The documented case whose request succeeds and changes nothing: derived requests differ from it in one thing. */
export function harmlessSuccess({ rows }: Basis): Case | undefined {
  return rows.find(({ expected, destructive }) => expected.status === 200 && !destructive);
}

/** An expectation that judges nothing but what its demand says, resting on one clause. */
export function demanding(clause: ClauseId, differences: Partial<Expectation>): Expectation {
  return { ...openExpectation(clause), ...differences };
}

/** The name of a derived case and its id. */
export function named(operation: Operation, name: string): Pick<Case, "id" | "operation" | "name"> {
  return { id: `${operation.id}/${name}`, operation: operation.id, name };
}

/** A derived case has no row: it stands where its clause stands. */
export function placeOf({ file }: Operation): Case["source"] {
  return { file, line: 1 };
}
