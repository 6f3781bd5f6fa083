import type { CaseFault } from "../results/case-result.ts";
import type { Report } from "../results/model.ts";
import { NEVER_CONNECTED } from "../results/unconnected.ts";
import { exitCode } from "../results/verdict.ts";
import { BROKEN, UNREACHABLE } from "./exit-codes.ts";

const CONNECTION_NOT_MADE: readonly (CaseFault | undefined)[] = [...NEVER_CONNECTED, "client-certificate"];

/**
 * Exit code of a run that came to its reports. What was shown of the server goes first; then that no connection to
 * it could be made at all; then that the suite broke in a case, which leaves less than a verdict to trust.
 */
export function exitCodeOf(report: Report): number {
  if (report.verdict === "non-conformant") return exitCode(report);
  if (report.halted) return report.halted.cause === "unreachable" ? UNREACHABLE : exitCode(report);
  const tried = report.cases.filter(({ attempts }) => attempts > 0);
  if (tried.length > 0 && tried.every(({ fault }) => CONNECTION_NOT_MADE.includes(fault))) return UNREACHABLE;
  return report.cases.some(({ fault }) => fault === "suite-fault") ? BROKEN : exitCode(report);
}
