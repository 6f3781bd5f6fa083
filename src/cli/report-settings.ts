import type { Findings } from "../environment/known.ts";
import { type Attach, SettingsMistake } from "../environment/model.ts";
import { readAttach, readReportDir } from "../environment/values.ts";
import { readVariables, type Variables } from "../environment/variable-source.ts";
import type { Report } from "../results/model.ts";
import { readBaseline } from "./read-report.ts";

/** The folder that a run would write to now. */
export function configuredReportFolder(): string {
  return configured((variables) => readReportDir(variables, process.cwd()));
}

/** Which cases' messages would be attached now. */
export function configuredAttach(): Attach {
  return configured(readAttach);
}

/** The report that a run would be compared with now. Throws FileMistake where it is none. */
export function configuredBaseline(): Report | undefined {
  return readBaseline(configured((variables) => variables.text("KONAPLATE_BASELINE")));
}

/** One setting. Mistakes in others bear on no run that is over. */
function configured<Setting>(read: (variables: Variables) => Setting): Setting {
  const findings: Findings = { problems: [], notices: [] };
  const variables = readVariables(process.env, process.cwd(), findings);
  findings.problems.length = 0;
  const setting = read(variables);
  if (findings.problems.length > 0) throw new SettingsMistake(findings.problems);
  return setting;
}
