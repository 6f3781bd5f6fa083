import type { PlacedField } from "../../../src/pages/read/placed-field.ts";
import type { PageRead } from "../../../src/pages/read/read-page.ts";
import type { PageModel, Row } from "../page-model.ts";
import type { Capture } from "./capture.ts";

export interface Miss {
  readonly kind: string;
  readonly fact: string;
  /** What the page says in truth; empty where it says nothing of the kind. */
  readonly truth: string;
  readonly says: string;
  /** Whether the report of the import speaks of it. */
  readonly told: boolean;
}

/** Facts that the capture itself has lost are no facts of the page; made-up ones count as wrong. */
export function measure(
  { model, habits }: Pick<Capture, "model" | "habits">,
  page: PageRead,
): { readonly facts: number; readonly misses: readonly Miss[] } {
  const { lostSection, versionLine, methodLine, mode } = habits;
  const [truth, read] = [factsOf(model, lostSection), factsRead(page)];
  const unsaid = [...(mode === "none" ? ["mode"] : []), ...(versionLine === "none" ? ["version"] : [])];
  for (const facts of [truth, read]) for (const fact of unsaid) facts.delete(fact);
  if (methodLine === "address") truth.set("path", `/${model.path.replace(/^\//, "")}`);
  const names = new Set([...truth.keys(), ...read.keys()]);
  const misses = [...names].flatMap((fact): Miss[] => {
    const [value = "", found] = [truth.get(fact), read.get(fact)];
    if (truth.has(fact) && same(found, value)) return [];
    const told = isTold(fact, page) || isNamed(codeOf(fact, truth), page);
    return [{ kind: kindOf(fact), fact, truth: value, says: `${value} is read as ${found}`, told }];
  });
  return { facts: truth.size, misses };
}

function codeOf(fact: string, truth: ReadonlyMap<string, string>): string | undefined {
  return fact.startsWith("code ") ? truth.get(fact.replace(/ \w+$/, " number")) : undefined;
}

const TABLES = [
  "requestHeaders",
  "pathParameters",
  "query",
  "request",
  "responseHeaders",
  "response",
] as const;

function factsOf(model: PageModel, lost: string | undefined): Map<string, string> {
  const facts = new Map([
    ["title", model.title],
    ["mode", model.mode.toLowerCase()],
    ["method", model.method],
    ["path", model.path],
    ["version", model.versions.join(" ")],
  ]);
  const put = (table: string, rows: readonly Row[], place: string): void => {
    for (const { name, type, presence, bounds, fields } of rows) {
      const row = `${table} ${name}`;
      facts.set(
        `${row} type`,
        type === "array of strings" ? "array of string" : type.replace(" of objects", ""),
      );
      facts.set(`${row} place`, place);
      facts.set(`${row} presence`, presence.toLowerCase());
      for (const [bound, digits] of Object.entries(bounds)) facts.set(`${row} ${bound}`, digits);
      put(table, fields, `${place}/${name}`);
    }
  };
  for (const table of TABLES) if (table !== lost) put(table, model[table] ?? [], "");
  facts.set("request encrypted", String(model.requestEncrypted && lost !== "request"));
  facts.set("response encrypted", String(model.responseEncrypted && lost !== "response"));
  for (const [index, { code, status, message }] of model.codes.entries()) {
    facts.set(`code ${index} number`, code);
    facts.set(`code ${index} status`, String(status));
    facts.set(`code ${index} message`, message);
  }
  if (lost !== "testData")
    for (const [index, { status, title }] of model.titles.entries())
      facts.set(`title ${index}`, `${status} ${title}`);
  return facts;
}

