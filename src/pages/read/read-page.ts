import { isNothingSelected } from "../labels.ts";
import { decodePage } from "../lines/decode.ts";
import { type Layout, pageLines } from "../lines/page-lines.ts";
import { PageRefused } from "../refusal.ts";
import type { PageLine, RepairNote } from "../text/page-text.ts";
import { type PageCode, readCodes } from "./codes.ts";
import { type PageField, readTable } from "./fields.ts";
import { type Head, pathWithQuery, readHead } from "./head.ts";
import { type NestingEvidence, nest } from "./nesting.ts";
import { type Note, Notes } from "./notes.ts";
import { ensureOne, ensureOurs } from "./one-page.ts";
import type { PlacedField } from "./placed-field.ts";
import { type Section, type Sections, splitSections } from "./sections.ts";
import { type PageTitle, readTestDataTitles } from "./test-data.ts";
import { ensureWhole } from "./wholeness.ts";

/** A table of the page: "not-captured" where the page has no such section, which does not mean that there is none. */
export type TableRead =
  | "not-captured"
  | {
      readonly line: number;
      readonly encrypted: boolean;
      readonly rows: readonly PlacedField[];
      /** The heading stands over nothing: not that there is none, but that the capture lost the rows. */
      readonly isLost?: true;
    };

/** Everything that a page says, each fact with its line. */
export interface PageRead {
  readonly file: string;
  readonly layout: Layout;
  readonly head: Head & {
    readonly method: { value: string; line: number };
    readonly path: { value: string; line: number };
  };
  readonly requestHeaders: TableRead;
  readonly responseHeaders: TableRead;
  readonly path: TableRead;
  readonly query: TableRead;
  readonly request: TableRead;
  readonly response: TableRead;
  readonly codes:
    | "not-captured"
    | {
        readonly line: number;
        readonly rows: readonly PageCode[];
        readonly incomplete: boolean;
        readonly shownInPart: boolean;
      };
  readonly testData: "not-captured" | { readonly line: number; readonly rows: readonly PageTitle[] };
  readonly notes: readonly Note[];
}

export interface ReadOptions {
  /** A capture that ends early is read as far as it goes. */
  readonly partial?: boolean;
  /** Members of containers by name, from pages read before. */
  readonly known?: NestingEvidence["known"];
}

/** Reads a captured page. Throws PageRefused where it is empty, too large, no page of this portal, or cut off. */
export function readPage(file: string, bytes: Uint8Array, options: ReadOptions = {}): PageRead {
  const page = pageLines(decodePage(file, bytes));
  const { layout, lines, repairs } = page;
  const notes = new Notes();
  noteRepairs(repairs, notes);
  const sections = splitSections(lines, notes);
  ensureOurs(file, lines, sections);
  const head = readHead(sections.head, notes);
  ensureOne(file, lines);
  const { method, path } = head;
  if (!path) throw new PageRefused(file, withoutPath(sections.head));
  if (!method) notes.assumed(path.line, "the page names no method; POST is assumed");
  if (!head.title) notes.notUnderstood(undefined, "the page has no name");
  const read = readSections(sections, notes, options);
  if (!options.partial) ensureWhole({ file, page, sections, ...read }, notes);
  noteMissing(read, notes);
  return {
    file,
    layout,
    head: { ...head, method: method ?? { value: "POST", line: path.line }, path },
    ...read.tables,
    codes: read.codes,
    testData: read.testData,
    notes: notes.all.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)),
  };
}

function withoutPath(head: readonly PageLine[]): string {
  const asked = pathWithQuery(head);
  if (asked === undefined)
    return "has no path such as /api/v1/user/unregister above its first table; capture the whole page";
  const { text, line } = asked;
  return `has a path with a query in line ${line}, "${text}"; write the path alone there, and what it asks with as rows below a heading Query Parameters`;
}

type TableName = "requestHeaders" | "responseHeaders" | "path" | "query" | "request" | "response";

const TABLES: Readonly<Record<TableName, Section["name"]>> = {
  requestHeaders: "request headers",
  responseHeaders: "response headers",
  path: "path parameters",
  query: "query parameters",
  request: "request parameters",
  response: "response parameters",
};

interface SectionsRead {
  readonly tables: Record<TableName, TableRead>;
  readonly codes: PageRead["codes"];
  readonly testData: PageRead["testData"];
  readonly brokenOff: number | undefined;
}

