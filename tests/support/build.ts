import { execFileSync } from "node:child_process";
import { PROJECT_ROOT } from "../../src/exact/project-root.ts";

/** Each project of vitest loads this file for itself; what they have in common is the process. */
const BUILT = Symbol.for("konaplate-conformance: built");
const common = globalThis as { [BUILT]?: true };

/** Builds the program once before the tests, so that those which start it start what the sources say now. */
export default function build(): void {
  if (common[BUILT]) return;
  common[BUILT] = true;
  const tsc = ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"];
  execFileSync(process.execPath, tsc, { cwd: PROJECT_ROOT, stdio: "inherit" });
  execFileSync(process.execPath, [".ci/prune-dist.mjs"], { cwd: PROJECT_ROOT, stdio: "inherit" });
}
