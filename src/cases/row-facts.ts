import type { Expectation } from "../contract/expectation.ts";
import { parametersByPath } from "../contract/find.ts";
import type { CodeEntry, Contract, Operation, Parameter, TestDataEntry } from "../contract/model.ts";
import { fromPointer } from "../exact/json.ts";
import type { Row } from "./tables.ts";

/** What a row points at in its operation: the facts of the contract that it rests on. */
export function testDataEntry(row: Row, operation: Operation): TestDataEntry | undefined {
  return operation.testData.find(({ title }) => title === row.testData);
}

/** Of a code that the page lists with several messages, the one that the row names, or else the first. */
export function codeEntry(row: Row, operation: Operation): CodeEntry | undefined {
  const entries = operation.codes.filter(({ code }) => code === row.code);
  return entries.find(({ message }) => message === row.message) ?? entries[0];
}

export function rowClauses(row: Row, operation: Operation): readonly string[] {
  return [
    ...[testDataEntry(row, operation), codeEntry(row, operation)].flatMap((entry) => entry?.clause ?? []),
    ...(row.clauses ?? []),
    ...(row.request?.breaks ?? []),
  ];
}

/** The fields that only the target's owner can give; `all`: the required ones, but those new with every request. */
export function dataFields(row: Row, request: readonly Parameter[]): readonly string[] {
  if (row.data !== "all") return row.data ?? [];
  return request
    .filter(({ presence, unique }) => presence === "required" && unique !== true)
    .map(({ name }) => name);
}

/** The values that a row demands of the answer; each rests on the values that the page lists, or else on its row. */
export function expectedValues(row: Row, operation: Operation, contract: Contract): Expectation["values"] {
  const parameters = parametersByPath(operation.response);
  return Object.entries(row.values ?? {}).map(([name, value]) => {
    const pointer = toFieldPointer(name);
    const path = fromPointer(pointer).filter((part) => !/^[0-9]+$/.test(part));
    const clause = parameters.get(path.join("."))?.clause ?? `${operation.id}#response.${path.join(".")}`;
    const listed = `${clause}.values`;
    return { pointer, value, clause: contract.clauses.has(listed) ? listed : clause };
  });
}

/** A row names a field of the first floor by its name and a deeper one by its JSON Pointer. */
export function toFieldPointer(key: string): string {
  return key.startsWith("/") ? key : `/${key}`;
}
