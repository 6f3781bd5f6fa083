import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
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
