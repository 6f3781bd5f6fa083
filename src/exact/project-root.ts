import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The folder that the project's data files stand in (`contract/`, `cases/`, `schemas/` …): the nearest one above this
 * file that has a package.json, whether this file runs as it is written or as it was built.
 */
export const PROJECT_ROOT = nearestPackage(dirname(fileURLToPath(import.meta.url)));

function nearestPackage(folder: string): string {
  if (existsSync(join(folder, "package.json"))) return folder;
  const above = dirname(folder);
  if (above === folder) throw new Error("no package.json stands above the files of this program");
  return nearestPackage(above);
}
