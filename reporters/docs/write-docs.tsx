/** @jsxImportSource preact */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { renderToString } from "preact-render-to-string";
import { PROJECT_ROOT } from "../../src/exact/project-root.ts";
import { ReportFault } from "../report-fault.ts";
import { causesPage } from "./causes.tsx";
import { exchangeFiles } from "./exchange-file.tsx";
import { gatherDocs } from "./gather.ts";
import { type Page, PageFrame } from "./layout.tsx";
import { ledgerPage } from "./ledger.tsx";
import type { Docs, DocsInput } from "./model.ts";
import { operationPageOf } from "./operation.tsx";
import { overviewPage } from "./overview.tsx";
import { contradictionsPage } from "./readings.tsx";
import { rulesPage } from "./rules.tsx";
import { searchScript } from "./search-index.ts";
import { wireProtocolPage } from "./wire-protocol.tsx";

const ASSETS = join(PROJECT_ROOT, "reporters/docs/assets");

/**
 * Writes the living documentation into a folder, in place of what stood there, and returns the path of its first
 * page. The folder needs nothing beside it and no network. It takes its place when it is whole, or never. Throws ReportFault
 * where it cannot be written, and what is thrown where a page cannot be made.
 */
export function writeDocs(input: DocsInput, folder: string): string {
  if (isSomethingElse(folder))
    throw new ReportFault(folder, "holds something else than the documentation; give a folder of its own");
  const beside = `${folder}.${process.pid}.new`;
  try {
    mkdirSync(join(beside, "assets"), { recursive: true });
    for (const [path, text] of docsFiles(input)) writeFileSync(join(beside, path), text);
    rmSync(folder, { recursive: true, force: true });
    renameSync(beside, folder);
  } catch (error) {
    rmSync(beside, { recursive: true, force: true });
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new ReportFault(folder, `cannot be written (${code})`);
  }
  return join(folder, "index.html");
}

/** Takes the documentation of an earlier run away; what is something else stays. */
export function clearDocs(folder: string): void {
  if (!isSomethingElse(folder)) rmSync(folder, { recursive: true, force: true });
}

function isSomethingElse(folder: string): boolean {
  return (
    existsSync(folder) &&
    readdirSync(folder).length > 0 &&
    !existsSync(join(folder, "assets", "search-index.js"))
  );
}

/** Every file of the documentation by its path in the folder. */
export function renderDocs(input: DocsInput): ReadonlyMap<string, string> {
  return new Map(docsFiles(input));
}

/** The same one after the other, the first page first: of a contract of many operations they are never in memory together. */
export function* docsFiles(input: DocsInput): Generator<[path: string, text: string]> {
  const docs = gatherDocs(input);
  for (const page of pagesOf(docs)) yield [page.path, renderPage(docs, page)];
  for (const name of readdirSync(ASSETS)) yield [`assets/${name}`, readFileSync(join(ASSETS, name), "utf8")];
  yield* exchangeFiles(docs);
  yield ["assets/search-index.js", searchScript(docs)];
}

function* pagesOf(docs: Docs): Generator<Page> {
  yield overviewPage(docs);
  yield causesPage(docs);
  for (const operation of docs.contract.operations) yield operationPageOf(docs, operation);
  yield wireProtocolPage(docs);
  yield contradictionsPage(docs);
  yield rulesPage(docs);
  yield ledgerPage(docs);
}

function renderPage(docs: Docs, page: Page): string {
  return `<!doctype html>\n${renderToString(<PageFrame docs={docs} page={page} />)}\n`;
}
