import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import type { HeaderRows, Members } from "../../contract/members.ts";
import { type DataFile, readDataFile } from "../../exact/data-file.ts";
import { type Draft, draftOf } from "../draft/draft.ts";
import type { PageRead } from "../read/read-page.ts";
import { readPage } from "../read/read-page.ts";
import { PageRefused } from "../refusal.ts";
import { caseTable } from "./case-rows.ts";
import { followedTable, type RowChange } from "./followed-table.ts";
import { knownMembers } from "./known-members.ts";
import { compare, type Difference } from "./merge.ts";
import { operationId } from "./operation-id.ts";
import { readRecord, recordOf } from "./page-record.ts";
import { readSettled, type Settled } from "./settled.ts";
import { ContractText, contentOf, yamlOf } from "./yaml.ts";

/** Where an import reads what is there and writes what comes of it. */
export interface ImportFolders {
  readonly contract: string;
  readonly cases: string;
  /** Where `headers.yaml` stands; the contract's own folder where that has one. */
  readonly common: string;
}

export interface ImportedPage {
  readonly operation: string;
  readonly isNew: boolean;
  readonly page: PageRead;
  readonly draft: Draft;
  readonly differences: readonly Difference[];
  /** What the contract file says, where there is one, and what it comes to say. */
  readonly before?: Members;
  readonly after: Members;
  /** What the page said at its last import, by fact; empty where there was none. */
  readonly last: ReadonlyMap<string, string>;
  /** What becomes of rows of the case table that there is. */
  readonly rows: readonly RowChange[];
  /** Path of the case table. */
  readonly cases: string;
  /** The files as they come to be, those that change alone. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

export interface Imported {
  readonly pages: readonly ImportedPage[];
  /** Entries of settled.yaml that a page of this import no longer differs by. */
  readonly idle: readonly Settled[];
}

const NOT_OPERATIONS = new Set(["headers", "envelope", "readings", "readings-found", "settled"]);

/**
 * Reads pages and works out what they change; writes nothing. A page that is `newer` is one of an operation that the
 * contract has, be it that its path has changed. Throws PageRefused, FileMistake.
 */
export function importPages(
  paths: readonly string[],
  folders: ImportFolders,
  partial: boolean,
  as?: "newer",
): Imported {
  const common = readCommonHeaders(folders);
  const settled = readSettled(join(folders.contract, "settled.yaml"));
  const existing = operationFiles(folders.contract);
  const taken = new Map(
    [...existing].map(([id, { content }]) => [`${String(content.method)} ${pathOf(content)}`, id]),
  );
  const own = folders.common === folders.contract ? [] : [...operationFiles(folders.common)];
  const pages = paths.map((path) => {
    const [shown, bytes] = [relative(process.cwd(), path) || path, readBytes(path)];
    const alone = readPage(shown, bytes, { partial });
    const id =
      (as === "newer" ? operationOf(alone, existing) : undefined) ??
      operationId(alone, taken, reserved(own, alone));
    const last = readRecord(recordPath(folders, id));
    const contents = [...existing].map(([other, { content }]) => ({ content, isOwn: other === id }));
    const known = knownMembers(contents, last);
    const page = { ...readPage(shown, bytes, { partial, known }), file: basename(path) };
    const draft = draftOf(page, common);
    return importPage(id, page, draft, existing.get(id), folders, settled);
  });
  ensureDistinct(pages);
  return { pages, idle: idleEntries(settled, pages) };
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT") throw new PageRefused(path, "is not there");
    if (code === "EISDIR") throw new PageRefused(path, "is a folder; name the pages in it");
    throw new PageRefused(path, `cannot be read (${code})`);
  }
}

/** Names of the suite's operations that a page is not one of. */
function reserved(own: readonly [string, Existing][], { head }: PageRead): string[] {
  const isOther = ({ method, path }: Members): boolean =>
    method !== head.method.value || pathOf({ path: String(path) }) !== pathOf({ path: head.path.value });
  return own.filter(([, { content }]) => isOther(content)).map(([id]) => id);
}

function recordPath({ contract }: ImportFolders, operation: string): string {
  return join(contract, "pages", `${operation}.yaml`);
}

interface Existing {
  readonly file: DataFile;
  readonly content: Members;
}

