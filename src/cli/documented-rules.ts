import type { DocumentedRule } from "../../reporters/docs/model.ts";
import { knownCode } from "../checks/known-code.ts";
import { REQUEST_RULES } from "../checks/request/rules.ts";
import { AT_MOST_ONCE_RULE, REQUEST_RULE, RULES } from "../checks/rules.ts";

/** The rules as the documentation lists them: the one about our own requests first. */
export function documentedRules(): DocumentedRule[] {
  const own = { id: REQUEST_RULE, title: "The request of a case is one that the contract allows." };
  const ofTraffic = [knownCode, ...REQUEST_RULES];
  return [own, ...[...RULES, AT_MOST_ONCE_RULE, ...ofTraffic].map(({ id, title }) => ({ id, title }))];
}
