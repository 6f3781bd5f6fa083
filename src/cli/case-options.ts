import { type Command, Option } from "commander";
import type { Shard } from "../environment/model.ts";
import { type FolderOptions, furtherFolders, withFolderOptions } from "./folder-options.ts";
import type { CommandInput } from "./run-settings.ts";
import { readShard } from "./shard-option.ts";

export interface CaseOptions extends FolderOptions {
  readonly only?: string[];
  readonly kind?: string[];
  readonly seed?: string;
  readonly shard?: Shard;
}

/** The options that choose among the cases and where they stand, for every command that takes them. */
export function withCaseOptions(command: Command): Command {
  return withFolderOptions(command, "contract and cases")
    .option(
      "--only <glob...>",
      "case ids or globs, such as 'membership-cancellation/*'; goes before KONAPLATE_ONLY",
    )
    .addOption(
      new Option("--kind <kinds...>", "only cases of these kinds; beside --only both must fit").choices([
        "documented",
        "generated",
        "header",
        "journey",
      ]),
    )
    .option(
      "--shard <index/count>",
      "only the part of the chosen cases that is this machine's, such as 2/5; konaplate merge makes one report of all parts",
      readShard,
    )
    .option("--seed <seed>", "makes the same values as the run with this seed; goes before KONAPLATE_SEED");
}

/** What a command is given: this process's environment and folder, and the choice of cases. */
export function inputOf({ only, kind, seed, shard, ...folders }: CaseOptions): CommandInput {
  const env = seed === undefined ? process.env : { ...process.env, KONAPLATE_SEED: seed };
  const further = furtherFolders(folders);
  return {
    env,
    cwd: process.cwd(),
    further,
    ...(only && { only }),
    ...(kind && { kinds: kind }),
    ...(shard && { shard }),
  };
}
