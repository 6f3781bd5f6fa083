import type { RuleText } from "./model.ts";

/** What to look at next when a rule with this id does not hold, in the words of the rule itself. */
export function nextStep(rule: string, rules: readonly RuleText[]): string {
  return (
    rules.find(({ id }) => id === rule)?.next ??
    "Compare the exchange with the clause that the violation names."
  );
}
