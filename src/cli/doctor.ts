import type { Command } from "commander";
import { runDoctor } from "./run-doctor.ts";
import { exiting, subcommand } from "./subcommand.ts";

/** `konaplate doctor`: looks at everything that a run depends on, before there is one. */
export function command(): Command {
  return subcommand(
    "doctor",
    "Checks settings, keys, the way to the target with its TLS, and the clocks, and sends one harmless signed request: whether a member who does not exist is authenticated, which changes nothing.",
  )
    .addHelpText(
      "after",
      `
Each line says ok, note (worth knowing) or wrong, and then how to mend it.

Exit codes:
  0  nothing is wrong
  2  a setting, a key, the clock or the target's answer has to be mended; with mistakes in settings nothing was sent
  3  the target cannot be reached
  5  the suite itself broke`,
    )
    .action(exiting(() => runDoctor(process.env, process.cwd())));
}
