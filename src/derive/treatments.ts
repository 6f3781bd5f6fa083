import type { ClauseId, Contract, Treatment } from "../contract/model.ts";

/** How the readings of the contract change what single clauses demand, and which reading it is. */
export interface Treatments {
  /** The treatment of a clause, undefined where it is applied as printed. */
  of(clause: ClauseId): Treatment | undefined;
}

export function treatmentsOf(contract: Contract): Treatments {
  const byClause = new Map(
    contract.readings.flatMap((reading) =>
      reading.treatments.map((treatment) => [treatment.clause, treatment.as]),
    ),
  );
  return { of: (clause) => byClause.get(clause) };
}
