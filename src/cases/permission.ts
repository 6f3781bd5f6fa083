import type { Effect } from "../contract/model.ts";
import type { Allow } from "../environment/model.ts";

/** What of a case decides whether it is permitted. */
export interface Permitted {
  /** The strongest effect of all operations that its requests go to. */
  readonly effect: Effect;
  /** The pages say of each of its requests to a changing operation that it is refused. */
  readonly refusal: boolean;
}

export type Permission = { readonly allowed: true } | { readonly allowed: false; readonly reason: string };

/** What changes, in words. */
const CHANGED: Readonly<Record<Effect, string>> = {
  nothing: "nothing",
  membership: "a membership",
  money: "money",
};

/**
 * Whether a case may be sent. What its operations do when they are carried out decides, and not the answer that is
 * expected: a refusal that does not come is a change.
 */
export function mayRun({ allow }: { readonly allow: Allow }, { effect, refusal }: Permitted): Permission {
  if (effect === "nothing" || allow === "changes" || (allow === "refusals" && refusal))
    return { allowed: true };
  const needed = refusal ? "refusals (or changes)" : "changes";
  return {
    allowed: false,
    reason: `forbidden by policy: the case can change ${CHANGED[effect]} on the target and KONAPLATE_ALLOW is ${allow}; KONAPLATE_ALLOW=${needed} permits it`,
  };
}
