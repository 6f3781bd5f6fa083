import { createHash } from "node:crypto";
import { inputsOf } from "../contract/inputs.ts";
import type { Contract } from "../contract/model.ts";
import type { Case } from "./model.ts";
import type { Plan } from "./plan.ts";

/** A choice of cases divided among several machines. */
export interface Division {
  /** The shard of each case, from 1 to the count, by the id of the case. */
  readonly shardOf: ReadonlyMap<string, number>;
  /** SHA-256 over the contract and over what goes to which shard, in hexadecimal digits: shards with the same belong together. */
  readonly digest: string;
}

/**
 * Divides cases among a number of machines, by contract and cases alone, so that every machine comes to the same. What
 * changes nothing is divided by operation and kind. A case stays with the cases that its control is to be found among;
 * operations that change something stay together with those that change the same kind of thing, that a journey goes
 * through, or that remove what they create, so that no two machines change the same member at once. The largest
 * parts are given out first, each to the machine that has the fewest cases.
 *
 * @param cases those that were chosen, in the order of the plan
 * @param count how many machines there are, 1 or more
 */
export function divide(
  cases: readonly Case[],
  contract: Contract,
  undo: Plan["undo"],
  count: number,
): Division {
  const shardOf = new Map<string, number>();
  const loads = Array.from({ length: count }, () => 0);
  for (const part of partsOf(cases, contract, undo)) {
    const least = loads.indexOf(Math.min(...loads));
    loads[least] = (loads[least] ?? 0) + part.length;
    for (const { id } of part) shardOf.set(id, least + 1);
  }
  return { shardOf, digest: digestOf(cases, contract, count, shardOf) };
}

/** The cases that one machine has to run, the largest part first; parts of one size in the order of the plan. */
function partsOf(cases: readonly Case[], contract: Contract, undo: Plan["undo"]): Case[][] {
  const bonds = new Bonds();
  bindChanges(bonds, contract, undo);
  const inquiries = new Set(
    contract.operations.filter(({ effect }) => effect === "nothing").map(({ id }) => id),
  );
  const homes = cases.map((row) => homesOf(row, inquiries));
  for (const [own, ...others] of homes) for (const other of others) bonds.tie(own, other);
  const parts = new Map<string, Case[]>();
  for (const [place, row] of cases.entries()) {
    const root = bonds.rootOf(homes[place]?.[0] ?? row.operation);
    const part = parts.get(root);
    if (part) part.push(row);
    else parts.set(root, [row]);
  }
  return [...parts.values()].sort((one, other) => other.length - one.length);
}

/** Operations that change the same kind of thing are bound by it; what one creates another one removes. */
function bindChanges(bonds: Bonds, { operations }: Contract, undo: Plan["undo"]): void {
  for (const operation of operations.filter(({ effect }) => effect !== "nothing"))
    for (const thing of thingsOf(inputsOf(operation))) bonds.tie(operation.id, `thing ${thing}`);
  for (const [created, { row }] of undo) bonds.tie(created, row.operation);
}

interface Named {
  readonly thing?: string;
  readonly fields: readonly Named[];
}

function thingsOf(parameters: readonly Named[]): string[] {
  return parameters.flatMap(({ thing, fields }) => [
    ...(thing === undefined ? [] : [thing]),
    ...thingsOf(fields),
  ]);
}

/**
 * Where a case belongs: an operation, where it may change something, otherwise an operation and a kind. What follows are
 * other places that it has to be with: the operations of its journey, and the documented cases among which its control is
 * to be found, where the run does not send that beside it.
 */
function homesOf(
  { operation, kind, steps = [], control }: Case,
  inquiries: ReadonlySet<string>,
): [string, ...string[]] {
  const homeOf = (of: string): string => (inquiries.has(operation) ? `${operation} ${of}` : operation);
  const changing = [operation, ...steps.map(({ row }) => row.operation)].filter((id) => !inquiries.has(id));
  const isAmongOthers = control !== undefined && control.row === undefined;
  const [first = homeOf(kind), ...others] = changing;
  return [first, ...others, ...(isAmongOthers ? [homeOf("documented")] : [])];
}

/** Which shard has a case is part of what is told: a later version of the suite may divide the same cases otherwise. */
function digestOf(
  cases: readonly Case[],
  { digest }: Contract,
  count: number,
  shardOf: Division["shardOf"],
): string {
  const told = cases.map(({ id, title, level, kind }) => [id, title, level, kind, shardOf.get(id)]);
  return createHash("sha256")
    .update(JSON.stringify([digest, count, told]))
    .digest("hex");
}

/** Names that belong together, directly or by way of others. */
class Bonds {
  readonly #next = new Map<string, string>();

  tie(one: string, other: string): void {
    const [root, otherRoot] = [this.rootOf(one), this.rootOf(other)];
    if (root !== otherRoot) this.#next.set(otherRoot, root);
  }

  rootOf(name: string): string {
    let root = name;
    for (let next = this.#next.get(root); next !== undefined; next = this.#next.get(root)) root = next;
    return root;
  }
}
