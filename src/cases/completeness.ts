import { dirname } from "node:path";
import type { Contract } from "../contract/model.ts";
import { FileMistake } from "../exact/data-file.ts";
import { toPointer } from "../exact/json.ts";
import type { CaseTable } from "./tables.ts";

/** Ids and titles that stand twice, in one table or in two of the same operation; two such tables in one folder. */
export function repetitions(tables: readonly CaseTable[]): FileMistake[] {
  const seen = new Map<string, string>();
  const mistakes: FileMistake[] = [];
  const note = (key: string, what: string, table: CaseTable, line: number): void => {
    const first = seen.get(key);
    if (first === undefined) seen.set(key, `${table.file}:${line}`);
    else mistakes.push(new FileMistake(table.file, line, `${what} stands twice, first at ${first}`));
  };
  for (const table of tables) {
    note(
      `operation ${dirname(table.file)} ${table.operation}`,
      `a table for ${table.operation}`,
      table,
      table.line,
    );
    for (const [index, { id, title }] of table.rows.entries()) {
      const line = table.lineOfRow(index);
      note(`id ${table.operation}/${id}`, `the id ${table.operation}/${id}`, table, line);
      note(`title ${table.operation}: ${title}`, `the title "${title}"`, table, line);
    }
  }
  return mistakes;
}

/** Every operation, code and test-data title of the contract has a row; a declared gap is one in fact. */
export function unrepresented(contract: Contract, tables: readonly CaseTable[]): FileMistake[] {
  return contract.operations.flatMap((operation) => {
    const own = tables.filter((table) => table.operation === operation.id);
    const [table] = own;
    if (!table) {
      const problem = `no table in cases/ has the operation ${operation.id}`;
      return [new FileMistake(operation.file, 1, problem)];
    }
    const rows = own.flatMap((candidate) => candidate.rows);
    const gaps = own.flatMap((candidate) => candidate.gaps);
    const codes = new Set<string | null | undefined>([...rows, ...gaps].map(({ code }) => code));
    const titles = new Set([...rows, ...gaps].map(({ testData }) => testData));
    const missing = [
      ...operation.codes.filter(({ code }) => !codes.has(code)),
      ...operation.testData.filter(({ title }) => !titles.has(title)),
    ].map(({ clause }) => {
      const text = contract.clauses.get(clause);
      const place = text ? ` ("${text.says}", ${text.file}:${text.line})` : "";
      return new FileMistake(table.file, table.line, `no case has ${clause}${place}`);
    });
    return [...missing, ...own.flatMap((candidate) => falseGaps(candidate))];
  });
}

function falseGaps(table: CaseTable): FileMistake[] {
  return table.gaps.flatMap(({ code }, index) => {
    if (code === undefined || !table.rows.some((row) => row.code === code)) return [];
    const problem = `code ${code} is declared a gap, yet a case has it`;
    return [new FileMistake(table.file, table.lineOf(toPointer(["gaps", index])), problem)];
  });
}
