import type { CodeEntry, Contract, Operation, Parameter } from "./model.ts";

/** What a contract says of an operation, as JSON: numbers as their digits, tables by name as the files have them. */
export interface StatedFacts {
  readonly [fact: string]: StatedFact;
}
export type StatedFact = string | boolean | readonly StatedFact[] | StatedFacts;

/** Every operation's facts, so that two reports can be held against each other without the files. */
export function statedFacts({ operations }: Pick<Contract, "operations">): Record<string, StatedFacts> {
  return Object.fromEntries(operations.map((operation) => [operation.id, factsOf(operation)]));
}

function factsOf(operation: Operation): StatedFacts {
  const { title, version, versions, method, path, encrypted, notCaptured, codes, testData } = operation;
  const table = (name: "request" | "response"): StatedFact =>
    notCaptured.includes(name) ? "not-captured" : rowsOf(operation[name]);
  return {
    title,
    version,
    ...(versions.length > 1 && { versions }),
    method,
    path,
    encrypted: { ...encrypted },
    headers: { request: rowsOf(operation.requestHeaders), response: rowsOf(operation.responseHeaders) },
    pathParameters: rowsOf(operation.pathParameters),
    query: rowsOf(operation.query),
    request: table("request"),
    response: table("response"),
    codes: notCaptured.includes("codes") ? "not-captured" : codesOf(codes),
    ...(operation.codesIncomplete && { codesIncomplete: true }),
    testData: notCaptured.includes("testData")
      ? "not-captured"
      : testData.map(({ status, title: named }) => ({ status: String(status), title: named })),
    conditions: Object.fromEntries(
      operation.conditions.map(({ clause, text }) => [clause.slice(clause.lastIndexOf(".") + 1), text]),
    ),
  };
}

const FACTS = ["length", "min", "max", "value", "counts", "items", "format"] as const;

function rowsOf(rows: readonly Parameter[]): StatedFacts {
  return Object.fromEntries(rows.map((row) => [row.name, rowOf(row)]));
}

function rowOf(row: Parameter): StatedFacts {
  const { type, presence, values, formulas, unique, item, fields } = row;
  const facts = FACTS.flatMap((fact) => (row[fact] === undefined ? [] : [[fact, row[fact]]]));
  return {
    type,
    presence,
    ...Object.fromEntries(facts),
    ...(values && { values }),
    ...(formulas && { formulas }),
    ...(unique && { unique: true }),
    ...(item !== undefined && { item: { name: item } }),
    ...(fields.length > 0 && { fields: rowsOf(fields) }),
  };
}

function codesOf(codes: readonly CodeEntry[]): StatedFacts {
  const entry = ({ status, message, description }: CodeEntry): StatedFacts => ({
    status: String(status),
    message,
    description,
  });
  const numbers = [...new Set(codes.map(({ code }) => code))];
  return Object.fromEntries(
    numbers.map((number) => {
      const [first, ...also] = codes.filter(({ code }) => code === number).map(entry);
      return [number, { ...first, ...(also.length > 0 && { also }) }];
    }),
  );
}
