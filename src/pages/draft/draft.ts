import type { HeaderRows, Members } from "../../contract/members.ts";
import { type Note, Notes } from "../read/notes.ts";
import type { PlacedField } from "../read/placed-field.ts";
import type { PageRead, TableRead } from "../read/read-page.ts";
import { proposedEffect } from "./effect.ts";
import { lostRequestRows, REQUEST_INCOMPLETE } from "./lost-rows.ts";
import { withPathRows } from "./path-rows.ts";
import { rowOf } from "./row.ts";

/** The contract file that a page comes to, with the line of the page for each of its facts. */
export interface Draft {
  readonly content: Members;
  /** Line of the page by the path of the fact in the file, `fields` left out: `request.userId.min`. */
  readonly lines: ReadonlyMap<string, number>;
  readonly notes: readonly Note[];
}

/** Makes the contract file of a page, in the order in which files are read by people. */
export function draftOf(read: PageRead, common: HeaderRows): Draft {
  const lines = new Map<string, number>();
  const notes = new Notes();
  const page = withPathRows(read, notes);
  const put = (path: string, line: number): void => void lines.set(path, line);
  const { head } = page;
  const versions = head.versions.map(({ value }) => value);
  const title = head.title?.value ?? head.path.value;
  put("title", head.title?.line ?? head.path.line);
  put("method", head.method.line);
  put("path", head.path.line);
  const shown = head.shown ?? head.versions[0];
  if (shown) put("version", shown.line);
  noteVersion(page, notes);
  const headers = headerTables(page, common, lines, notes);
  const content: Members = {
    title,
    version: shown?.value ?? pathVersion(head.path.value) ?? "v1",
    ...(versions.length > 1 && { versions }),
    method: head.method.value,
    path: head.path.value,
    encrypted: { request: isEncrypted(page.request), response: isEncrypted(page.response) },
    ...proposed(page),
    ...(Object.keys(headers).length > 0 && { headers }),
    ...optionalTable("pathParameters", page.path, lines, notes),
    ...optionalTable("query", page.query, lines, notes),
    request: hasNoBody(page, notes) ? {} : tableOf("request", page.request, lines, notes),
    response: tableOf("response", page.response, lines, notes),
    ...codesOf(page, lines, notes),
    testData: testDataOf(page, lines),
    conditions: conditionsOf(page, lines),
  };
  return { content, lines, notes: notes.all };
}

function proposed(page: PageRead): Members {
  return { proposedEffect: proposedEffect(page) };
}

function isEncrypted(table: TableRead): boolean {
  return table !== "not-captured" && table.encrypted;
}

function pathVersion(path: string): string | undefined {
  return /\/(v\d+)\//.exec(path)?.[1];
}

function noteVersion({ head }: PageRead, notes: Notes): void {
  const versions = head.versions.map(({ value }) => value);
  const ofPath = pathVersion(head.path.value);
  if (versions.length === 0)
    notes.assumed(undefined, `the page names no version; ${ofPath ?? "v1"} is assumed`);
  else if (versions.length > 1)
    notes.assumed(
      (head.shown ?? head.versions[0])?.line,
      `the page lists the versions ${versions.join(", ")}; ${head.shown ? `${head.shown.value}, which stands twice,` : "the first"} is taken for the one shown`,
    );
  if (ofPath && versions.length > 0 && !versions.includes(ofPath))
    notes.assumed(
      head.path.line,
      `the path says ${ofPath}, the page ${versions.join(", ")}; both are kept as printed`,
    );
}

type Side = "request" | "response";

/** The header rows that the page prints differently from the common ones. */
function headerTables(page: PageRead, common: HeaderRows, lines: Map<string, number>, notes: Notes): Members {
  const tables: Members = {};
  for (const side of ["request", "response"] as const) {
    const table = side === "request" ? page.requestHeaders : page.responseHeaders;
    if (table === "not-captured" || table.isLost) {
      tables[side] = "not-captured";
      continue;
    }
    const rows = differentRows(side, table.rows, common[side], lines, notes);
    if (Object.keys(rows).length > 0) tables[side] = rows;
  }
  return tables;
}

function differentRows(
  side: Side,
  rows: readonly PlacedField[],
  common: HeaderRows["request"],
  lines: Map<string, number>,
  notes: Notes,
): Members {
  const names = new Set(rows.map(({ name }) => name));
  const different: Members = {};
  for (const placed of rows) {
    const usual = common[placed.name];
    const own = new Map<string, number>();
    const row = rowOf(placed, `headers.${side}.${placed.name}`, names, own, notes);
    if (usual && sameFacts(row, usual)) continue;
    different[placed.name] = row;
    for (const [path, line] of own) lines.set(path, line);
  }
  for (const [name, row] of Object.entries(common))
    if (!names.has(name) && row.source === undefined) different[name] = "not-on-page";
  return different;
}

