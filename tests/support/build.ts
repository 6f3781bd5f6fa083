import { execFileSync } from "node:child_process";
import { readdirSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../src/exact/project-root.ts";

/** Each project of vitest loads this file for itself; what they have in common is the process. */
const BUILT = Symbol.for("konaplate-conformance: built");
const common = globalThis as { [BUILT]?: true };

/** What `dist` is built of; a folder is as new as its newest member, and newer where one was taken out. */
const SOURCES = ["src", "sandbox", "reporters", "bench"];
const SETTINGS = ["tsconfig.json", "tsconfig.build.json", "package-lock.json"];
/** As old as the moment in which the last build began that came to its end. */
const STAMP = "dist/.built";

/**
 * Builds the program once before the tests, so that those which start it start what the sources say now; nothing where it
 * was built of them already.
 */
export default function build(): void {
  if (common[BUILT]) return;
  common[BUILT] = true;
  if (changedAt(STAMP) > newest()) return;
  const began = new Date();
  const tsc = ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"];
  execFileSync(process.execPath, tsc, { cwd: PROJECT_ROOT, stdio: "inherit" });
  execFileSync(process.execPath, [".ci/prune-dist.mjs"], { cwd: PROJECT_ROOT, stdio: "inherit" });
  writeFileSync(join(PROJECT_ROOT, STAMP), "");
  utimesSync(join(PROJECT_ROOT, STAMP), began, began);
}

/** Milliseconds since 1970 at which the newest of the sources was changed. */
function newest(): number {
  const paths = SOURCES.flatMap((folder) => [
    folder,
    ...readdirSync(join(PROJECT_ROOT, folder), { recursive: true, encoding: "utf8" }).map((name) =>
      join(folder, name),
    ),
  ]);
  return Math.max(...[...paths, ...SETTINGS].map(changedAt));
}

function changedAt(path: string): number {
  return statSync(join(PROJECT_ROOT, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
