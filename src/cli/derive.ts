import type { Command } from "commander";
import { loadContract } from "../contract/load.ts";
import { findDrift, writeDerived } from "../derive/files.ts";
import { OWN_FOLDERS } from "../run/suite.ts";
import { tellMistakes } from "./mistakes.ts";
import { exiting, subcommand } from "./subcommand.ts";

/** `konaplate derive`: writes schemas/ from contract/, or with --check tells where they differ. */
export function command(): Command {
  return subcommand(
    "derive",
    "Derives schemas/ (JSON Schema 2020-12 per operation, and openapi.json) from contract/.",
  )
    .option(
      "--check",
      "write nothing; exit 2 and name file and line where schemas/ is not what contract/ derives to",
    )
    .action(exiting(({ check }: { check?: boolean }) => (check ? tellDrift() : derive())));
}

function derive(): number {
  console.log(`${writeDerived(loadContract(), OWN_FOLDERS.schemas).length} files written to schemas/`);
  return 0;
}

function tellDrift(): number {
  const drift = findDrift(loadContract(), OWN_FOLDERS.schemas);
  if (drift.length > 0) return tellMistakes(drift.map(({ message }) => message));
  console.log("schemas/ is what contract/ derives to");
  return 0;
}
