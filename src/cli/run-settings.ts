import pc from "picocolors";
import { loadSettings } from "../environment/load.ts";
import { type Settings, SettingsMistake, type Shard } from "../environment/model.ts";
import { chosenCases, divided } from "../run/chosen-cases.ts";
import { contestedData } from "../run/shard-data.ts";
import { type FurtherFolders, knownIds, loadSuite, OWN_FOLDERS, type Suite } from "../run/suite.ts";
import { withSampleData } from "./sample-data.ts";

export interface CommandInput {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** Case ids or globs of the command line; they go before KONAPLATE_ONLY. */
  readonly only?: readonly string[];
  /** Kinds of cases of the command line. */
  readonly kinds?: readonly string[];
  /** The part of the cases that this machine runs. */
  readonly shard?: Shard;
  /** Contract files and case tables beside the suite's. */
  readonly further?: FurtherFolders;
  /** The run is part of another command, which tells what came of it: the table goes to standard error, and no CI hears of it. */
  readonly asPart?: true;
  /** Less than the environment permits; more it cannot be. */
  readonly allow?: "read";
}

/** What a command says of a run; it goes before the environment. */
export type RunChoice = Partial<Pick<Settings, "only" | "kinds" | "shard">> & { readonly allow?: "read" };

/** What the command line says of the choice of cases, and nothing where it says nothing. */
export function overridesOf({ only, kinds, shard, allow }: CommandInput): RunChoice {
  return {
    ...(only && { only }),
    ...(kinds && { kinds }),
    ...(shard && { shard }),
    ...(allow && { allow }),
  };
}

/**
 * The suite and the settings of a command, both checked in full; notices are printed. Throws what tellFault tells,
 * a SettingsMistake also where the filters leave no case.
 */
export function loadForRun(input: CommandInput): { suite: Suite; settings: Settings } {
  const suite = loadSuite(OWN_FOLDERS, input.further);
  const overrides = overridesOf(input);
  const loaded = loadSettings({
    env: input.env,
    cwd: input.cwd,
    overrides,
    known: knownIds(suite),
    // Shards that no seed was given have to make the same values all the same.
    ...(input.shard && { seed: suite.contract.digest.slice(0, 8) }),
  });
  const settings = withSampleData(loaded, suite);
  if (chosenCases(suite, settings).length === 0) {
    const named = settings.only.length > 0 ? ` among ${settings.only.join(", ")}` : "";
    const kinds = settings.kinds.length > 0 ? ` of --kind ${settings.kinds.join(" ")}` : "";
    const present = [...new Set(suite.plan.cases.map(({ kind }) => kind))].join(", ");
    const problem =
      settings.keyMode === "MOCK"
        ? `there is no documented case${named}${kinds}; KONAPLATE_KEY_MODE=MOCK plans no others`
        : `--kind ${settings.kinds.join(" ")}: there is no such case${named}; the suite has cases of the kinds ${present}`;
    throw new SettingsMistake([problem]);
  }
  refuseContested(suite, settings);
  for (const notice of settings.notices) console.error(pc.yellow(`notice: ${notice}`));
  return { suite, settings };
}

/** Two machines that would need the same thing are told before either of them sends anything. */
function refuseContested(suite: Suite, settings: Settings): void {
  const { shard } = settings;
  if (!shard) return;
  const division = divided(suite, settings, shard.count);
  const problems = contestedData(chosenCases(suite, settings), division, suite.contract, settings);
  if (problems.length > 0) throw new SettingsMistake(problems);
}