function readSections({ sections }: Sections, notes: Notes, options: ReadOptions): SectionsRead {
  const of = (name: Section["name"]): Section | undefined =>
    merged(sections.filter((each) => each.name === name));
  const codes = of("response codes");
  const testData = of("test data");
  const codesRead = codes && readCodes(codes, notes);
  const evidence = { dotted: dottedNames(sections), known: options.known ?? new Map() };
  const broken: (number | undefined)[] = [codesRead?.brokenOff];
  const table = (name: Section["name"]): TableRead => {
    const section = of(name);
    if (!section) return "not-captured";
    const { encrypted, fields, brokenOff } = readTable(section, notes);
    if (section === sections.at(-1)) broken.push(brokenOff);
    const rows = nest(named(fields), evidence, notes);
    const isLost = rows.length === 0 && !saysNone(section);
    if (isLost) notes.assumed(section.line, `${name} has no rows: they were not captured, or there are none`);
    return { line: section.line, encrypted, rows, ...(isLost && { isLost }) };
  };
  return {
    tables: Object.fromEntries(Object.entries(TABLES).map(([key, name]) => [key, table(name)])) as Record<
      TableName,
      TableRead
    >,
    codes:
      codes && codesRead
        ? {
            line: codes.line,
            rows: codesRead.codes,
            incomplete: codesRead.incomplete,
            shownInPart: codesRead.shownInPart,
          }
        : "not-captured",
    testData: testData ? titlesOf(testData, notes) : "not-captured",
    brokenOff: broken.find((line) => line !== undefined),
  };
}

/** Whether a page says of a section that there is nothing. */
function saysNone({ lines }: Section): boolean {
  return lines.some(({ text }) =>
    /^(?:none|nothing|n\/a|no (?:(?:request|response|query|path) )?(?:parameters?|headers?|body|data)|(?:해당 ?)?없음|해당 ?사항 ?없음)\.?$/i.test(
      text,
    ),
  );
}

/** A heading with nothing below it, not even the portal's "Please select", is no empty list. */
function titlesOf(section: Section, notes: Notes): PageRead["testData"] {
  const rows = readTestDataTitles(section, notes);
  const isEmpty = section.lines.some((line) => isNothingSelected(line));
  return rows.length > 0 || isEmpty ? { line: section.line, rows } : "not-captured";
}

function named(fields: readonly PageField[]): PageField[] {
  return fields.filter(({ name }) => name !== undefined);
}

function merged(sections: readonly Section[]): Section | undefined {
  const [first, ...others] = sections;
  return first && { ...first, lines: [...first.lines, ...others.flatMap(({ lines }) => lines)] };
}

/** Names with dots in them that codes and test data speak of. */
function dottedNames(sections: readonly Section[]): string[] {
  const text = sections
    .filter(({ name }) => name === "response codes" || name === "test data")
    .flatMap(({ lines }) => lines.map((line) => line.text))
    .join("\n");
  return [...text.matchAll(/\b([a-z][A-Za-z0-9]*)(?:\[\d*\])?\.([a-z][A-Za-z0-9]*)\b/g)].map(
    ([, first, second]) => `${first}.${second}`,
  );
}

function noteRepairs(repairs: readonly RepairNote[], notes: Notes): void {
  for (const { line, guessed, doubtful, unread, text } of repairs) {
    const doubt = doubtful ? ", other readings are as likely" : "";
    const bytes = guessed === 1 ? "1 lost byte" : `${guessed} lost bytes`;
    if (unread > 0) notes.notUnderstood(line, "damaged text, repaired only in part", text);
    else if (guessed > 0) notes.assumed(line, `damaged text, ${bytes} guessed${doubt}`, text);
  }
}

const WORDS: Readonly<Record<TableName, string>> = {
  requestHeaders: "request headers",
  responseHeaders: "response headers",
  path: "path parameters",
  query: "query parameters",
  request: "request parameters",
  response: "response parameters",
};

function noteMissing({ tables, codes, testData }: SectionsRead, notes: Notes): void {
  const missing = (Object.keys(WORDS) as TableName[]).filter(
    (name) => name !== "path" && name !== "query" && tables[name] === "not-captured",
  );
  for (const name of missing)
    notes.assumed(undefined, `the page has no ${WORDS[name]}: not captured, or there are none`);
  if (codes === "not-captured") notes.assumed(undefined, "the page has no response codes: not captured");
  if (testData === "not-captured")
    notes.assumed(undefined, "the page has no test data: not captured, or there are none");
}
