import { knownCode } from "./known-code.ts";
import type { Rule } from "./model.ts";
import { REQUEST_RULES } from "./request/rules.ts";
import { AT_MOST_ONCE_RULE, REQUEST_RULE, RULES } from "./rules.ts";

/** What every rule says of itself, as reports tell it: the one about our own requests first, those of traffic last. */
export const RULE_DESCRIPTIONS: readonly Pick<Rule, "id" | "title" | "next">[] = [
  REQUEST_RULE,
  ...RULES,
  AT_MOST_ONCE_RULE,
  knownCode,
  ...REQUEST_RULES,
].map(({ id, title, next }) => ({ id, title, next }));
