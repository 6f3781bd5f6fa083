import AllureReporter from "allure-vitest/reporter";
import type {} from "vitest/config";
import { createVitest } from "vitest/node";
import type { Reporter } from "vitest/reporters";
import type { RunOrder } from "../../specs/session.ts";
import { PROJECT_ROOT } from "../exact/project-root.ts";

export interface SpecRun {
  readonly allureResults: string;
  readonly concurrency: number;
  readonly order: RunOrder;
  /** The environment block of the Allure report. */
  readonly environmentInfo: Readonly<Record<string, string>>;
  /** Tells how far the run is while it goes on. */
  readonly progress?: Reporter;
}

/**
 * Runs the executable specs in vitest. Their results stand in the journal, and what vitest makes of them is Allure's;
 * so it prints nothing but progress, and says here only whether it broke. Throws where a spec could not be run at all.
 */
export async function runSpecs({
  allureResults,
  concurrency,
  order,
  environmentInfo,
  progress,
}: SpecRun): Promise<void> {
  const exitCode = process.exitCode;
  const vitest = await createVitest(
    "test",
    {
      root: PROJECT_ROOT,
      config: false,
      include: ["dist/specs/**/*.spec.js"],
      exclude: [],
      setupFiles: ["dist/reporters/allure/setup.js"],
      pool: "threads",
      maxWorkers: 1,
      isolate: false,
      testTimeout: 3_600_000,
      watch: false,
      run: true,
      maxConcurrency: concurrency,
      reporters: [
        new AllureReporter({ resultsDir: allureResults, environmentInfo }),
        ...(progress ? [progress] : []),
      ],
    },
    { test: { provide: { runOrder: order } } },
  );
  try {
    await vitest.start();
    const broken = [
      ...vitest.state.getUnhandledErrors(),
      ...vitest.state.getTestModules().flatMap((module) => module.errors()),
    ];
    const [first] = broken;
    if (first !== undefined)
      throw new Error(`a spec could not be run: ${(first as Error).stack ?? String(first)}`);
  } finally {
    await vitest.close();
    // vitest marks the process as failed when a test failed; whether the run did is for the verdict to say.
    process.exitCode = exitCode;
  }
}
