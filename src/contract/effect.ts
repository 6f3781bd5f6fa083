import type { Effect } from "./model.ts";

const FROM_WEAKEST: readonly Effect[] = ["nothing", "membership", "money"];

/** The strongest of several effects: money before a membership before nothing. */
export function strongestEffect(effects: readonly Effect[]): Effect {
  return FROM_WEAKEST.findLast((effect) => effects.includes(effect)) ?? "nothing";
}