const FACTS = ["type", "presence", "length", "min", "max", "value", "format"] as const;

/** A form that only the guideline gives is not missing from a page. */
function sameFacts(row: Members, usual: Members): boolean {
  return FACTS.every((fact) => row[fact] === usual[fact] || (fact === "format" && row[fact] === undefined));
}

/** A request whose method sends no body, and whose page has its parameters elsewhere, or an empty table for a body. */
function hasNoBody({ head, request, path, query }: PageRead, notes: Notes): boolean {
  const isElsewhere = path !== "not-captured" || query !== "not-captured";
  const isEmpty = request === "not-captured" ? isElsewhere : request.isLost === true;
  if (!isEmpty || !["GET", "HEAD", "DELETE"].includes(head.method.value)) return false;
  notes.assumed(
    request === "not-captured" ? head.method.line : request.line,
    `a ${head.method.value} without request parameters is taken to send no body`,
  );
  return true;
}

function tableOf(
  name: string,
  table: TableRead,
  lines: Map<string, number>,
  notes: Notes,
): Members | "not-captured" {
  if (table === "not-captured" || table.isLost) return "not-captured";
  return rowsOf(table.rows, name, lines, notes);
}

function optionalTable(name: string, table: TableRead, lines: Map<string, number>, notes: Notes): Members {
  return table === "not-captured" || table.isLost ? {} : { [name]: rowsOf(table.rows, name, lines, notes) };
}

function rowsOf(
  rows: readonly PlacedField[],
  path: string,
  lines: Map<string, number>,
  notes: Notes,
): Members {
  const names = new Set(rows.map(({ name }) => name));
  return Object.fromEntries(
    rows.map((row) => [row.name, rowOf(row, `${path}.${row.name}`, names, lines, notes)]),
  );
}

/** A code that the page lists twice keeps its first entry; the others stand beside it under `also`. */
function codesOf({ codes }: PageRead, lines: Map<string, number>, notes: Notes): Members {
  if (codes === "not-captured") return { codes: "not-captured" };
  const byCode = new Map<string, Members[]>();
  for (const { code, status, message, description, line } of codes.rows) {
    const entry = {
      status: BigInt(status),
      message: message || "not-captured",
      ...(description !== "" && { description }),
    };
    const others = byCode.get(code);
    if (others) {
      if (!others.some((other) => other.message === entry.message && other.status === entry.status))
        others.push(entry);
    } else byCode.set(code, [entry]);
    const place = (byCode.get(code)?.length ?? 1) - 1;
    if (place > 0 && status === 200)
      notes.assumed(
        line,
        `${code} is listed with a further message, "${message}"; a success may have either`,
      );
    lines.set(`codes.${code}${place > 0 ? `.also.${place}` : ""}`, line);
  }
  const entries = [...byCode].map(([code, [first, ...also]]) => [
    code,
    { ...first, ...(also.length > 0 && { also }) },
  ]);
  return {
    codes: Object.fromEntries(entries) as Members,
    ...(codes.incomplete && { codesIncomplete: true }),
  };
}

function testDataOf({ testData }: PageRead, lines: Map<string, number>): Members[] | "not-captured" {
  if (testData === "not-captured") return "not-captured";
  return testData.rows.map(({ status, title, line }, index) => {
    lines.set(`testData.${index + 1}`, line);
    return { status: BigInt(status), title };
  });
}

/** What the page says beside its tables and that bears on the checks. */
function conditionsOf(page: PageRead, lines: Map<string, number>): Members {
  const { head, codes, testData } = page;
  const conditions: Members = {};
  const [lost] = lostRequestRows(page);
  if (lost?.line !== undefined) {
    conditions[REQUEST_INCOMPLETE] =
      "The page's request has a row that could not be read; it is not in the table.";
    lines.set(`conditions.${REQUEST_INCOMPLETE}`, lost.line);
  }
  if (head.mode) {
    const [key, word] = head.mode.value === "sync" ? ["synchronous", "Sync"] : ["asynchronous", "Async"];
    conditions[key] = `The page labels the operation ${word}.`;
    lines.set(`conditions.${key}`, head.mode.line);
  }
  if (codes !== "not-captured" && codes.shownInPart) {
    conditions["further-codes"] = 'The page hides further response codes behind "Show All".';
    lines.set("conditions.further-codes", codes.line);
  }
  if (testData !== "not-captured" && testData.rows.length === 0) {
    conditions["no-test-data"] = `The page's test-data list is empty ("Please select").`;
    lines.set("conditions.no-test-data", testData.line);
  }
  return conditions;
}
