import type { DataFile } from "../exact/data-file.ts";
import { type ClauseBook, type FactPath, FactSheet } from "./clause-book.ts";
import type { HeadersFile, OperationFile, PageHeaders } from "./file-shapes.ts";
import type { CodeEntry, Condition, Identification, Operation, Parameter, TestDataEntry } from "./model.ts";
import { readParameters } from "./parameters.ts";

export interface CommonHeaders {
  readonly request: readonly Parameter[];
  readonly response: readonly Parameter[];
}

/** The tables of `headers.yaml`. */
export function readHeaders(file: DataFile, book: ClauseBook): CommonHeaders {
  const content = file.value as unknown as HeadersFile;
  const sheet = new FactSheet(book, file, "headers", content.sources);
  const request = readParameters(content.request, ["request"], sheet);
  const response = readParameters(content.response, ["response"], sheet);
  sheet.close();
  return { request, response };
}

/** One operation; its id is the name of its file. `common` is undefined where `headers.yaml` has mistakes. */
export function readOperation(
  id: string,
  file: DataFile,
  common: CommonHeaders | undefined,
  book: ClauseBook,
): Operation {
  const content = file.value as unknown as OperationFile;
  const sheet = new FactSheet(book, file, id, content.sources);
  sheet.enter(["method"], content.method);
  sheet.enter(["path"], content.path);
  for (const side of ["request", "response"] as const)
    sheet.enter(
      ["encrypted", side],
      content.encrypted[side] ? `${side} marked Encrypted` : `${side} not marked Encrypted`,
    );
  const operation: Operation = {
    id,
    file: file.path,
    title: content.title,
    summary: content.summary,
    version: content.version,
    method: content.method,
    path: content.path.startsWith("/") ? content.path : `/${content.path}`,
    encrypted: content.encrypted,
    effect: content.effect ?? "money",
    requestHeaders: pageHeaders("request", content.headers?.request, common?.request, sheet),
    responseHeaders: pageHeaders("response", content.headers?.response, common?.response, sheet),
    request: readParameters(content.request, ["request"], sheet),
    response: readParameters(content.response, ["response"], sheet),
    codes: readCodes(content, sheet),
    testData: readTestData(content, sheet),
    conditions: readConditions(content, sheet),
    ...(content.identifiedBy && { identification: readIdentification(content.identifiedBy, content, sheet) }),
  };
  ensureRestated(operation.response, content.request, ["response"], sheet);
  sheet.close();
  return operation;
}

/** The common rows, each replaced by the page's own where the page prints it differently. */
function pageHeaders(
  side: "request" | "response",
  own: PageHeaders | undefined,
  common: readonly Parameter[] | undefined,
  sheet: FactSheet,
): Parameter[] {
  if (own === "not-captured") {
    sheet.enter(["headers", side], `${side} headers not captured`);
    return [...(common ?? [])];
  }
  const rows = readParameters(own ?? {}, ["headers", side], sheet);
  if (!common) return rows;
  for (const row of rows) {
    if (!common.some((header) => header.name === row.name))
      sheet.mistake(["headers", side, row.name], "headers.yaml has no such header to print differently");
  }
  return common.map((header) => rows.find((row) => row.name === header.name) ?? header);
}

function readCodes(content: OperationFile, sheet: FactSheet): CodeEntry[] {
  return Object.entries(content.codes).map(([code, entry]) => ({
    code,
    clause: sheet.enter(["codes", code], `${entry.status.value} ${code} ${entry.message}`),
    status: Number(entry.status.value),
    message: entry.message,
    description: entry.description,
  }));
}

function readTestData(content: OperationFile, sheet: FactSheet): TestDataEntry[] {
  return content.testData.map((entry, index) => ({
    clause: sheet.enter(["testData", index], `${entry.status.value} - ${entry.title}`),
    status: Number(entry.status.value),
    title: entry.title,
  }));
}

function readConditions(content: OperationFile, sheet: FactSheet): Condition[] {
  return Object.entries(content.conditions).map(([key, text]) => ({
    clause: sheet.enter(["conditions", key], text),
    text,
  }));
}

function readIdentification(
  { condition, fields }: NonNullable<OperationFile["identifiedBy"]>,
  { conditions, request }: OperationFile,
  sheet: FactSheet,
): Identification {
  if (!Object.hasOwn(conditions, condition))
    sheet.mistake(
      ["identifiedBy", "condition"],
      `there is no condition ${condition}; there are ${Object.keys(conditions).join(", ")}`,
    );
  for (const field of fields.filter((name) => !Object.hasOwn(request, name)))
    sheet.mistake(["identifiedBy", "fields"], noField(field, request));
  return { clause: sheet.idOf(["conditions", condition]), fields };
}

/** What a field of the answer gives back has to stand in the request. */
function ensureRestated(
  fields: readonly Parameter[],
  request: OperationFile["request"],
  path: FactPath,
  sheet: FactSheet,
): void {
  for (const { name, restates, fields: inner } of fields) {
    if (restates !== undefined && !Object.hasOwn(request, restates))
      sheet.mistake([...path, name, "restates"], noField(restates, request));
    ensureRestated(inner, request, [...path, name, "fields"], sheet);
  }
}

function noField(name: string, request: OperationFile["request"]): string {
  return `the request has no field ${name}; it has ${Object.keys(request).join(", ")}`;
}
