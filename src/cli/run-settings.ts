import pc from "picocolors";
import { loadSettings } from "../environment/load.ts";
import { type Settings, SettingsMistake } from "../environment/model.ts";
import { selectedCases } from "../run/session.ts";
import { knownIds, loadSuite, type Suite } from "../run/suite.ts";

export interface CommandInput {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** Case ids or globs of the command line; they go before KONAPLATE_ONLY. */
  readonly only?: readonly string[];
  /** Kinds of cases of the command line. */
  readonly kinds?: readonly string[];
}

/** What the command line says of the choice of cases, and nothing where it says nothing. */
export function overridesOf({ only, kinds }: CommandInput): Partial<Pick<Settings, "only" | "kinds">> {
  return { ...(only && { only }), ...(kinds && { kinds }) };
}

/**
 * The suite and the settings of a command, both checked in full; notices are printed. Throws what tellFault tells,
 * a SettingsMistake also where the filters leave no case.
 */
export function loadForRun(input: CommandInput): { suite: Suite; settings: Settings } {
  const suite = loadSuite();
  const overrides = overridesOf(input);
  const settings = loadSettings({ env: input.env, cwd: input.cwd, overrides, known: knownIds(suite) });
  if (selectedCases(suite, settings).length === 0) {
    const named = settings.only.length > 0 ? ` among ${settings.only.join(", ")}` : "";
    const present = [...new Set(suite.plan.cases.map(({ kind }) => kind))].join(", ");
    const problem = `--kind ${settings.kinds.join(" ")}: there is no such case${named}; the suite has cases of the kinds ${present}`;
    throw new SettingsMistake([problem]);
  }
  for (const notice of settings.notices) console.error(pc.yellow(`notice: ${notice}`));
  return { suite, settings };
}
