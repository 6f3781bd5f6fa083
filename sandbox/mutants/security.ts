import type { Contract, Operation } from "../../src/contract/model.ts";
import type { Alteration, PlainAnswer, RequestContext } from "../alteration.ts";
import { ENCRYPTION_RULE } from "../open-request.ts";
import { rulesLike } from "./known-rules.ts";
import type { Mutant } from "./model.ts";

/** What a server does not look at, at any of its operations. */
const IGNORED: readonly (readonly [name: string, says: string, rules: RegExp])[] = [
  ["signature", "does not verify the signature in X-KM-Tran-Token", /^header\.X-KM-Tran-Token\.signature$/],
  ["token", "does not look at X-KM-Tran-Token", /^header\.X-KM-Tran-Token\./],
  ["access-key", "does not compare X-KM-Access-Key", /^header\.X-KM-Access-Key\.(value|length)$/],
  ["access-key-at-all", "does not look at X-KM-Access-Key", /^header\.X-KM-Access-Key\./],
  ["asp-id", "does not compare X-KM-User-AspId", /^header\.X-KM-User-AspId\.(value|length)$/],
  [
    "credentials",
    "does not look at token, access key and ASP id",
    /^header\.X-KM-(Tran-Token|Access-Key|User-AspId)\./,
  ],
  [
    "encryption",
    "takes a body in the clear where an encrypted one is documented",
    new RegExp(`^${ENCRYPTION_RULE}$`),
  ],
];

/** Somebody could do what they must not. */
export function securityMutants(contract: Contract): Mutant[] {
  const { operations } = contract;
  const all = operations.map(({ id }) => id);
  const ignored = IGNORED.map(
    ([name, says, rules]): Mutant => ({
      id: `security/every-operation/${name}-ignored`,
      category: "security",
      description: `The server ${says}.`,
      operations: all,
      evidence: "security",
      catchers: ["not-carried-out"],
      breaches: rulesLike(contract, rules),
      alter: () => ({ skipRule: (rule, context) => rules.test(rule) && isMeant(name, context) }),
    }),
  );
  const changing = operations.filter(({ effect }) => effect !== "nothing");
  return [
    ...ignored,
    ...changing.flatMap(({ id }) => REFUSED_YET_DONE.map((each) => refusedYetDone(id, each))),
  ];
}

/** An encrypted body at an operation in the clear is another matter. */
function isMeant(name: string, { operation }: RequestContext): boolean {
  return name !== "encryption" || operation.encrypted.request;
}

const REFUSED_YET_DONE: readonly (readonly [name: string, header: string])[] = [
  ["unsigned", "X-KM-Tran-Token"],
  ["of-a-stranger", "X-KM-Access-Key"],
];

/** What the server should not have done is done, and the answer does not say so. */
function refusedYetDone(
  operation: Operation["id"],
  [name, header]: (typeof REFUSED_YET_DONE)[number],
): Mutant {
  return {
    id: `security/${operation}/${name}-yet-done`,
    category: "security",
    description: `${operation} refuses a request for its ${header} and carries it out all the same.`,
    operations: [operation],
    // A charge that another run cancelled is answered alike.
    evidence: operation === "charge-cancellation" ? "inferred" : "security",
    catchers: ["untouched", "status", "code", "message", "not-carried-out", "at-most-once"],
    alter: (): Alteration => {
      const skipped = new Set<string>();
      const key = ({ headers }: RequestContext): string => headers["x-km-tran-token"] ?? "";
      return {
        skipRule: (rule, context) => {
          const isMeant = context.operation.id === operation && rule.startsWith(`header.${header}.`);
          if (isMeant) skipped.add(key(context));
          return isMeant;
        },
        plain: (answer, context) =>
          context.operation.id === operation && skipped.has(key(context)) ? refusal(header, answer) : answer,
      };
    },
  };
}

function refusal(header: string, answer: PlainAnswer): PlainAnswer {
  return {
    ...answer,
    status: 401,
    code: "000_904",
    message: `${header} is not valid.`,
    payload: {},
    encrypted: false,
  };
}
