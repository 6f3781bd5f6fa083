import type { Contract } from "../../src/contract/model.ts";
import { valueMutants } from "./amounts.ts";
import { benignAnswers } from "./benign-answers.ts";
import { benignReadings } from "./benign-readings.ts";
import { benignRequests } from "./benign-requests.ts";
import { benignValues } from "./benign-values.ts";
import { benignOnTheWire } from "./benign-wire.ts";
import { byHeaderMutants } from "./by-header.ts";
import { encryptionMutants } from "./encryption.ts";
import { envelopeMutants } from "./envelope.ts";
import { hiddenEffectMutants } from "./hidden-effects.ts";
import { intermittentMutants } from "./intermittent.ts";
import type { BenignVariant, Mutant } from "./model.ts";
import { overStrictMutants } from "./over-strict.ts";
import { precisionMutants } from "./precision.ts";
import { protocolMutants } from "./protocol.ts";
import { relationMutants } from "./relations.ts";
import { requestFieldMutants } from "./request-fields.ts";
import { requestHeaderMutants } from "./request-headers.ts";
import { responseFieldMutants } from "./response-fields.ts";
import { responseHeaderMutants } from "./response-headers.ts";
import { rightFormMutants } from "./right-forms.ts";
import { scenarioMutants } from "./scenarios.ts";
import { securityMutants } from "./security.ts";
import { serverErrorMutants } from "./server-errors.ts";
import { stateMutants } from "./state.ts";

/** Every deviation, most of them derived from the contract; the order and the ids are the same every time. */
export function mutantCatalogue(contract: Contract): Mutant[] {
  const operations = contract.operations.map(({ id }) => id);
  return [
    ...responseFieldMutants(contract),
    ...byHeaderMutants(contract),
    ...valueMutants(),
    ...scenarioMutants(contract),
    ...requestFieldMutants(contract),
    ...requestHeaderMutants(contract),
    ...overStrictMutants(contract),
    ...rightFormMutants(contract),
    ...responseHeaderMutants(operations),
    ...envelopeMutants(operations),
    ...encryptionMutants(contract),
    ...protocolMutants(),
    ...serverErrorMutants(contract),
    ...precisionMutants(),
    ...stateMutants(contract),
    ...hiddenEffectMutants(),
    ...relationMutants(),
    ...securityMutants(contract),
    ...intermittentMutants(),
  ];
}

/** Everything that a correct server may do differently. */
export function benignVariants(contract: Contract): BenignVariant[] {
  return [
    ...benignOnTheWire(contract.operations.map(({ id }) => id)),
    ...benignAnswers(contract),
    ...benignReadings(contract),
    ...benignValues(contract),
    ...benignRequests(contract),
  ];
}
