import type { DataFile } from "../exact/data-file.ts";
import { type ClauseBook, type FactPath, FactSheet, type PageLineNumbers } from "./clause-book.ts";
import type { CodeRow, HeadersFile, OperationFile, PageHeaders, ParameterRow } from "./file-shapes.ts";
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
  pageLines: PageLineNumbers,
): Operation {
  const content = file.value as unknown as OperationFile;
  const sheet = new FactSheet(book, file, id, content.sources, pageLines);
  ensurePath(content, sheet);
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
    summary: content.summary ?? content.title,
    version: content.version,
    versions: content.versions ?? [content.version],
    method: content.method,
    path: content.path.startsWith("/") ? content.path : `/${content.path}`,
    encrypted: content.encrypted,
    effect: content.effect ?? "money",
    ...(content.proposedEffect && !content.effect && { proposedEffect: content.proposedEffect }),
    requestHeaders: pageHeaders("request", content.headers?.request, common?.request, sheet),
    responseHeaders: pageHeaders("response", content.headers?.response, common?.response, sheet),
    pathParameters: readParameters(content.pathParameters ?? {}, ["pathParameters"], sheet),
    query: readParameters(content.query ?? {}, ["query"], sheet),
    request: bodyParameters("request", content, sheet),
    response: bodyParameters("response", content, sheet),
    notCaptured: SECTIONS.filter((section) => content[section] === "not-captured"),
    codes: readCodes(content, sheet),
    codesIncomplete: content.codesIncomplete ?? false,
    testData: readTestData(content, sheet),
    conditions: readConditions(content, sheet),
    ...(content.identifiedBy && { identification: readIdentification(content.identifiedBy, content, sheet) }),
  };
  ensureRestated(operation.response, content.request, ["response"], sheet);
  sheet.close();
  return operation;
}

const SECTIONS = ["request", "response", "codes", "testData"] as const;

/** Why what a capture lost cannot be reached. */
const LOST = "it says what the capture has lost, and nothing of the server";

function bodyParameters(side: "request" | "response", content: OperationFile, sheet: FactSheet): Parameter[] {
  const rows = content[side];
  if (rows !== "not-captured") return readParameters(rows, [side], sheet);
  sheet.enter([side], `${side} parameters not captured`, "page", LOST);
  return [];
}

/** The placeholders of the path and its parameters are the same names. */
function ensurePath({ path, pathParameters = {} }: OperationFile, sheet: FactSheet): void {
  const named = [...path.matchAll(/\{([^}]*)\}/g)].map(([, name = ""]) => name);
  for (const name of named) {
    if (!(name in pathParameters)) sheet.mistake(["path"], `{${name}} has no row in pathParameters`);
  }
  for (const name of Object.keys(pathParameters)) {
    if (!named.includes(name))
      sheet.mistake(["pathParameters", name], `{${name}} does not stand in the path ${path}`);
  }
}

/**
 * The common rows, each replaced by the page's own where the page prints it differently, without those that the page
 * has not; then the rows that only this page has.
 */
function pageHeaders(
  side: "request" | "response",
  own: PageHeaders | undefined,
  common: readonly Parameter[] | undefined,
  sheet: FactSheet,
): Parameter[] {
  if (own === "not-captured") {
    sheet.enter(["headers", side], `${side} headers not captured`, "page", LOST);
    return [...(common ?? [])];
  }
  const missing = Object.keys(own ?? {}).filter((name) => own?.[name] === "not-on-page");
  for (const name of missing) sheet.enter(["headers", side, name], `${name} is not on the page`);
  const printed = Object.entries(own ?? {}).filter(
    (entry): entry is [string, ParameterRow] => entry[1] !== "not-on-page",
  );
  const rows = readParameters(Object.fromEntries(printed), ["headers", side], sheet);
  if (!common) return rows;
  const usual = common.filter(({ name }) => !missing.includes(name));
  const further = rows.filter((row) => !common.some(({ name }) => name === row.name));
  return [...usual.map((header) => rows.find((row) => row.name === header.name) ?? header), ...further];
}

function readCodes({ codes }: OperationFile, sheet: FactSheet): CodeEntry[] {
  if (codes === "not-captured") {
    sheet.enter(["codes"], "response codes not captured", "page", LOST);
    return [];
  }
  const entry = (path: FactPath, code: string, row: CodeRow): CodeEntry => ({
    code,
    clause: sheet.enter(path, `${row.status.value} ${code} ${row.message}`),
    status: Number(row.status.value),
    message: row.message,
    description: row.description ?? row.message,
  });
  return Object.entries(codes).flatMap(([code, { also = [], ...first }]) => [
    entry(["codes", code], code, first),
    ...also.map((row, index) => entry(["codes", code, "also", index], code, row)),
  ]);
}

function readTestData(content: OperationFile, sheet: FactSheet): TestDataEntry[] {
  if (content.testData === "not-captured") {
    sheet.enter(["testData"], "test data not captured", "page", LOST);
    return [];
  }
  return content.testData.map((entry, index) => ({
    clause: sheet.enter(["testData", index], `${entry.status.value} - ${entry.title}`),
    status: Number(entry.status.value),
    title: entry.title,
  }));
}

function readConditions(content: OperationFile, sheet: FactSheet): Condition[] {
  const { conditions, notObservable = {} } = content;
  for (const key of Object.keys(notObservable).filter((name) => !Object.hasOwn(conditions, name)))
    sheet.mistake(
      ["notObservable", key],
      `there is no condition ${key}; there are ${Object.keys(conditions).join(", ")}`,
    );
  return Object.entries(conditions).map(([key, text]) => {
    const why = Object.hasOwn(notObservable, key) ? notObservable[key] : undefined;
    const clause = sheet.enter(["conditions", key], text, "page", why);
    return { clause, text, ...(why !== undefined && { notObservable: why }) };
  });
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
  for (const field of fields.filter((name) => !hasRow(request, name)))
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
    if (restates !== undefined && !hasRow(request, restates))
      sheet.mistake([...path, name, "restates"], noField(restates, request));
    ensureRestated(inner, request, [...path, name, "fields"], sheet);
  }
}

function hasRow(request: OperationFile["request"], name: string): boolean {
  return request !== "not-captured" && Object.hasOwn(request, name);
}

function noField(name: string, request: OperationFile["request"]): string {
  const rows = request === "not-captured" ? [] : Object.keys(request);
  return `the request has no field ${name}; it has ${rows.join(", ")}`;
}
