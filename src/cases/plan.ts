import { join } from "node:path";
import type { Contract } from "../contract/model.ts";
import type { FileMistake } from "../exact/data-file.ts";
import { repetitions, unrepresented } from "./completeness.ts";
import { withControls } from "./controls.ts";
import { derivedCases } from "./derived/derived-cases.ts";
import { documentedCases } from "./documented.ts";
import { readJourneys } from "./journey-table.ts";
import { journeyCases } from "./journeys.ts";
import type { Case } from "./model.ts";
import { type CaseTable, type Guess, readTables } from "./tables.ts";
import { type Undo, undoOf } from "./undo.ts";

/** Every case there is, before settings choose among them. */
export interface Plan {
  readonly cases: readonly Case[];
  /** What every request of an operation carries until test data says better, by operation. */
  readonly guesses: ReadonlyMap<string, readonly Guess[]>;
  /** How what an operation creates is removed again, by operation. */
  readonly undo: ReadonlyMap<string, Undo>;
}

/** Mistakes in the case tables, all of them at once, each with file and line. */
export class PlanMistake extends Error {
  readonly problems: readonly string[];
  constructor(mistakes: readonly FileMistake[]) {
    super(mistakes.map(({ message }) => message).join("\n"));
    this.name = "PlanMistake";
    this.problems = mistakes.map(({ message }) => message);
  }
}

/**
 * Reads and lints the case tables of one folder or several, rows of one operation beside each other, and derives what
 * the contract implies beside them; the documented cases come first.
 * Throws PlanMistake; nothing has been sent by then.
 */
export function loadPlan(contract: Contract, folders: string | readonly string[]): Plan {
  const { tables, mistakes } = allOf([folders].flat().map(readTables));
  const built = tables.map((table) => documentedCases(table, contract));
  const documented = built.flatMap((table) => table.cases);
  const read = allOf([folders].flat().map((folder) => readJourneys(join(folder, "journeys"))));
  const journeys = read.tables.map((table) => journeyCases(table, documented, contract));
  const faulty = [...mistakes, ...built.flatMap((table) => table.mistakes)];
  const all = [
    ...faulty,
    ...repetitions(tables),
    // What a faulty row or table would have covered is not missing; its own mistakes come first.
    ...(faulty.length === 0 ? unrepresented(contract, tables) : []),
  ];
  // A journey is like documented cases; while those are faulty its own mistakes would only repeat theirs.
  if (all.length === 0) all.push(...read.mistakes, ...journeys.flatMap((table) => table.mistakes));
  const { undo, mistakes: undoMistakes } = undoOf(tables, documented, contract);
  if (all.length === 0) all.push(...undoMistakes);
  if (all.length > 0) throw new PlanMistake(all);
  const planned = [
    ...documented,
    ...derivedCases(contract, documented),
    ...journeys.flatMap(({ cases }) => cases),
  ];
  return {
    cases: withControls(planned, contract),
    guesses: guessesOf(tables),
    undo,
  };
}

interface Read<Table> {
  readonly tables: readonly Table[];
  readonly mistakes: readonly FileMistake[];
}

function allOf<Table>(read: readonly Read<Table>[]): Read<Table> {
  return {
    tables: read.flatMap(({ tables }) => tables),
    mistakes: read.flatMap(({ mistakes }) => mistakes),
  };
}

function guessesOf(tables: readonly CaseTable[]): Map<string, readonly Guess[]> {
  const guesses = new Map<string, readonly Guess[]>();
  for (const { operation, guesses: own } of tables)
    guesses.set(operation, [...(guesses.get(operation) ?? []), ...own]);
  return guesses;
}
