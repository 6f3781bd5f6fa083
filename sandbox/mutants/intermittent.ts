import { setTimeout as pause } from "node:timers/promises";
import { compareNumbers, numberText } from "../../src/exact/number.ts";
import type { Alteration, PlainAnswer, RequestContext, SealedAnswer } from "../alteration.ts";
import { type Applies, changeAnswer, changeHeaders, changeText, ofOperation, withHeader } from "./hooks.ts";
import type { Evidence, Mutant } from "./model.ts";

interface When {
  readonly name: string;
  readonly says: string;
  readonly operations: readonly string[];
  readonly applies: Applies;
}

const isLarge =
  (bound: string): Applies =>
  (_answer, { request }) => {
    const digits = numberText(request?.userId);
    return digits !== undefined && compareNumbers(digits, bound) > 0;
  };

const WHENS: readonly When[] = [
  {
    name: "third",
    says: "the third request",
    operations: ["membership-cancellation"],
    applies: (_answer, { index }) => index === 3,
  },
  {
    name: "every-third",
    says: "every third request",
    operations: ["user-register"],
    applies: (_answer, { index }) => index % 3 === 0,
  },
  {
    name: "first-three",
    says: "the first three requests",
    operations: ["unregistered-card-inquiry"],
    applies: (_answer, { index }) => index <= 3,
  },
  {
    name: "after-the-fifth",
    says: "every request after the fifth",
    operations: ["membership-cancellation"],
    applies: (_answer, { index }) => index > 5,
  },
  {
    name: "beyond-2-53",
    says: "requests with a userId beyond 2^53",
    operations: ["membership-cancellation"],
    applies: isLarge("9007199254740992"),
  },
  {
    name: "beyond-2-63",
    says: "requests with a userId beyond 2^63",
    operations: ["charge-cancellation"],
    applies: isLarge("9223372036854775807"),
  },
];

interface Wrong {
  readonly name: string;
  readonly says: string;
  readonly catchers: readonly string[];
  alter(applies: Applies): Alteration;
}

function said(
  name: string,
  says: string,
  catchers: readonly string[],
  change: (answer: PlainAnswer) => PlainAnswer,
): Wrong {
  return { name, says, catchers, alter: (applies) => changeAnswer(applies, change) };
}

const WRONGS: readonly Wrong[] = [
  said("status", "with the status 500", ["status"], (answer) => ({ ...answer, status: 500 })),
  said("code", "with the code 999_999", ["code"], (answer) => ({ ...answer, code: "999_999" })),
  said("message", "with an empty message", ["message"], (answer) => ({ ...answer, message: "" })),
  {
    name: "correlation-id",
    says: "with another correlation id",
    catchers: ["correlation-echo"],
    alter: (applies) =>
      changeHeaders(applies, (lines) => withHeader(lines, "X-KM-Correlation-Id", "260101000000-0abcdef")),
  },
  {
    name: "truncated",
    says: "with a body that breaks off",
    catchers: ["json-well-formed"],
    alter: (applies) => changeText(applies, (text) => text.slice(0, -1)),
  },
];

/** Wrong once in a while, for some values, or when requests come at once. */
export function intermittentMutants(): Mutant[] {
  const sometimes = WHENS.flatMap((when) =>
    WRONGS.map(
      ({ name, says, catchers, alter }): Mutant => ({
        id: `intermittent/${when.name}/${name}`,
        category: "intermittent",
        description: `${when.operations.join(", ")} answers ${when.says} ${says}.`,
        operations: when.operations,
        evidence: evidenceOf(when.name, catchers),
        catchers,
        alter: () =>
          alter(
            (answer, context) =>
              when.operations.includes(context.operation.id) && when.applies(answer, context),
          ),
      }),
    ),
  );
  return [...sometimes, ...underConcurrency(), ...swapped()];
}

/** Which requests are the first is open, and what the pages say of each that could be is not equally certain. */
function evidenceOf(when: string, catchers: readonly string[]): Evidence {
  const isInferred = catchers.includes("correlation-echo") || when === "first-three";
  return isInferred ? "inferred" : "documented";
}

const TOGETHER_MS = 25;

/** Wrong only while another request is being served. */
function underConcurrency(): Mutant[] {
  const operation = "membership-cancellation";
  return WRONGS.slice(0, 3).map(({ name, says, catchers, alter }): Mutant => {
    const make = (): Alteration => {
      let inFlight = 0;
      const wrong = alter(ofOperation(operation));
      return {
        plain: async (answer, context) => {
          inFlight += 1;
          await pause(TOGETHER_MS);
          const isAlone = inFlight === 1;
          inFlight -= 1;
          return isAlone ? answer : ((await wrong.plain?.(answer, context)) ?? answer);
        },
      };
    };
    return {
      id: `intermittent/at-once/${name}`,
      category: "intermittent",
      description: `${operation} answers ${says} while another request is being served.`,
      operations: [operation],
      evidence: "documented",
      catchers,
      alter: make,
    };
  });
}

const WAIT_MS = 150;

/** Two answers that are ready at once change places, whole or in part. */
function swapped(): Mutant[] {
  const whole = (_own: SealedAnswer, other: SealedAnswer): SealedAnswer => other;
  const body = (own: SealedAnswer, other: SealedAnswer): SealedAnswer => ({
    ...other,
    headers: withHeader(other.headers, "X-KM-Correlation-Id", correlationOf(own)),
  });
  const ids = (own: SealedAnswer, other: SealedAnswer): SealedAnswer => ({
    ...own,
    headers: withHeader(own.headers, "X-KM-Correlation-Id", correlationOf(other)),
  });
  const ways = [
    ["answers", "whole answers", ["correlation-echo"], whole],
    ["bodies", "statuses and bodies", ["status", "code", "message"], body],
    ["correlation-ids", "correlation ids", ["correlation-echo"], ids],
  ] as const;
  return ways.map(
    ([name, says, catchers, mix]): Mutant => ({
      id: `intermittent/swapped/${name}`,
      category: "intermittent",
      description: `Two requests to membership-cancellation that are served at once get each other's ${says}.`,
      operations: ["membership-cancellation"],
      evidence: name === "bodies" ? "documented" : "inferred",
      catchers,
      alter: () => swapping(mix),
    }),
  );
}

function swapping(mix: (own: SealedAnswer, other: SealedAnswer) => SealedAnswer): Alteration {
  let waiting: { own: SealedAnswer; give: (answer: SealedAnswer) => void } | undefined;
  return {
    sealed: (own: SealedAnswer, { operation }: RequestContext) => {
      if (operation.id !== "membership-cancellation") return own;
      const first = waiting;
      if (first) {
        waiting = undefined;
        first.give(mix(first.own, own));
        return mix(own, first.own);
      }
      return new Promise((give) => {
        const mine = { own, give };
        waiting = mine;
        setTimeout(() => {
          if (waiting !== mine) return;
          waiting = undefined;
          give(own);
        }, WAIT_MS);
      });
    },
  };
}

function correlationOf({ headers }: SealedAnswer): string {
  return headers.find(([name]) => name === "X-KM-Correlation-Id")?.[1] ?? "";
}
