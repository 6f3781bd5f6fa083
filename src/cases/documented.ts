import type { Expectation } from "../contract/expectation.ts";
import { inputsOf } from "../contract/inputs.ts";
import type { Contract, Operation } from "../contract/model.ts";
import { FileMistake } from "../exact/data-file.ts";
import type { Json } from "../exact/json.ts";
import { acceptedMessages } from "./messages.ts";
import type { Case, RequestDifference } from "./model.ts";
import {
  codeEntry,
  dataFields,
  expectedValues,
  rowClauses,
  testDataEntry,
  toFieldPointer,
} from "./row-facts.ts";
import { rowProblems } from "./row-lint.ts";
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
    return { cases: [], mistakes: [new FileMistake(table.file, table.line, problem)] };
  }
  const cases: Case[] = [];
  const mistakes: FileMistake[] = [];
  const isChanging = table.rows.some(({ destructive }) => destructive === true);
  for (const [index, row] of table.rows.entries()) {
    const source = { file: table.file, line: table.lineOfRow(index) };
    const problems = rowProblems(row, operation, contract);
    mistakes.push(
      ...problems.map((problem) => new FileMistake(source.file, source.line, `case ${row.id}: ${problem}`)),
    );
    const expected = problems.length === 0 ? expectation(row, operation, contract) : undefined;
    if (expected) cases.push(toCase(row, operation, expected, isChanging, source));
  }
  return { cases, mistakes };
}

function toCase(
  row: Row,
  operation: Operation,
  expected: Expectation,
  isChanging: boolean,
  source: Case["source"],
): Case {
  return {
    id: `${operation.id}/${row.id}`,
    operation: operation.id,
    name: row.id,
    title: row.title,
    kind: "documented",
    level: row.trigger,
    destructive: row.destructive ?? false,
    effect: operation.effect,
    refusal: isStatedRefusal(row, expected),
    data: dataFields(row, inputsOf(operation)),
    ownData: isChanging,
    clauses: rowClauses(row, operation),
    request: requestDifference(row),
    expected,
    source,
  };
}

/** That a scenario is refused is stated; that this request brings it about, where it breaks a clause or names the owner's thing. */
function isStatedRefusal(row: Row, { status }: Expectation): boolean {
  const isBroughtAbout = (row.request?.breaks ?? []).length > 0 || row.data !== undefined;
  return status !== null && status >= 400 && isBroughtAbout;
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

/** What a contract says of a message that the capture of its page has lost. */
const NOT_CAPTURED = "not-captured";

/** What the documents let a server answer to a row; undefined where the row rests on nothing, which its lint tells. */
function expectation(row: Row, operation: Operation, contract: Contract): Expectation | undefined {
  const [testData, code] = [testDataEntry(row, operation), codeEntry(row, operation)];
  const entry = code ?? testData;
  if (!entry) return undefined;
  const { status, clause } = entry;
  const printed = code?.message === NOT_CAPTURED ? undefined : code?.message;
  const message = row.message === "testData" ? testData?.title : printed;
  return {
    status,
    code: row.code,
    messages: message === undefined ? null : accepted(row, message, operation, contract),
    clauses: {
      status: clause,
      code: clause,
      message: row.message === "testData" ? (testData?.clause ?? clause) : clause,
    },
    messageInferred: row.message === "testData",
    values: expectedValues(row, operation, contract),
  };
}

/** A success that the page lists with several messages has any of them: what tells them apart it does not say. */
function accepted(row: Row, message: string, operation: Operation, contract: Contract): string[] {
  const successes = operation.codes.filter(({ code, status }) => code === row.code && status === 200);
  const all =
    row.message === undefined && successes.length > 1 ? successes.map((each) => each.message) : [message];
  return [...new Set(all.flatMap((each) => acceptedMessages(contract, operation, each)))];
}
