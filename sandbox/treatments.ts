import type { ClauseId, Contract, Treatment } from "../src/contract/model.ts";

/** How the readings change what single clauses demand. */
export type Treatments = ReadonlyMap<ClauseId, Treatment>;

export function treatmentsOf(contract: Contract): Treatments {
  const all = contract.readings.flatMap((reading) => reading.treatments);
  return new Map(all.map(({ clause, as }) => [clause, as]));
}
