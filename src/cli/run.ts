import type { Command } from "commander";
import { type CaseOptions, inputOf, withCaseOptions } from "./case-options.ts";
import { EXIT_CODE_HELP } from "./exit-codes.ts";
import { exiting, subcommand } from "./subcommand.ts";

interface Options extends CaseOptions {
  readonly list?: boolean;
}

/** `konaplate run`: runs the cases against the target of the settings and leaves the reports. */
export function command(): Command {
  return withCaseOptions(
    subcommand(
      "run",
      "Replays the documented scenarios, and what the contract implies beside them, against the target that the environment names, the embedded sandbox without one, and writes the reports.",
    ),
  )
    .option("--list", "the same as konaplate list")
    .addHelpText(
      "after",
      `
Settings come from the environment, from .env, or with KONAPLATE_ENV=<name> from .env.<name>; .env.example explains
them. konaplate doctor checks them, and konaplate report makes the reports of a run that was killed.

Ctrl-C (SIGINT) or SIGTERM lets the cases under way end and makes the reports of what there is; the rest is not
exercised. A second one ends the run at once.

${EXIT_CODE_HELP}`,
    )
    .action(
      exiting(async (options: Options) => {
        if (options.list) return (await import("./list-cases.ts")).listCases(inputOf(options));
        // What a run rests on takes longer to load than anybody waits without a word.
        process.stderr.write("Reading settings, contract and cases …\n");
        return (await import("./run-conformance.ts")).runConformance(inputOf(options));
      }),
    );
}
