import { dirname, join, relative } from "node:path";
import type { Command } from "commander";
import { loadContract } from "../contract/load.ts";
import type { Contract } from "../contract/model.ts";
import { findDrift, writeDerived } from "../derive/files.ts";
import { OWN_FOLDERS } from "../run/suite.ts";
import { type FolderOptions, furtherFolders, withFolderOptions } from "./folder-options.ts";
import { tellMistakes } from "./mistakes.ts";
import { exiting, subcommand } from "./subcommand.ts";

interface Options extends FolderOptions {
  readonly check?: boolean;
}

/** A contract and the folder of what is derived from it. */
interface Derivation {
  readonly contract: Contract;
  readonly schemas: string;
}

/** `konaplate derive`: writes schemas/ from contract/, or with --check tells where they differ. */
export function command(): Command {
  return withFolderOptions(
    subcommand(
      "derive",
      "Derives schemas/ (JSON Schema 2020-12 per operation, and openapi.json) from contract/; with --contract from these folders, each to the folder schemas beside it.",
    ),
    "contract",
  )
    .option(
      "--check",
      "write nothing; exit 2 and name file and line where schemas/ is not what contract/ derives to",
    )
    .action(
      exiting(({ check, ...folders }: Options) => {
        const derivations = derivationsOf(folders);
        return check ? tellDrift(derivations) : derive(derivations);
      }),
    );
}

function derivationsOf(folders: FolderOptions): Derivation[] {
  const { contract = [] } = furtherFolders(folders);
  if (contract.length === 0) return [{ contract: loadContract(), schemas: OWN_FOLDERS.schemas }];
  return contract.map((folder) => ({
    contract: loadContract({ common: OWN_FOLDERS.contract, operations: [folder] }),
    schemas: join(dirname(folder), "schemas"),
  }));
}

function derive(derivations: readonly Derivation[]): number {
  for (const { contract, schemas } of derivations)
    console.log(`${writeDerived(contract, schemas).length} files written to ${shown(schemas)}/`);
  return 0;
}

function tellDrift(derivations: readonly Derivation[]): number {
  const drift = derivations.flatMap(({ contract, schemas }) => findDrift(contract, schemas));
  if (drift.length > 0) return tellMistakes(drift.map(({ message }) => message));
  for (const { schemas } of derivations) console.log(`${shown(schemas)}/ is what contract/ derives to`);
  return 0;
}

function shown(folder: string): string {
  return folder === OWN_FOLDERS.schemas ? "schemas" : relative(process.cwd(), folder) || ".";
}
