import type { TestProjectInlineConfiguration } from "vitest/config";

/**
 * How vitest runs the specs: one worker and one session for all of them, so
 * that the rate, the permission and what was changed hold for the run as a whole. The time limit is far above any
 * exchange's own.
 */
export function specProject() {
  return {
    name: "conformance",
    include: ["specs/**/*.spec.ts"],
    exclude: [],
    globalSetup: ["specs/global-setup.ts"],
    pool: "threads",
    maxWorkers: 1,
    fileParallelism: false,
    isolate: false,
    testTimeout: 3_600_000,
  } satisfies TestProjectInlineConfiguration["test"];
}
