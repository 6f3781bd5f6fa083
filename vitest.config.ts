import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";
import { specProject } from "./src/cli/spec-project.ts";
import RunOrderSequencer from "./src/cli/spec-sequencer.ts";

/** Tests that start programs, or pack and install the suite. */
const COMMANDS = [
  "tests/browser/**/*.test.ts",
  "tests/bundle/finished-run.test.ts",
  "tests/cli/**/*.test.ts",
  "tests/mutants/command.test.ts",
  "tests/sandbox/cli.test.ts",
];
/** The whole catalogue of mutants. */
const SWEEP = ["tests/mutants/sweep.test.ts"];

/**
 * The tests of the suite's own code, in three projects: `unit`, on the engine and in one process; `commands`, which start
 * the program as its users do; `sweep`, the whole catalogue of mutants. Files of one worker share the modules of the
 * suite: loading them anew for each would take longer than the tests.
 */
function tests(name: string, include: string[], exclude: string[] = []): TestProjectInlineConfiguration {
  return {
    test: {
      name,
      include,
      exclude,
      globalSetup: ["tests/support/build.ts"],
      pool: "threads",
      isolate: false,
      testTimeout: 60_000,
      hookTimeout: 60_000,
    },
  };
}

/**
 * Beside the tests stands `conformance`: the executable specs, against the embedded sandbox or the target that the
 * environment names. `npx vitest run --project conformance`, with `-t` or a file as anywhere; `npm run conformance` runs
 * the same specs with the exit codes of a verdict.
 */
export default defineConfig({
  test: {
    maxWorkers: 2,
    sequence: { sequencer: RunOrderSequencer },
    reporters: ["default", "./specs/run-reporter.ts"],
    projects: [
      tests("unit", ["tests/**/*.test.ts"], [...COMMANDS, ...SWEEP]),
      tests("commands", COMMANDS),
      tests("sweep", SWEEP),
      { test: specProject("specs", "ts") },
    ],
  },
});
