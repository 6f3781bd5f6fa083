import { type Division, divide } from "../cases/division.ts";
import type { Case } from "../cases/model.ts";
import { caseFilter } from "../environment/case-filter.ts";
import type { Settings } from "../environment/model.ts";
import type { Suite } from "./suite.ts";

/** The cases that are run here, in the order of the plan: those that were chosen, or this machine's part of them. */
export function selectedCases(
  suite: Pick<Suite, "plan" | "contract">,
  settings: CaseChoice & Pick<Settings, "shard">,
): readonly Case[] {
  const { shard } = settings;
  const chosen = chosenCases(suite, settings);
  if (!shard) return chosen;
  const { shardOf } = divided(suite, settings, shard.count);
  return chosen.filter(({ id }) => shardOf.get(id) === shard.index);
}

/** Which of several machines runs which of the chosen cases. */
export function divided(
  suite: Pick<Suite, "plan" | "contract">,
  settings: CaseChoice,
  count: number,
): Division {
  return divide(chosenCases(suite, settings), suite.contract, suite.plan.undo, count);
}

type CaseChoice = Pick<Settings, "only" | "kinds" | "keyMode">;

/** The cases that the settings choose, in the order of the plan; no other than documented ones are prepared for. */
export function chosenCases(
  { plan }: Pick<Suite, "plan">,
  { only, kinds, keyMode }: CaseChoice,
): readonly Case[] {
  const isNamed = caseFilter(only);
  const isOfKind = (kind: string): boolean => kinds.length === 0 || kinds.includes(kind);
  const isPrepared = (kind: string): boolean => keyMode === "LIVE" || kind === "documented";
  return plan.cases.filter(({ id, kind }) => isNamed(id) && isOfKind(kind) && isPrepared(kind));
}
