import { execFileSync } from "node:child_process";
import { PROJECT_ROOT } from "../../src/exact/project-root.ts";

/** Builds the program once before the tests, so that those which start it start what the sources say now. */
export default function build(): void {
  const tsc = ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"];
  execFileSync(process.execPath, tsc, { cwd: PROJECT_ROOT, stdio: "inherit" });
  execFileSync(process.execPath, [".ci/prune-dist.mjs"], { cwd: PROJECT_ROOT, stdio: "inherit" });
}
