import { Command, Option } from "commander";
import { EXIT_CODE_HELP } from "./exit-codes.ts";
import { listCases } from "./list-cases.ts";
import { tellMistakes } from "./mistakes.ts";
import { runConformance } from "./run-conformance.ts";

interface Options {
  readonly only?: string[];
  readonly kind?: string[];
  readonly list?: boolean;
}

/** `npm run conformance`: runs the cases against the target of the settings and leaves the reports. */
const command = new Command("npm run conformance --")
  .description(
    "Replays the documented scenarios, and what the contract implies beside them, against the target that the environment names, the embedded sandbox without one, and writes the reports.",
  )
  .option(
    "--only <glob...>",
    "case ids or globs, such as 'membership-cancellation/*'; goes before KONAPLATE_ONLY",
  )
  .addOption(
    new Option(
      "--kind <kinds...>",
      "only cases of these kinds; beside --only both must fit. Journeys without the documented cases before them use up the data of their successes",
    ).choices(["documented", "generated", "header", "journey"]),
  )
  .option(
    "--list",
    "send nothing: show each case, whether it is destructive, and whether this environment permits it and has its data",
  )
  .addHelpText(
    "after",
    `
Settings come from the environment, from .env, or with KONAPLATE_ENV=<name> from .env.<name>; .env.example explains
them. npm run doctor checks them, and npm run report makes the reports of a run that was killed.

Ctrl-C (SIGINT) or SIGTERM lets the cases under way end and makes the reports of what there is; the rest is not
exercised. A second one ends the run at once.

${EXIT_CODE_HELP}`,
  )
  .exitOverride((stop) => process.exit(stop.exitCode === 0 ? 0 : tellMistakes([stop.message])))
  .configureOutput({ outputError: () => undefined })
  .allowExcessArguments(false)
  .action(async ({ only, kind, list }: Options) => {
    const input = {
      env: process.env,
      cwd: process.cwd(),
      ...(only && { only }),
      ...(kind && { kinds: kind }),
    };
    process.exitCode = list ? listCases(input) : await runConformance(input);
  });

await command.parseAsync();
