import type { Contract } from "../contract/model.ts";
import { FileMistake } from "../exact/data-file.ts";
import type { JsonObject } from "../exact/json.ts";
import { documentedCases } from "./documented.ts";
import type { Case } from "./model.ts";
import { type CaseTable, readTables } from "./tables.ts";

/** Every case there is, before settings choose among them. */
export interface Plan {
  readonly cases: readonly Case[];
  /** What every request of an operation carries beside its required fields. */
  readonly bodies: ReadonlyMap<string, JsonObject>;
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

/** Reads and lints the case tables. Throws PlanMistake; nothing has been sent by then. */
export function loadPlan(contract: Contract, folder: string): Plan {
  const { tables, mistakes } = readTables(folder);
  const built = tables.map((table) => documentedCases(table, contract));
  const cases = built.flatMap((table) => table.cases);
  const all = [...mistakes, ...built.flatMap((table) => table.mistakes)];
  // A table that could not be read has no rows to compare; its own mistakes come first.
  if (all.length === 0) all.push(...repetitions(cases), ...unrepresented(contract, tables, cases));
  if (all.length > 0) throw new PlanMistake(all);
  return { cases, bodies: new Map(tables.map(({ operation, body }) => [operation, body])) };
}

function repetitions(cases: readonly Case[]): FileMistake[] {
  const seen = new Set<string>();
  return cases.flatMap((row) =>
    [row.id, `${row.operation}: ${row.title}`].flatMap((key) => {
      if (!seen.has(key)) {
        seen.add(key);
        return [];
      }
      return [new FileMistake(row.source.file, row.source.line, `"${key}" stands twice`)];
    }),
  );
}

/** Completeness: every operation, code and test-data title of the contract has a case. */
function unrepresented(
  contract: Contract,
  tables: readonly CaseTable[],
  cases: readonly Case[],
): FileMistake[] {
  const covered = new Set(cases.flatMap(({ clauses }) => clauses));
  return contract.operations.flatMap((operation) => {
    const table = tables.find((candidate) => candidate.operation === operation.id);
    if (!table)
      return [new FileMistake(operation.file, 1, `no table in cases/ has the operation ${operation.id}`)];
    const documented = [...operation.codes, ...operation.testData].map(({ clause }) => clause);
    const unknownGaps = table.gaps.filter(({ code }) => operation.codes.some((entry) => entry.code === code));
    return [
      ...documented.filter((clause) => !covered.has(clause)).map((clause) => `no case has ${clause}`),
      ...unknownGaps.map(({ code }) => `code ${code} is declared a gap, yet the contract documents it`),
    ].map((problem) => new FileMistake(table.file, 1, problem));
  });
}
