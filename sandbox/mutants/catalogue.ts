import type { Contract } from "../../src/contract/model.ts";
import { valueMutants } from "./amounts.ts";
import { benignAnswers } from "./benign-answers.ts";
import { benignReadings } from "./benign-readings.ts";
import { benignOnTheWire } from "./benign-wire.ts";
import { encryptionMutants } from "./encryption.ts";
import { envelopeMutants } from "./envelope.ts";
import { hiddenEffectMutants } from "./hidden-effects.ts";
import { intermittentMutants } from "./intermittent.ts";
import type { BenignVariant, Mutant } from "./model.ts";
import { overStrictMutants } from "./over-strict.ts";
import { precisionMutants } from "./precision.ts";
import { protocolMutants } from "./protocol.ts";
import { requestFieldMutants } from "./request-fields.ts";
import { requestHeaderMutants } from "./request-headers.ts";
import { responseFieldMutants } from "./response-fields.ts";
import { responseHeaderMutants } from "./response-headers.ts";
import { scenarioMutants } from "./scenarios.ts";
import { stateMutants } from "./state.ts";

/** Every deviation, most of them derived from the contract; the order and the ids are the same every time. */
export function mutantCatalogue(contract: Contract): Mutant[] {
  const operations = contract.operations.map(({ id }) => id);
  return [
    ...responseFieldMutants(contract),
    ...valueMutants(),
    ...scenarioMutants(contract),
    ...requestFieldMutants(contract),
    ...requestHeaderMutants(contract),
    ...overStrictMutants(contract),
    ...responseHeaderMutants(operations),
    ...envelopeMutants(operations),
    ...encryptionMutants(contract),
    ...protocolMutants(),
    ...precisionMutants(),
    ...stateMutants(contract),
    ...hiddenEffectMutants(operations),
    ...intermittentMutants(),
  ];
}

/** Everything that a correct server may do differently. */
export function benignVariants(contract: Contract): BenignVariant[] {
  return [
    ...benignOnTheWire(contract.operations.map(({ id }) => id)),
    ...benignAnswers(contract),
    ...benignReadings(contract),
  ];
}
