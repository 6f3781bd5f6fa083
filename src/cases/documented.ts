import type { Contract, Operation, Parameter, TestDataEntry } from "../contract/model.ts";
import { FileMistake } from "../exact/data-file.ts";
import type { Json } from "../exact/json.ts";
import { acceptedMessages } from "./messages.ts";
import type { Case, Expectation, RequestDifference } from "./model.ts";
import type { CaseTable, Row } from "./tables.ts";

export interface BuiltCases {
  readonly cases: readonly Case[];
  readonly mistakes: readonly FileMistake[];
}

/** Makes the cases of a table: status, message and clauses of a row come from the contract's entry for its code. */
export function documentedCases(table: CaseTable, contract: Contract): BuiltCases {
  const operation = contract.operations.find(({ id }) => id === table.operation);
  if (!operation) {
    const known = contract.operations.map(({ id }) => id).join(", ");
    const problem = `operation ${table.operation} is not in the contract; it has ${known}`;
    return { cases: [], mistakes: [new FileMistake(table.file, 1, problem)] };
  }
  const cases: Case[] = [];
  const mistakes: FileMistake[] = [];
  for (const [index, row] of table.rows.entries()) {
    const line = table.lineOfRow(index);
    const { expected, problems } = expectation(row, operation, contract);
    const clauses = rowClauses(row, operation);
    problems.push(...rowProblems(row, operation, contract, clauses));
    mistakes.push(
      ...problems.map((problem) => new FileMistake(table.file, line, `case ${row.id}: ${problem}`)),
    );
    if (expected && problems.length === 0)
      cases.push(toCase(row, operation, expected, clauses, { file: table.file, line }));
  }
  return { cases, mistakes };
}

function toCase(
  row: Row,
  operation: Operation,
  expected: Expectation,
  clauses: readonly string[],
  source: Case["source"],
): Case {
  return {
    id: `${operation.id}/${row.id}`,
    operation: operation.id,
    name: row.id,
    title: row.title,
    kind: "documented",
    level: "documented",
    destructive: row.destructive ?? false,
    data: dataFields(row, operation.request),
    clauses,
    request: requestDifference(row),
    expected,
    source,
  };
}

/** Every required field comes from the target's owner, but those that must be new with every request. */
function dataFields(row: Row, request: readonly Parameter[]): readonly string[] {
  if (row.data !== "all") return row.data ?? [];
  return request
    .filter(({ presence, unique }) => presence === "required" && unique !== true)
    .map(({ name }) => name);
}

function requestDifference(row: Row): RequestDifference {
  const set = Object.entries(row.request?.set ?? {}).map(([key, value]): [string, Json] => [
    toFieldPointer(key),
    value,
  ]);
  return {
    set: new Map(set),
    omit: (row.request?.omit ?? []).map(toFieldPointer),
    breaks: row.request?.breaks ?? [],
  };
}

/** A row names a field of the first floor by its name and a deeper one by its JSON Pointer. */
function toFieldPointer(key: string): string {
  return key.startsWith("/") ? key : `/${key}`;
}

function testDataEntry(row: Row, operation: Operation): TestDataEntry | undefined {
  return operation.testData.find(({ title }) => title === row.testData);
}

function rowClauses(row: Row, operation: Operation): readonly string[] {
  const testData = testDataEntry(row, operation);
  const code = operation.codes.find((entry) => entry.code === row.code);
  return [
    ...(testData ? [testData.clause] : []),
    ...(code ? [code.clause] : []),
    ...(row.clauses ?? []),
    ...(row.request?.breaks ?? []),
  ];
}

function expectation(
  row: Row,
  operation: Operation,
  contract: Contract,
): { expected: Expectation | undefined; problems: string[] } {
  const testData = testDataEntry(row, operation);
  const code = operation.codes.find((entry) => entry.code === row.code);
  const status = code?.status ?? testData?.status;
  const clause = code?.clause ?? testData?.clause;
  if (row.code !== null && !code) {
    const known = operation.codes.map((entry) => entry.code).join(", ");
    return {
      expected: undefined,
      problems: [`code ${row.code} is not documented for ${operation.id}; it has ${known}`],
    };
  }
  if (status === undefined || clause === undefined) {
    return {
      expected: undefined,
      problems: ["a row without a code needs a testData title, which gives the status"],
    };
  }
  const message = row.message === "testData" ? testData?.title : code?.message;
  const expected: Expectation = {
    status,
    code: row.code,
    messages: message === undefined ? null : acceptedMessages(contract, operation, message),
    clauses: { status: clause, code: clause, message: clause },
    messageInferred: row.message === "testData",
    values: expectedValues(row, operation),
  };
  return { expected, problems: [] };
}

function expectedValues(row: Row, operation: Operation): Expectation["values"] {
  return Object.entries(row.values ?? {}).map(([name, value]) => ({
    pointer: toFieldPointer(name),
    value,
    clause: `${operation.id}#response.${name}.values`,
  }));
}

function rowProblems(
  row: Row,
  operation: Operation,
  contract: Contract,
  clauses: readonly string[],
): string[] {
  const problems: string[] = [];
  if (row.testData !== undefined && !testDataEntry(row, operation)) {
    problems.push(`"${row.testData}" is no test-data title of ${operation.id}`);
  }
  if (row.title.length >= 70) problems.push("the title has 70 characters or more");
  if (/\bshould\b/i.test(row.title)) problems.push("say what is so, without 'should', in the title");
  if (clauses.length === 0) problems.push("rests on no clause; give testData, code or clauses");
  const references = [...clauses, ...expectedValues(row, operation).map(({ clause }) => clause)];
  for (const clause of references) {
    if (!contract.clauses.has(clause)) problems.push(`clause ${clause} is not in the contract`);
  }
  const fields = new Set(operation.request.map(({ name }) => name));
  const named = [
    ...Object.keys(row.request?.set ?? {}),
    ...(row.request?.omit ?? []),
    ...dataFields(row, operation.request),
  ];
  for (const name of named.map((key) => key.split("/").find((part) => part !== "") ?? "")) {
    if (!fields.has(name)) problems.push(`field ${name} is no request parameter of ${operation.id}`);
  }
  return problems;
}
