import { defineConfig } from "vitest/config";

/**
 * Two projects: `tests` are the tests of the suite's own code; `conformance` are the executable specs, which
 * `npm run conformance` starts against a target. The specs share one worker, so that the rate and the concurrency of
 * a run hold for the run as a whole; their time limit is far above any exchange's own.
 */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: "tests",
          include: ["tests/**/*.test.ts"],
          globalSetup: ["tests/support/build.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "conformance",
          include: ["specs/**/*.spec.ts"],
          setupFiles: ["reporters/allure/setup.ts"],
          pool: "threads",
          maxWorkers: 1,
          isolate: false,
          testTimeout: 3_600_000,
        },
      },
    ],
  },
});
