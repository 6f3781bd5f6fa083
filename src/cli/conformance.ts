import { Command } from "commander";
import { tellMistakes } from "./mistakes.ts";
import { runConformance } from "./run-conformance.ts";

interface Options {
  readonly only?: string[];
}

/** `npm run conformance`: runs the cases against the target of the settings and leaves the reports. */
const command = new Command("npm run conformance --")
  .description(
    "Replays the documented scenarios against the target that the environment names, the embedded sandbox without one, and writes the reports.",
  )
  .option(
    "--only <glob...>",
    "case ids or globs, such as 'membership-cancellation/*'; goes before KONAPLATE_ONLY",
  )
  .addHelpText(
    "after",
    `
Settings come from the environment, from .env, or with KONAPLATE_ENV=<name> from .env.<name>; .env.example explains them.

Exit codes:
  0  conformant
  1  non-conformant
  2  a mistake in settings, files or the command line; nothing was sent
  3  the target could not be reached at all
  4  incomplete: nothing failed, yet the evidence does not suffice
  5  the suite itself broke`,
  )
  .exitOverride((stop) => process.exit(stop.exitCode === 0 ? 0 : tellMistakes([stop.message])))
  .configureOutput({ outputError: () => undefined })
  .action(async (options: Options) => {
    process.exitCode = await runConformance({ env: process.env, cwd: process.cwd(), ...options });
  });

await command.parseAsync();
