import { exactNumber, stringifyJson } from "../../src/exact/json.ts";
import type { Alteration } from "../alteration.ts";
import { changePayload, isSuccess, ofOperation } from "./hooks.ts";
import type { Mutant } from "./model.ts";

/** What a refused request leads to when it is carried out all the same: the answer that comes the next time. */
const AFTERWARDS = [
  ["membership-cancellation", "001_006", "Wallet user not found."],
  ["charge-cancellation", "007_030", "Cancellation not possible for this transaction."],
] as const;

/** Deviations that no single answer shows: each answer is right by itself, and what it stands for is not. */
export function hiddenEffectMutants(): Mutant[] {
  return [...AFTERWARDS.map(refusedYetDone), ...idsOfOthers()];
}

function refusedYetDone([operation, code, message]: (typeof AFTERWARDS)[number]): Mutant {
  return {
    id: `state/${operation}/refused-yet-done`,
    category: "state",
    description: `${operation} refuses a request and carries it out all the same.`,
    operations: [operation],
    evidence: "documented",
    catchers: ["code", "message"],
    alter: (): Alteration => {
      const done = new Set<string>();
      return {
        plain: (answer, context) => {
          const isRefusal = context.operation.id === operation && /^00[17]_/.test(answer.code);
          const subject = stringifyJson(context.request?.nrNumber ?? context.request?.userId ?? null);
          if (!isRefusal || subject === "null") return answer;
          if (done.has(subject)) return { ...answer, code, message };
          done.add(subject);
          return answer;
        },
      };
    },
  };
}

/** A registration that is answered with the id of a member who was there before. */
function idsOfOthers(): Mutant[] {
  const operation = "user-register";
  const ids = [
    ["id-of-a-member", "of a member who was there before", "50000104652"],
    ["same-id-each-time", "that it gave to another before", "50000777001"],
  ] as const;
  return ids.map(([name, says, id]) => ({
    id: `state/${operation}/${name}`,
    category: "state",
    description: `${operation} answers with a userId ${says}.`,
    operations: [operation],
    evidence: "documented",
    catchers: ["unique-value"],
    alter: () =>
      changePayload(ofOperation(operation, isSuccess), (payload) => ({
        ...payload,
        userId: exactNumber(id),
      })),
  }));
}
