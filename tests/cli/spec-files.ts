import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../src/exact/project-root.ts";
import { type Ended, startIn } from "./command.ts";

const VITEST = ["node_modules/vitest/vitest.mjs", "run", "--project", "conformance"];

/** vitest itself on the spec files as they are written, as a person calls it, with a report folder of its own. */
export async function runSpecFiles(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended & { readonly reports: string }> {
  const reports = mkdtempSync(join(tmpdir(), "spec-files-"));
  const told = { KONAPLATE_REPORT_DIR: reports, ...env };
  return { ...(await startIn(PROJECT_ROOT, [...VITEST, ...args], told).ended), reports };
}
