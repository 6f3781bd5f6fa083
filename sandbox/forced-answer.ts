import type { Contract, Operation } from "../src/contract/model.ts";
import type { JsonObject } from "../src/exact/json.ts";
import type { Alteration, PlainAnswer } from "./alteration.ts";
import { NOT_FOUND, REGISTERED } from "./cards.ts";
import { UNCODED } from "./members.ts";
import { samplePayload } from "./sample-payload.ts";
import { wordingOf } from "./wording.ts";

/** A scenario of the documents, told by what they say of its answer. */
export interface Scenario {
  readonly operation: Operation;
  /** Name of the case: `unreceived-gift`. */
  readonly name: string;
  readonly status: number;
  /** Undefined where the page has none. */
  readonly code: string | undefined;
  readonly message: string | undefined;
  /** Members that the payload of a success has to have. */
  readonly values: JsonObject;
}

/** What the sandbox says of the scenarios that have no code, or no message, on their page. */
const OWN_WORDS: Readonly<Record<string, { readonly code: string; readonly message: string }>> = {
  ...Object.fromEntries(UNCODED.map(([name, code, message]) => [name, { code, message }])),
  "card-not-found": NOT_FOUND,
  "card-already-registered": REGISTERED,
};

/** Of a scenario that neither the pages nor the sandbox have a code for. */
const NO_CODE = "000_999";

/** The answer of a scenario as the sandbox gives it, whatever is asked: a success has a sample of its payload. */
export function forcedAnswer({ envelope }: Contract, scenario: Scenario): PlainAnswer {
  const { operation, name, status, values } = scenario;
  const isSuccess = scenario.code === envelope.successCode;
  const own = OWN_WORDS[name] ?? ofCardNumber(operation)[name];
  return {
    status,
    code: scenario.code ?? own?.code ?? NO_CODE,
    message: scenario.message ?? own?.message ?? name,
    payload: isSuccess ? { ...samplePayload(operation.response), ...values } : {},
    encrypted: isSuccess && operation.encrypted.response,
  };
}

/**
 * Gives these answers by operation id to every request that is signed and sealed as it should be. Nothing is carried
 * out, and what is wrong in headers or encryption is refused as ever.
 */
export function forcing(answers: ReadonlyMap<string, PlainAnswer>): Alteration {
  return { instead: ({ operation }) => answers.get(operation.id) };
}

/** Two titles of the card inquiry's test data, which its page has no code for. */
function ofCardNumber(operation: Operation): typeof OWN_WORDS {
  const { code, message } = wordingOf(operation).length("cardNo", "16", "16");
  const invalid = wordingOf(operation).invalid("cardNo");
  return {
    "card-number-length": { code, message },
    "card-number-invalid": { code: invalid.code, message: invalid.message },
  };
}
