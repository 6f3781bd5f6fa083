import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, afterEach } from "vitest";

/**
 * A copy of a folder of texts for the tests of a file, each of which may change it: after each what was changed is put
 * back, which takes less than to copy the whole and to remove it.
 */
export function copiedFolder(source: string): string {
  const folder = mkdtempSync(join(tmpdir(), "copied-"));
  const texts = new Map(filesIn(source).map((name) => [name, readFileSync(join(source, name), "utf8")]));
  const putBack = (): void => {
    const there = new Set(filesIn(folder));
    for (const name of there) if (!texts.has(name)) rmSync(join(folder, name));
    for (const [name, text] of texts) {
      const path = join(folder, name);
      if (there.has(name) && readFileSync(path, "utf8") === text) continue;
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
  };
  putBack();
  afterEach(putBack);
  afterAll(() => rmSync(folder, { recursive: true }));
  return folder;
}

function filesIn(folder: string): string[] {
  mkdirSync(folder, { recursive: true });
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}
