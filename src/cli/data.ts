import type { Command } from "commander";
import pc from "picocolors";
import { lackingText } from "../../reporters/data-text.ts";
import { caseFilter } from "../environment/case-filter.ts";
import type { Settings } from "../environment/model.ts";
import { secretsOf } from "../environment/secrets.ts";
import { Masking } from "../masking/masking.ts";
import { type CheckedData, checkData } from "../run/check-data.ts";
import { selectedCases } from "../run/chosen-cases.ts";
import { documentedValues } from "../run/documented-values.ts";
import { targetOf } from "../run/session.ts";
import { type CaseOptions, inputOf, withCaseOptions } from "./case-options.ts";
import { loadForRun } from "./run-settings.ts";
import { exiting, subcommand } from "./subcommand.ts";

const LACKING = 4;

/** `konaplate data check`: does every planned case get the data that it needs? */
export function command(): Command {
  return subcommand("data", "Looks after the test data of a target.").addCommand(
    withCaseOptions(
      subcommand(
        "check",
        "Asks the test data, and the provider where there is one, for what every planned case needs, and shows what is missing by field and case.",
      ),
    )
      .addHelpText(
        "after",
        `
Nothing is sent to the target, and nothing is noted as used up. The command of KONAPLATE_DATA_PROVIDER is run, once for
each question that differs: a provider that makes things makes them. Cases that policy keeps from being sent are not asked
for; --kind documented asks for what the verdict rests on alone. The controls of a run draw values that serve once as well: keep some more than there are cases.

Exit codes:
  0  every planned case gets its data, or the environment file declares why it cannot be exercised
  2  a mistake in settings, files or the command line
  4  some cannot
  5  the suite itself broke`,
      )
      .action(exiting((options: CaseOptions) => check(options))),
  );
}

async function check(options: CaseOptions): Promise<number> {
  const { suite, settings } = loadForRun(inputOf(options));
  const secrets = settings.credentials ? secretsOf(targetOf(settings, undefined)) : [];
  const masking = Masking.of(secrets, settings.testData, documentedValues(suite.contract));
  const checked = await checkData(suite, settings, selectedCases(suite, settings), masking);
  const lacking = undeclared(checked, settings);
  console.log(summaryOf(checked, lacking.length, settings));
  if (lacking.length === 0) return 0;
  console.log(lackingText(lacking));
  return LACKING;
}

/** A case that the environment file says cannot be exercised there needs no data. */
function undeclared({ states }: CheckedData, { gaps }: Settings): CheckedData["states"] {
  const isDeclared = caseFilter(gaps.map((gap) => gap.case));
  return states.filter(({ id, state }) => state === "lacking" && !(gaps.length > 0 && isDeclared(id)));
}

function summaryOf({ states, asked }: CheckedData, lacking: number, settings: Settings): string {
  const count = (state: string): number => states.filter((one) => one.state === state).length;
  const declared = count("lacking") - lacking;
  const provider = settings.dataProvider
    ? `KONAPLATE_DATA_PROVIDER was run ${asked === 1 ? "once" : `${asked} times`}`
    : "there is no KONAPLATE_DATA_PROVIDER";
  const parts = [
    `${count("ready")} get what they need`,
    `${lacking === 0 ? "0" : pc.red(String(lacking))} do not`,
    ...(declared > 0 ? [`${declared} are declared gaps`] : []),
    ...(count("not-sent") > 0
      ? [`${count("not-sent")} would not be sent, so nobody was asked for them`]
      : []),
  ];
  return `Data of ${states.length} planned cases for ${settings.environment}: ${parts.join(", ")}; ${provider}, and nothing was sent to the target.`;
}
