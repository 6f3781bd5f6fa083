import pc from "picocolors";
import { ReportFault } from "../../reporters/report-fault.ts";
import { PlanMistake } from "../cases/plan.ts";
import { ContractMistake } from "../contract/mistakes.ts";
import { SchemaDefect } from "../derive/validators.ts";
import { SettingsMistake } from "../environment/model.ts";
import { FileMistake } from "../exact/data-file.ts";
import { PageRefused } from "../pages/refusal.ts";
import { DriftMistake } from "../run/suite.ts";
import { BROKEN } from "./exit-codes.ts";
import { tellMistakes } from "./mistakes.ts";

/**
 * Tells what ended a command and gives its exit code. Mistakes of whoever wrote files and settings are told one by
 * one, with `whatElse` did not happen; anything else is the suite's own fault.
 */
export function tellFault(error: unknown, whatElse?: string): number {
  const problems = problemsOf(error);
  if (problems) return tellMistakes(problems, whatElse);
  const known = error instanceof SchemaDefect || error instanceof ReportFault;
  const what = known
    ? error.message
    : error instanceof Error
      ? (error.stack ?? error.message)
      : String(error);
  console.error(pc.red(`the suite itself broke: ${what}`));
  return BROKEN;
}

function problemsOf(error: unknown): readonly string[] | undefined {
  if (error instanceof PageRefused) return [error.message];
  if (error instanceof FileMistake) return [error.message];
  const isMistake =
    error instanceof ContractMistake ||
    error instanceof DriftMistake ||
    error instanceof PlanMistake ||
    error instanceof SettingsMistake;
  return isMistake ? error.problems : undefined;
}
