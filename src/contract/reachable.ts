import { treatmentOf } from "./find.ts";
import type { ClauseId, Contract } from "./model.ts";

/**
 * Why no run can put a clause to the test, so that it is neither covered nor missing: a reading does not apply it, client
 * code shows that a field is used and demands nothing, or no request can show whether it holds.
 */
export function whyNotReachable(contract: Contract, clause: ClauseId): string | undefined {
  const treatment = treatmentOf(contract, clause);
  if (treatment?.as === "ignored") return `the reading ${treatment.reading} does not apply it`;
  const text = contract.clauses.get(clause);
  // Where code and message stand a setting says, and every answer is held to it.
  if (text?.source === "client-code" && !clause.startsWith("envelope#"))
    return "client code alone has it, which demands nothing";
  return text?.notObservable;
}
