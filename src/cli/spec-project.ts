import type { TestProjectInlineConfiguration } from "vitest/config";

/**
 * How vitest runs the specs, as they are written or as they were built: one worker and one session for all of them, so
 * that the rate, the permission and what was changed hold for the run as a whole. The time limit is far above any
 * exchange's own.
 */
export function specProject(folder: string, extension: "ts" | "js") {
  return {
    name: "conformance",
    include: [`${folder}/**/*.spec.${extension}`],
    exclude: [],
    globalSetup: [`${folder}/global-setup.${extension}`],
    pool: "threads",
    maxWorkers: 1,
    fileParallelism: false,
    isolate: false,
    testTimeout: 3_600_000,
  } satisfies TestProjectInlineConfiguration["test"];
}
