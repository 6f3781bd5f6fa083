/** @jsxImportSource preact */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
 * page. The folder needs nothing beside it and no network. Throws ReportFault where it cannot be written.
 */
export function writeDocs(input: DocsInput, folder: string): string {
  const files = renderDocs(input);
  if (isSomethingElse(folder))
    throw new ReportFault(folder, "holds something else than the documentation; give a folder of its own");
  try {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    mkdirSync(join(folder, "assets"));
    for (const [path, text] of files) writeFileSync(join(folder, path), text);
  } catch (error) {
    throw new ReportFault(folder, `cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
  return join(folder, "index.html");
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
  const docs = gatherDocs(input);
  const pages = pagesOf(docs).map((page): [string, string] => [page.path, renderPage(docs, page)]);
  const assets = readdirSync(ASSETS).map((name): [string, string] => [
    `assets/${name}`,
    readFileSync(join(ASSETS, name), "utf8"),
  ]);
  return new Map([
    ...pages,
    ...assets,
    ...exchangeFiles(docs),
    ["assets/search-index.js", searchScript(docs)],
  ]);
}

function pagesOf(docs: Docs): Page[] {
  return [
    overviewPage(docs),
    causesPage(docs),
    ...docs.contract.operations.map((operation) => operationPageOf(docs, operation)),
    wireProtocolPage(docs),
    contradictionsPage(docs),
    rulesPage(docs),
    ledgerPage(docs),
  ];
}

function renderPage(docs: Docs, page: Page): string {
  return `<!doctype html>\n${renderToString(<PageFrame docs={docs} page={page} />)}\n`;
}
