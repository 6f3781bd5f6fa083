import { resolve } from "node:path";
import type { Command } from "commander";
import type { FurtherFolders } from "../run/suite.ts";

export interface FolderOptions {
  readonly contract?: readonly string[];
  readonly cases?: readonly string[];
}

/** `--contract` and `--cases`, for every command that reads the contract, or the cases as well. */
export function withFolderOptions(command: Command, what: "contract" | "contract and cases"): Command {
  command.option(
    "--contract <folder...>",
    "contract files of your own, as konaplate import writes them, beside the suite's",
  );
  return what === "contract"
    ? command
    : command.option("--cases <folder...>", "case tables of your own, beside the suite's");
}

/** The folders that a command line names, from the working directory. */
export function furtherFolders({ contract, cases }: FolderOptions): FurtherFolders {
  return {
    ...(contract && { contract: contract.map((folder) => resolve(folder)) }),
    ...(cases && { cases: cases.map((folder) => resolve(folder)) }),
  };
}
