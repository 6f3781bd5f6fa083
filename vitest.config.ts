import { setFlagsFromString } from "node:v8";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";
import { specProject } from "./src/cli/spec-project.ts";
import { BUILT_FILES, builtSources } from "./tests/support/built-sources.ts";
import LongestFirst from "./tests/support/longest-first.ts";

/**
 * Each test runs its code a few times: to optimize it takes more of the processor than it gives back, unless it has run ten
 * times as often as V8 thinks enough; and most of what a test makes is garbage before 64 MB of it have come together.
 */
setFlagsFromString("--interrupt-budget=600000");
setFlagsFromString("--max-semi-space-size=64");

/** Tests that start programs. */
const COMMANDS = [
  "tests/browser/**/*.test.ts",
  "tests/bundle/finished-run.test.ts",
  "tests/cli/**/*.test.ts",
  "tests/mutants/command.test.ts",
  "tests/sandbox/cli.test.ts",
];
/**
 * The whole catalogue of mutants, the installed package, the documentation in a browser, and what takes long and is much
 * like what `npm test` tries.
 */
const SWEEP = [
  "tests/browser/docs.test.ts",
  "tests/mutants/sweep.test.ts",
  "tests/bench/round.test.ts",
  "tests/cli/packed.test.ts",
  "tests/cli/specs-by-path.test.ts",
  "tests/cli/stranger.test.ts",
];
/** What holds of whole runs or of every setting: `npm test` tries it with a share of them, the sweep with all. */
const SHARED = [
  "tests/cli/canary.test.ts",
  "tests/results/causes/deviations.test.ts",
  "tests/run/changes-at-most-once.test.ts",
  "tests/run/derived-cases.test.ts",
  "tests/run/derived-safety.test.ts",
  "tests/run/silent-pages.test.ts",
  "tests/run/wrong-settings.test.ts",
];

interface Files {
  readonly include: string[];
  readonly exclude?: string[];
  /** Whole runs and every setting, and not a share of them. */
  readonly exhaustive?: boolean;
}

/**
 * The tests of the suite's own code, in three projects: `unit`, on the engine and in one process; `commands`, which start
 * the program as its users do; `sweep`, the whole catalogue of mutants, and what the others try with a share of the cases.
 * Files of one worker share the modules of the suite: loading them anew for each would take longer than the tests.
 */
function tests(
  name: string,
  { include, exclude = [], exhaustive = false }: Files,
): TestProjectInlineConfiguration {
  return {
    plugins: [builtSources()],
    test: {
      name,
      server: { deps: { external: BUILT_FILES } },
      include,
      exclude,
      provide: { exhaustive },
      globalSetup: ["tests/support/build.ts"],
      pool: "threads",
      isolate: false,
      testTimeout: exhaustive ? 300_000 : 120_000,
      hookTimeout: 120_000,
    },
  };
}

/** The executable specs, on the suite as it was built. */
function specs(): TestProjectInlineConfiguration {
  const test = specProject();
  return {
    plugins: [builtSources()],
    test: {
      ...test,
      server: { deps: { external: BUILT_FILES } },
      globalSetup: ["tests/support/build.ts", ...test.globalSetup],
    },
  };
}

/**
 * Beside the tests stands `conformance`: the executable specs, against the embedded sandbox or the target that the
 * environment names. `npx vitest run --project conformance`, with `-t` or a file as anywhere; `npm run conformance` runs
 * the same specs with the exit codes of a verdict.
 */
export default defineConfig({
  plugins: [builtSources()],
  test: {
    server: { deps: { external: BUILT_FILES } },
    // Of three one waits for a program, a browser or a server that says nothing, on a machine of two processors.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    reporters: ["default", "./specs/run-reporter.ts"],
    projects: [
      tests("unit", { include: ["tests/**/*.test.ts"], exclude: [...COMMANDS, ...SWEEP] }),
      tests("commands", { include: COMMANDS, exclude: SWEEP }),
      tests("sweep", { include: [...SWEEP, ...SHARED], exhaustive: true }),
      specs(),
    ],
  },
});
