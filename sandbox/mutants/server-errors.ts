import type { Contract } from "../../src/contract/model.ts";
import type { Alteration } from "../alteration.ts";
import { ENCRYPTION_RULE } from "../open-request.ts";
import { changeAnswer } from "./hooks.ts";
import { rulesLike } from "./known-rules.ts";
import type { Mutant } from "./model.ts";

const BROKEN = { status: 500, code: "000_999", message: "Internal server error." };

/** A mistake of the client's that the server takes for its own. */
export function serverErrorMutants(contract: Contract): Mutant[] {
  const { operations } = contract;
  const all = operations.map(({ id }) => id);
  const names = operations.flatMap(({ requestHeaders }) => requestHeaders.map(({ name }) => name));
  const headers = [...new Set(names)].filter((name) => name.startsWith("X-"));
  const mutants = [
    ...headers.map((name) => ({
      name,
      says: `a malformed ${name}`,
      breaches: new RegExp(`^header\\.${name}\\.`),
      isMeant: (code: string, message: string) => isOwn(code) && message.startsWith(`${name} `),
    })),
    {
      name: "any-header",
      says: "any malformed header",
      breaches: /^header\.X-/,
      isMeant: (code: string, message: string) => isOwn(code) && message.startsWith("X-"),
    },
    {
      name: "encryption",
      says: "an encrypted body where none is documented, or the reverse",
      breaches: new RegExp(`^${ENCRYPTION_RULE}$`),
      isMeant: (code: string) => code === "000_907",
    },
    {
      name: "field",
      says: "a malformed field",
      breaches: /^body\./,
      isMeant: (code: string) => ["000_002", "000_003", "000_015"].includes(code),
    },
  ];
  return mutants.map(
    ({ name, says, breaches, isMeant }): Mutant => ({
      id: `protocol/server-error/${name}`,
      category: "protocol",
      description: `The server answers ${says} with the status 500.`,
      operations: all,
      evidence: "inferred",
      catchers: ["server-error", "status"],
      breaches: rulesLike(contract, breaches),
      alter: (): Alteration =>
        changeAnswer(
          ({ code, message }) => code !== contract.envelope.successCode && isMeant(code, message),
          (answer) => ({ ...answer, ...BROKEN }),
        ),
    }),
  );
}

/** Codes that the sandbox gives to mistakes in headers. */
function isOwn(code: string): boolean {
  return code.startsWith("000_90");
}
