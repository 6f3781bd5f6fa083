import { mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { type ImportedPage, type ImportFolders, importPages } from "../../src/pages/write/import-pages.ts";

/** Imports a text as a page of this path, and writes what comes of it where it belongs. */
export function importText(text: string, path: string, folders: ImportFolders): ImportedPage {
  writeFileSync(path, text);
  const [imported] = importPages([path], folders, false).pages;
  if (!imported) throw new Error("no page was imported");
  for (const file of imported.files) {
    mkdirSync(dirname(file.path), { recursive: true });
    writeFileSync(file.path, file.text);
  }
  return imported;
}

/** What a first import of a text wrote, and the name of its folder. */
const firsts = new Map<string, { readonly folder: string; readonly files: ImportedPage["files"] }>();

/** Has a text imported where nothing was imported before: the same text is read once for all the tests of a worker. */
export function importFirst(text: string, path: string, folders: ImportFolders): void {
  const folder = basename(dirname(path));
  const first = firsts.get(text);
  if (!first) {
    firsts.set(text, { folder, files: importText(text, path, folders).files });
    return;
  }
  const here = (there: string): string => there.replaceAll(first.folder, folder);
  writeFileSync(path, text);
  for (const file of first.files) {
    mkdirSync(dirname(here(file.path)), { recursive: true });
    writeFileSync(here(file.path), here(file.text));
  }
}
