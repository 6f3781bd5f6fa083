import type { ClauseId, Contract, Treatment } from "../src/contract/model.ts";

/** How the readings change what single clauses demand. */
export type SandboxTreatments = ReadonlyMap<ClauseId, Treatment>;

export function sandboxTreatments(contract: Contract): SandboxTreatments {
  const all = contract.readings.flatMap((reading) => reading.treatments);
  return new Map(all.map(({ clause, as }) => [clause, as]));
}
