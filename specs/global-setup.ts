import type { TestProject } from "vitest/node";
import type {} from "../src/cli/run-order.ts";

/**
 * Prepares a run where no command has done so: settings, report folder, embedded sandbox, journal. The specs then run by
 * vitest's own means, one file, one name or all of them, against the target that the environment names.
 *
 * Watch mode sends the same requests again and again: to a target that is not embedded it sends none that could change
 * anything, whatever is permitted otherwise. The embedded sandbox begins anew each time. vitest's `--shard` divides the
 * cases as `konaplate run --shard` does.
 */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (project.getProvidedContext().runOrder !== undefined) return undefined;
  // Loaded here: the program that it is part of has been built by now.
  const { prepareRun } = await import("../src/cli/prepared-run.ts");
  const { watch, shard } = project.vitest.config;
  const input = {
    env: process.env,
    cwd: process.cwd(),
    ...(watch && { allow: "read" as const }),
    ...(shard && { shard }),
  };
  let run = await prepareRun(input);
  project.provide("runOrder", run.order);
  project.onTestsRerun(async () => {
    await run.release();
    run = await prepareRun(input);
    project.provide("runOrder", run.order);
  });
  return () => run.release();
}
