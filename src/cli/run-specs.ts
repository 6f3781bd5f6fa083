import type {} from "vitest/config";
import type { TestModule } from "vitest/node";
import { createVitest } from "vitest/node";
import type { Reporter } from "vitest/reporters";
import { PROJECT_ROOT } from "../exact/project-root.ts";
import type { RunOrder } from "./run-order.ts";
import { specProject } from "./spec-project.ts";
import RunOrderSequencer from "./spec-sequencer.ts";

export interface SpecRun {
  readonly concurrency: number;
  readonly order: RunOrder;
  /** Tells how far the run is while it goes on. */
  readonly progress?: Reporter;
}

/**
 * Runs the executable specs in vitest, as they were built. Their results stand in the journal; vitest prints nothing but
 * progress, and gives back what it ran. Throws where a spec could not be run at all.
 */
export async function runSpecs({ concurrency, order, progress }: SpecRun): Promise<readonly TestModule[]> {
  const exitCode = process.exitCode;
  const vitest = await createVitest(
    "test",
    {
      root: PROJECT_ROOT,
      config: false,
      watch: false,
      run: true,
      maxConcurrency: concurrency,
      reporters: progress ? [progress] : [{}],
    },
    {
      test: {
        ...specProject("dist/specs", "js"),
        sequence: { sequencer: RunOrderSequencer },
        // What was built is loaded as it is: only the spec files and what they share need vitest's transformation.
        server: { deps: { external: [/\/dist\/(?:src|reporters|sandbox)\//] } },
        provide: { runOrder: order },
      },
    },
  );
  try {
    await vitest.start();
    const modules = vitest.state.getTestModules();
    const broken = [...vitest.state.getUnhandledErrors(), ...modules.flatMap((module) => module.errors())];
    const [first] = broken;
    if (first !== undefined)
      throw new Error(`a spec could not be run: ${(first as Error).stack ?? String(first)}`);
    return modules;
  } finally {
    await vitest.close();
    // vitest marks the process as failed when a test failed; whether the run did is for the verdict to say.
    process.exitCode = exitCode;
  }
}
