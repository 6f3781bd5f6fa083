import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { PageRead } from "../../src/pages/read/read-page.ts";
import { readPage } from "../../src/pages/read/read-page.ts";

/** The captured pages stand beside the project and are no part of it; where they are absent, their tests are skipped. */
const BESIDE = fileURLToPath(new URL("../../../shared/pages/raw", import.meta.url));

export const CAPTURED = existsSync(BESIDE) ? BESIDE : undefined;

export function capturedFiles(): string[] {
  return CAPTURED === undefined ? [] : readdirSync(CAPTURED).map((name) => join(BESIDE, name));
}

/** The captured pages as they are, by the id of their operation. */
export function capturedPages(): Map<string, PageRead> {
  return new Map(
    capturedFiles().map((path) => [basename(path, ".txt"), readPage(basename(path), readFileSync(path))]),
  );
}
