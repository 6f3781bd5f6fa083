import type { Contract } from "../../src/contract/model.ts";
import { sandboxRules } from "../rules.ts";
import { sandboxTreatments } from "../treatments.ts";

/** The ids of those rules that the sandbox holds requests of any operation to and that a pattern means. */
export function rulesLike(contract: Contract, pattern: RegExp): string[] {
  const treatments = sandboxTreatments(contract);
  const known = contract.operations.flatMap((operation) => sandboxRules(operation, treatments));
  return [...new Set(known)].filter((rule) => pattern.test(rule));
}
