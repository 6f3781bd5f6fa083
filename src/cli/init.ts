import type { Command } from "commander";
import { writeStarterFiles } from "./starter-files.ts";
import { exiting, subcommand } from "./subcommand.ts";

/** `konaplate init`: the files that a project of one's own begins with. */
export function command(): Command {
  return subcommand(
    "init",
    "Writes what a project of one's own begins with: .env.example, an environment file, a test-data file, cases/ for rows of one's own, and a CI workflow. A file that is there already stays as it is.",
  )
    .option("--dir <folder>", "folder to write to", ".")
    .action(
      exiting(({ dir }: { dir: string }) => {
        for (const { path, state } of writeStarterFiles(dir)) console.log(`${state.padEnd(7)} ${path}`);
        console.log(
          "\nNext: copy .env.example to .env.partner, fill in the credentials, and KONAPLATE_ENV=partner npx konaplate doctor",
        );
        return 0;
      }),
    );
}
