import { isMembers, type Members, textOfFact, type Value } from "../../contract/members.ts";
import { factsOf } from "./facts.ts";

/** What the contract file of an operation says, and what it comes to say. */
export interface PageChange {
  readonly operation: string;
  readonly before: Members;
  readonly after: Members;
}

/** What a row rests on and the changed page has no more; with `ever`, also what it had no more before. */
export function lacks(row: Members, { operation, before, after }: PageChange, ever = false): string[] {
  const absent = (content: Members): string[] => absences(row, operation, content);
  const earlier = ever ? [] : absent(before);
  return absent(after).filter((each) => !earlier.includes(each));
}

function absences(row: Members, operation: string, content: Members): string[] {
  const { codes, testData } = content;
  const titles = Array.isArray(testData) ? testData.map((each) => (isMembers(each) ? each.title : "")) : [];
  const entry = isMembers(codes) ? codes[String(row.code)] : undefined;
  const facts = [...factsOf(content).keys()];
  const clauses = clausesOf(row, operation).filter(
    (clause) => !facts.some((fact) => fact === clause || fact.startsWith(`${clause}.`)),
  );
  const messages = isMembers(entry) ? [entry, ...listOf(entry.also)].map(({ message }) => message) : [];
  const isOtherMessage =
    row.message !== undefined && row.message !== "testData" && !messages.includes(row.message);
  return [
    ...(typeof row.code === "string" && entry === undefined ? [`the page has no code ${row.code}`] : []),
    ...(row.testData !== undefined && !titles.includes(row.testData)
      ? [`the page has no test data "${String(row.testData)}"`]
      : []),
    ...(entry !== undefined && isOtherMessage
      ? [`code ${String(row.code)} has no message "${String(row.message)}"`]
      : []),
    ...clauses.map((clause) => `the page says nothing of ${clause}`),
    ...fieldsOf(row)
      .filter((name) => !INPUTS.some((table) => hasRow(content[table], name)))
      .map((name) => `the page has no request field ${name}`),
  ];
}

const INPUTS = ["request", "query", "pathParameters"] as const;

function hasRow(table: Value | undefined, name: string): boolean {
  return table !== undefined && isMembers(table) && Object.hasOwn(table, name);
}

/** Places in the contract file that a row names as broken or as what it rests on. */
function clausesOf({ clauses, request }: Members, operation: string): string[] {
  const breaks = isMembers(request) ? request.breaks : undefined;
  return [clauses, breaks]
    .flatMap((list) => (Array.isArray(list) ? list.map(String) : []))
    .filter((clause) => clause.startsWith(`${operation}#`))
    .map((clause) => clause.slice(operation.length + 1));
}

/** The request fields that a row gives values, leaves out, or needs data for. */
function fieldsOf({ data, request }: Members): string[] {
  const { set, omit } = isMembers(request) ? request : {};
  const named = [
    ...(isMembers(set) ? Object.keys(set) : []),
    ...(Array.isArray(omit) ? omit.map(String) : []),
    ...(Array.isArray(data) ? data.map(String) : []),
  ];
  return [...new Set(named.map((name) => (name.startsWith("/") ? (name.split("/")[1] ?? "") : name)))];
}

/** Clauses of a row whose facts are others now. */
export function movedClauses(row: Members, { operation, before, after }: PageChange): string[] {
  const [was, is] = [factsOf(before), factsOf(after)];
  return clausesOf(row, operation).flatMap((clause) => {
    const [earlier, later] = [was.get(clause), is.get(clause)].map((each) => each && textOfFact(each.value));
    return earlier === later || earlier === undefined ? [] : [`${clause} is ${later} now, was ${earlier}`];
  });
}

export function listOf(value: Value | undefined): Members[] {
  return Array.isArray(value) ? value.filter((each: Value) => isMembers(each)) : [];
}
