import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "../exact/project-root.ts";

/** The version of the suite, from its package.json. */
export function suiteVersion(): string {
  const text = readFileSync(join(PROJECT_ROOT, "package.json"), "utf8");
  return String((JSON.parse(text) as { version: unknown }).version);
}
