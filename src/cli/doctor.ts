import type { Command } from "commander";
import { loadSuite, OWN_FOLDERS } from "../run/suite.ts";
import { type FolderOptions, furtherFolders, withFolderOptions } from "./folder-options.ts";
import { runDoctor } from "./run-doctor.ts";
import { exiting, subcommand } from "./subcommand.ts";

/** `konaplate doctor`: looks at everything that a run depends on, before there is one. */
export function command(): Command {
  return withFolderOptions(
    subcommand(
      "doctor",
      "Says which way requests go (proxy, client certificate, authorities), checks settings, keys, that way with its TLS, and the clocks, and sends what a run opens with: right requests of inquiries, which change nothing, and the same with one credential wrong at a time, which shows what the target looks at.",
    ),
    "contract and cases",
  )
    .addHelpText(
      "after",
      `
Each line says ok, note (worth knowing) or wrong, and then how to mend it. What the target does not tell (a server that
looks at no signature cannot show that a secret is right) is named at the end and is not called right.

Exit codes:
  0  nothing was seen to be wrong
  2  a setting, a key, the clock or the target's answer has to be mended; with mistakes in settings nothing was sent
  3  the target cannot be reached
  5  the suite itself broke`,
    )
    .action(
      exiting((folders: FolderOptions) =>
        runDoctor(loadSuite(OWN_FOLDERS, furtherFolders(folders)), process.env, process.cwd()),
      ),
    );
}
