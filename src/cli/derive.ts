import { Command } from "commander";
import { loadContract } from "../contract/load.ts";
import { ContractMistake } from "../contract/mistakes.ts";
import { findDrift, writeDerived } from "../derive/files.ts";
import { SCHEMA_DIR } from "./folders.ts";
import { tellMistakes } from "./mistakes.ts";

/** `npm run derive`: writes schemas/ from contract/, or with --check tells where they differ. */
const command = new Command("derive")
  .description("Derives schemas/ (JSON Schema 2020-12 per operation, and openapi.json) from contract/.")
  .option(
    "--check",
    "write nothing; exit 2 and name file and line where schemas/ is not what contract/ derives to",
  )
  .action(({ check }: { check?: boolean }) => {
    const contract = loadContract();
    if (!check) {
      console.log(`${writeDerived(contract, SCHEMA_DIR).length} files written to schemas/`);
      return;
    }
    const drift = findDrift(contract, SCHEMA_DIR);
    if (drift.length === 0) console.log("schemas/ is what contract/ derives to");
    else process.exitCode = tellMistakes(drift.map(({ message }) => message));
  });

try {
  command.parse();
} catch (error) {
  if (!(error instanceof ContractMistake)) throw error;
  process.exitCode = tellMistakes(error.problems);
}
