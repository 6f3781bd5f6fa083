import type { Findings } from "../environment/known.ts";
import { SettingsMistake } from "../environment/model.ts";
import { readReportDir } from "../environment/values.ts";
import { readVariables } from "../environment/variable-source.ts";

/** The folder that a run would write to now. Mistakes in other settings bear on no run that is over. */
export function configuredReportFolder(): string {
  const findings: Findings = { problems: [], notices: [] };
  const variables = readVariables(process.env, process.cwd(), findings);
  findings.problems.length = 0;
  const folder = readReportDir(variables, process.cwd());
  if (findings.problems.length > 0) throw new SettingsMistake(findings.problems);
  return folder;
}
