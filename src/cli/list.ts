import type { Command } from "commander";
import { type CaseOptions, inputOf, withCaseOptions } from "./case-options.ts";
import { listCases } from "./list-cases.ts";
import { exiting, subcommand } from "./subcommand.ts";

/** `konaplate list`: what a run would do on this target, without sending anything. */
export function command(): Command {
  return withCaseOptions(
    subcommand(
      "list",
      "Shows each case, what it would change, and whether this environment permits it and has its data. Sends nothing.",
    ),
  ).action(exiting((options: CaseOptions) => listCases(inputOf(options))));
}