function factsRead({ head, codes, testData, ...page }: PageRead): Map<string, string> {
  const facts = new Map([
    ["title", head.title?.value ?? ""],
    ["mode", head.mode?.value ?? ""],
    ["method", head.method.value],
    ["path", head.path.value],
    ["version", head.versions.map(({ value }) => value).join(" ")],
  ]);
  const put = (table: string, rows: readonly PlacedField[], place: string): void => {
    for (const { name, field, fields, item } of rows) {
      const row = `${table} ${name}`;
      const { type } = field.type;
      const scalar = item && item.field.type.type !== "object" ? item.field.type.type : undefined;
      const items = field.type.items === "object" ? undefined : (field.type.items ?? scalar);
      facts.set(`${row} type`, type === "array" && items ? `array of ${items}` : type);
      facts.set(`${row} place`, place);
      facts.set(`${row} presence`, field.presence);
      for (const [bound, digits] of Object.entries(field.bounds)) facts.set(`${row} ${bound}`, digits);
      put(table, fields, `${place}/${name}`);
    }
  };
  for (const table of TABLES) {
    const read = page[table === "pathParameters" ? "path" : table];
    if (read !== "not-captured") put(table, read.rows, "");
  }
  facts.set("request encrypted", String(page.request !== "not-captured" && page.request.encrypted));
  facts.set("response encrypted", String(page.response !== "not-captured" && page.response.encrypted));
  if (codes !== "not-captured")
    for (const [index, { code, status, message }] of codes.rows.entries()) {
      facts.set(`code ${index} number`, code);
      facts.set(`code ${index} status`, String(status));
      facts.set(`code ${index} message`, message);
    }
  if (testData !== "not-captured")
    for (const [index, { status, title }] of testData.rows.entries())
      facts.set(`title ${index}`, `${status} ${title}`);
  return facts;
}

/** Curly and straight quotes, and the kinds of spaces, are the same words. */
function same(read: string | undefined, value: string): boolean {
  const plain = (text: string): string => text.replaceAll("’", "'").replaceAll(/\s+/g, " ").trim();
  return read !== undefined && plain(read) === plain(value);
}

function kindOf(fact: string): string {
  const parts = fact.split(" ");
  if (parts.length === 1) return fact;
  if (parts[0] === "title") return "test data";
  if (parts[0] === "code") return `code ${parts[2]}`;
  return `${parts[0]?.endsWith("Headers") ? "header" : "parameter"} ${parts.at(-1)}`;
}

/** Whether the report says something of the row, the code or the title that a fact belongs to. */
function isTold(fact: string, page: PageRead): boolean {
  const [table = "", name = ""] = fact.split(" ");
  const { notes, head } = page;
  const at = (line: number | undefined): boolean =>
    line !== undefined && notes.some((note) => note.line === line);
  if (table === "code") return isListTold(page, "codes", Number(name));
  if (table === "title" && name !== "") return isListTold(page, "testData", Number(name));
  if (table === "title" || table === "mode") return isNamed(" name", page) || at(head.title?.line);
  if (name === "") return isNamed(table, page);
  const line = lineOf(page, table, name) ?? Number.POSITIVE_INFINITY;
  return (
    isNamed(name, page) || notes.some((note) => (note.line ?? 0) >= line && (note.line ?? 0) < line + 12)
  );
}

/** Whether the report speaks of an entry of a list by its line, or of the whole list being lost. */
function isListTold(page: PageRead, list: "codes" | "testData", index: number): boolean {
  const read = page[list];
  if (read === "not-captured") return isNamed(list === "codes" ? "codes" : "test data", page);
  const row = read.rows[index];
  const lines = row && "messageLine" in row ? [row.line, row.messageLine] : [row?.line];
  return page.notes.some(({ line }) => line !== undefined && lines.includes(line));
}

function isNamed(word: string | undefined, { notes }: PageRead): boolean {
  return word !== undefined && notes.some(({ says, words = "" }) => `${says} ${words}`.includes(word));
}

/** Line of the row of that name, where it was read. */
function lineOf(page: PageRead, table: string, name: string): number | undefined {
  const read = TABLES.includes(table as "query")
    ? page[table === "pathParameters" ? "path" : (table as "query")]
    : undefined;
  const find = (rows: readonly PlacedField[]): number | undefined =>
    rows
      .map((row) => (row.name === name ? row.field.line : find(row.fields)))
      .find((line) => line !== undefined);
  return read === undefined || read === "not-captured" ? undefined : find(read.rows);
}
