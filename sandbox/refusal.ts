import type { Contract, Operation } from "../src/contract/model.ts";

/** A request that is not served, and what is answered instead. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = "Refusal";
  }
}

/**
 * Codes of the sandbox's own choice, in a family that no page uses. The pages give no code for a mistake in headers,
 * token, encryption or path (reading header-mistakes); a client may rely on nothing here but that it is no success.
 */
const OWN_CODES = {
  contentType: { status: 415, code: "000_901" },
  header: { status: 400, code: "000_902" },
  credential: { status: 401, code: "000_903" },
  token: { status: 401, code: "000_904" },
  time: { status: 400, code: "000_905" },
  body: { status: 400, code: "000_906" },
  encryption: { status: 400, code: "000_907" },
  path: { status: 404, code: "000_908" },
  method: { status: 405, code: "000_909" },
  tooLarge: { status: 413, code: "000_910" },
  broken: { status: 500, code: "000_999" },
} as const;

export type OwnCode = keyof typeof OWN_CODES;

export function ownRefusal(kind: OwnCode, message: string): Refusal {
  const { status, code } = OWN_CODES[kind];
  return new Refusal(status, code, message);
}

/** The answer that the operation's page gives to a code; where it does not list it, that of the page which does. */
export function documentedRefusal(contract: Contract, operation: Operation, code: string): Refusal {
  const entries = [operation, ...contract.operations].flatMap((each) => each.codes);
  const entry = entries.find((each) => each.code === code);
  if (!entry) throw new Error(`no page of the contract has the code ${code}`);
  return new Refusal(entry.status, entry.code, entry.message);
}