function operationFiles(folder: string): Map<string, Existing> {
  if (!existsSync(folder)) return new Map();
  const names = readdirSync(folder).filter(
    (name) => name.endsWith(".yaml") && !NOT_OPERATIONS.has(basename(name, ".yaml")),
  );
  return new Map(
    names.map((name) => {
      const file = readDataFile(join(folder, name));
      return [basename(name, ".yaml"), { file, content: contentOf(file.value) as Members }];
    }),
  );
}

/** The rows of `headers.yaml`. */
export function readCommonHeaders({ common }: Pick<ImportFolders, "common">): HeaderRows {
  const path = join(common, "headers.yaml");
  if (!existsSync(path)) return { request: {}, response: {} };
  return contentOf(readDataFile(path).value) as unknown as HeaderRows;
}

/** The operation that a newer page is of: by method and path, by the path in another version, or by its name. */
function operationOf({ head }: PageRead, existing: ReadonlyMap<string, Existing>): string | undefined {
  const bare = (path: string): string => path.replace(/^\/?(?:api\/v\d+\/)?/, "");
  const tests: readonly ((content: Members) => boolean)[] = [
    (content) =>
      content.method === head.method.value && pathOf(content) === pathOf({ path: head.path.value }),
    (content) => bare(String(content.path)) === bare(head.path.value),
    (content) => head.title !== undefined && content.title === head.title.value,
  ];
  for (const isOf of tests) {
    const found = [...existing].find(([, { content }]) => isOf(content));
    if (found) return found[0];
  }
  return undefined;
}

function pathOf({ path }: Members): string {
  return `/${String(path).replace(/^\//, "")}`;
}

function importPage(
  operation: string,
  page: PageRead,
  draft: Draft,
  existing: Existing | undefined,
  folders: ImportFolders,
  settled: readonly Settled[],
): ImportedPage {
  const contractPath = join(folders.contract, `${operation}.yaml`);
  const casesPath = join(folders.cases, `${operation}.yaml`);
  const last = readRecord(recordPath(folders, operation));
  const differences = existing
    ? compare(operation, { draft: draft.content, file: existing.content, last }, settled)
    : [];
  const isNew = existing === undefined;
  const { text, after } = existing
    ? changed(contractPath, existing.content, differences)
    : { text: yamlOf(draft.content), after: draft.content };
  const before = existing?.content;
  const table = existsSync(casesPath)
    ? followedTable(casesPath, readFileSync(casesPath, "utf8"), { operation, before: before ?? after, after })
    : { text: caseTable(operation, draft.content), changes: [] };
  const files = [
    { path: contractPath, text },
    { path: recordPath(folders, operation), text: recordOf(page, draft) },
    { path: casesPath, text: table.text },
  ].filter((file) => !existsSync(file.path) || readFileSync(file.path, "utf8") !== file.text);
  const told = { rows: table.changes, cases: casesPath };
  return {
    operation,
    isNew,
    page,
    draft,
    differences,
    ...(before && { before }),
    after,
    last,
    ...told,
    files,
  };
}

/** The contract file with what the page changes in it; as it was where that is nothing. */
function changed(
  path: string,
  content: Members,
  differences: readonly Difference[],
): { readonly text: string; readonly after: Members } {
  const before = readFileSync(path, "utf8");
  const changes = differences.filter(({ kind }) => kind === "written" || kind === "removed");
  if (changes.length === 0) return { text: before, after: content };
  const text = new ContractText(before);
  for (const { placed } of changes.filter(({ kind }) => kind === "removed").toReversed())
    text.delete(placed.place);
  for (const { placed } of changes.filter(({ kind }) => kind === "written"))
    text.set(placed.place, placed.value);
  return { text: text.toString(), after: text.content };
}

function ensureDistinct(pages: readonly ImportedPage[]): void {
  const seen = new Map<string, ImportedPage>();
  for (const each of pages) {
    const first = seen.get(each.operation);
    if (first)
      throw new PageRefused(
        each.page.file,
        `is a page of ${each.operation}, as is ${first.page.file}; import one of them`,
      );
    seen.set(each.operation, each);
  }
}

function idleEntries(settled: readonly Settled[], pages: readonly ImportedPage[]): Settled[] {
  return settled.filter(({ clause }) => {
    const [id, fact = ""] = clause.split("#");
    const page = pages.find(({ operation }) => operation === id);
    return (
      page !== undefined &&
      !page.differences.some((each) => each.fact === fact || each.fact.startsWith(`${fact}.`))
    );
  });
}
