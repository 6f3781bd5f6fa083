import type { Operation } from "../src/contract/model.ts";
import type { Behaviour } from "./behaviour.ts";
import { inquireCard } from "./cards.ts";
import { cancelCharge } from "./charges.ts";
import { headerRules } from "./headers.ts";
import { authenticationInfo, leave, register } from "./members.ts";
import { ENCRYPTION_RULE } from "./open-request.ts";
import { sampleBehaviour } from "./sample-scenarios.ts";
import type { SandboxTreatments } from "./treatments.ts";
import { fieldRuleIds } from "./validate.ts";

const BEHAVIOURS: Readonly<Record<string, Behaviour>> = {
  "user-register": register,
  "membership-cancellation": leave,
  "charge-cancellation": cancelCharge,
  "unregistered-card-inquiry": inquireCard,
  "member-authentication-info": authenticationInfo,
};

export function behaviourOf(operation: Operation): Behaviour {
  return BEHAVIOURS[operation.id] ?? sampleBehaviour(operation);
}

/** Whether the sandbox knows more of an operation than its page's tables. */
export function hasBehaviour({ id }: Operation): boolean {
  return id in BEHAVIOURS;
}

/** Ids of all rules that the sandbox holds a request of this operation against; each can be left out by an alteration. */
export function sandboxRules(operation: Operation, treatments: SandboxTreatments): string[] {
  return [
    ...headerRules(operation, treatments).map(({ id }) => id),
    ENCRYPTION_RULE,
    ...fieldRuleIds(operation, treatments),
    ...behaviourOf(operation).rules.map((rule) => `state.${rule}`),
  ];
}
