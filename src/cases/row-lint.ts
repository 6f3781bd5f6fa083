import { inputsOf } from "../contract/inputs.ts";
import type { Contract, Operation } from "../contract/model.ts";
import { fromPointer } from "../exact/json.ts";
import { codeEntry, dataFields, expectedValues, rowClauses, testDataEntry } from "./row-facts.ts";
import type { Row } from "./tables.ts";

/** What is wrong with a row, held against the contract: one line per mistake, each with what a right one looks like. */
export function rowProblems(row: Row, operation: Operation, contract: Contract): string[] {
  return [
    ...titleProblems(row),
    ...sourceProblems(row, operation),
    ...triggerProblems(row),
    ...clauseProblems(row, operation, contract),
    ...fieldProblems(row, operation),
  ];
}

function titleProblems({ title }: Row): string[] {
  const problems: string[] = [];
  if (title.length >= 70) problems.push(`the title has ${title.length} characters; keep it under 70`);
  if (/\bshould\b/i.test(title)) problems.push("say what is so, without 'should', in the title");
  return problems;
}

/** Code and test-data title are the page's own, and agree. */
function sourceProblems(row: Row, operation: Operation): string[] {
  const problems: string[] = [];
  const [testData, code] = [testDataEntry(row, operation), codeEntry(row, operation)];
  if (row.testData !== undefined && !testData) {
    const known = operation.testData.map(({ title }) => `"${title}"`).join(", ") || "none";
    problems.push(`"${row.testData}" is no test-data title of ${operation.id}; it has ${known}`);
  }
  if (row.code !== null && !code) {
    const known = operation.codes.map((entry) => entry.code).join(", ");
    problems.push(`code ${row.code} is not documented for ${operation.id}; it has ${known}`);
  }
  if (row.testData === undefined && row.code === null)
    problems.push("a row without a code needs a testData title, which gives the status");
  if (row.testData === undefined && row.message === "testData")
    problems.push("message: testData needs a testData title, which is the message");
  const messages = operation.codes.filter((entry) => entry.code === row.code).map(({ message }) => message);
  if (row.message !== undefined && row.message !== "testData" && !messages.includes(row.message)) {
    const known = messages.map((message) => `"${message}"`).join(", ") || "none";
    problems.push(`"${row.message}" is no message of code ${row.code}; it has ${known}, or say testData`);
  }
  if (testData && code && testData.status !== code.status) {
    problems.push(
      `code ${code.code} has the status ${code.status} and "${testData.title}" ${testData.status}; one row has one`,
    );
  }
  return problems;
}

/** What brings a scenario about is a value of the request, or else the state that its title names. */
function triggerProblems({ trigger, request }: Row): string[] {
  if (trigger === "documented" || request !== undefined) return [];
  return [
    "an inferred trigger is a guess at what is sent: say it under request, or take the trigger for documented",
  ];
}

function clauseProblems(row: Row, operation: Operation, contract: Contract): string[] {
  const values = expectedValues(row, operation, contract);
  const references = [...rowClauses(row, operation), ...values.map(({ clause }) => clause)];
  return references
    .filter((clause) => !contract.clauses.has(clause))
    .map((clause) => `clause ${clause} is not in the contract`);
}

function fieldProblems(row: Row, operation: Operation): string[] {
  const fields = new Set(inputsOf(operation).map(({ name }) => name));
  const named = [
    ...Object.keys(row.request?.set ?? {}),
    ...(row.request?.omit ?? []),
    ...dataFields(row, inputsOf(operation)),
  ];
  const names = named.map((key) => (key.startsWith("/") ? (fromPointer(key)[0] ?? "") : key));
  return [...new Set(names)]
    .filter((name) => !fields.has(name))
    .map(
      (name) => `field ${name} is no request parameter of ${operation.id}; it has ${[...fields].join(", ")}`,
    );
}
