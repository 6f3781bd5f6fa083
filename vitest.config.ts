import { defineConfig } from "vitest/config";
import { specProject } from "./specs/project.ts";
import RunOrderSequencer from "./specs/sequencer.ts";

/**
 * Two projects: `tests` are the tests of the suite's own code; `conformance` are the executable specs, against the
 * embedded sandbox or the target that the environment names. `npx vitest run --project conformance`, with `-t` or a file
 * as anywhere; `npm run conformance` runs the same specs with the exit codes of a verdict.
 */
export default defineConfig({
  test: {
    maxWorkers: 2,
    sequence: { sequencer: RunOrderSequencer },
    reporters: ["default", "./specs/run-reporter.ts"],
    projects: [
      {
        test: {
          name: "tests",
          include: ["tests/**/*.test.ts"],
          globalSetup: ["tests/support/build.ts"],
          pool: "threads",
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      { test: specProject("specs", "ts") },
    ],
  },
});
