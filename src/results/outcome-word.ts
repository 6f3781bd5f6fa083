import type { Outcome } from "./case-result.ts";

/** An outcome as reports for readers call it. */
export function outcomeWord(outcome: Outcome): string {
  return outcome.replace("-", " ");
}
