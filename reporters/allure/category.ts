import type { CaseFault, CaseResult } from "../../src/results/case-result.ts";

/** What a result says, as Allure's categories tell results apart; allurerc.mjs has a category for each. */
export type AllureCategory =
  | "security"
  | "server-deviates"
  | "warned-security"
  | "warned"
  | "contradiction"
  | "no-evidence"
  | "way-broke"
  | "suite-broke"
  | "as-documented";

const SUITE_FAULTS: readonly (CaseFault | undefined)[] = ["request-schema", "could-not-run", "suite-fault"];

/**
 * The category of a result. The documents contradict themselves where a violation hangs on a reading, or where a
 * documented scenario has no code. Whether a deviation is a known one is known only when the run is over.
 */
export function categoryOf({ outcome, fault, kind, expected, violations }: CaseResult): AllureCategory {
  const isSecurity = violations.some(({ family }) => family === "security");
  if (outcome === "failed") return isSecurity ? "security" : "server-deviates";
  if (outcome === "warned") return isSecurity ? "warned-security" : "warned";
  if (outcome === "not-exercised" || fault === "cut-short") return "no-evidence";
  if (outcome === "errored") return SUITE_FAULTS.includes(fault) ? "suite-broke" : "way-broke";
  const isOpen = violations.some(({ reading }) => reading !== undefined);
  return isOpen || (kind === "documented" && expected.code === null) ? "contradiction" : "as-documented";
}
