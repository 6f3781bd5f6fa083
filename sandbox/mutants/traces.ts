import { setImmediate as nextTurn } from "node:timers/promises";
import type { Json, JsonObject } from "../../src/exact/json.ts";
import { stringifyJson } from "../../src/exact/json.ts";
import type { Alteration, PlainAnswer, RequestContext } from "../alteration.ts";
import { NOT_FOUND, REGISTERED } from "../cards.ts";
import { changeAnswer, isSuccess, ofOperation } from "./hooks.ts";
import type { Mutant } from "./model.ts";

const REGISTER = "user-register";
const INQUIRY = "unregistered-card-inquiry";
const AUTHENTICATION = "member-authentication-info";

/** What only a second request shows: something was kept, cut or changed that should not have been. */
export function traceMutants(): Mutant[] {
  return [
    ...KEPT.map(refusedAndKept),
    ...FORM_REFUSED.map(refusedForItsFormYetDone),
    ...CUT.map(cutInside),
    ...changedByAsking(),
  ];
}

function stateMutant(
  operation: string,
  name: string,
  says: string,
  alter: () => Alteration,
  catchers: readonly string[] = ["untouched", "status", "code", "message", "scenario-value", "same-answer"],
): Mutant {
  return {
    id: `state/${operation}/${name}`,
    category: "state",
    description: `${operation} ${says}.`,
    operations: [operation],
    evidence: "inferred",
    catchers,
    alter,
  };
}

const KEPT = [
  ["loginId", "001_001", "User already exists with this loginId."],
  ["ci", "001_028", "CI data already found for another user."],
] as const;

/** A registration that was refused for something else has its login id, or its ci, in use from then on. */
function refusedAndKept([field, code, message]: (typeof KEPT)[number]): Mutant {
  return stateMutant(
    REGISTER,
    `refused-and-${field.toLowerCase()}-kept`,
    `keeps the ${field} of a refused registration`,
    () => {
      const kept = new Set<string>();
      return {
        instead: ({ operation, request }) =>
          operation.id === REGISTER && kept.has(textIn(request?.[field]))
            ? { status: 400, code, message, payload: {}, encrypted: false }
            : undefined,
        plain: (answer, { operation, request }) => {
          const value = textIn(request?.[field]);
          if (operation.id === REGISTER && answer.status !== 200 && answer.code !== code && value !== "")
            kept.add(value);
          return answer;
        },
      };
    },
  );
}

/** Not of membership-cancellation: its one field names the member, and no journey sends one that it made in a wrong form. */
const FORM_REFUSED = [
  ["charge-cancellation", "nrNumber", "007_030", "Cancellation not possible for this transaction."],
] as const;

/** Refused with a code of the form, and done: the next right request about the same is told that it comes too late. */
function refusedForItsFormYetDone([operation, field, code, message]: (typeof FORM_REFUSED)[number]): Mutant {
  return stateMutant(
    operation,
    "refused-for-its-form-yet-done",
    "carries out a request that it refuses for its form",
    () => {
      const done = new Set<string>();
      return {
        instead: (context) =>
          context.operation.id === operation && done.has(subjectIn(context, field))
            ? { status: 400, code, message, payload: {}, encrypted: false }
            : undefined,
        plain: (answer, context) => {
          const subject = subjectIn(context, field);
          const isMeant = context.operation.id === operation && /^000_0(02|03|15)$/.test(answer.code);
          if (isMeant && subject !== "null") done.add(subject);
          return answer;
        },
      };
    },
  );
}

const CUT: readonly (readonly [operation: string, field: string, kept: number])[] = [
  [REGISTER, "loginId", 64],
  [REGISTER, "loginId", 32],
  [REGISTER, "ci", 64],
  ["charge-cancellation", "nrNumber", 18],
];

/** As a column does that is too short: what comes after its end is lost without a word. */
function cutInside([operation, field, kept]: (typeof CUT)[number]): Mutant {
  return stateMutant(
    operation,
    `${field.toLowerCase()}-cut-after-${kept}`,
    `keeps the first ${kept} characters of ${field} alone`,
    () => ({
      request: (request, context) => {
        const value = textIn(request[field]);
        if (context.operation.id !== operation || value.length <= kept) return request;
        const cut = value.slice(0, kept);
        // The form is looked at before the value is kept: a cut ci would be refused for its length.
        return field === "ci"
          ? { ...request, ci: cut.padEnd(value.length, "=") }
          : { ...request, [field]: cut };
      },
    }),
    ["status", "code", "message", "not-refused"],
  );
}

function changedByAsking(): Mutant[] {
  const secondTime = (
    operation: string,
    field: string,
    change: (answer: PlainAnswer) => PlainAnswer,
  ): Alteration => {
    const asked = new Set<string>();
    return changeAnswer(ofOperation(operation, isSuccess), (answer, context) => {
      const subject = subjectIn(context, field);
      if (asked.has(subject)) return change(answer);
      asked.add(subject);
      return answer;
    });
  };
  const refused =
    ({ code, message }: { code: string; message: string }) =>
    (): PlainAnswer => ({
      status: 400,
      code,
      message,
      payload: {},
      encrypted: false,
    });
  const says = "answers otherwise when it is asked about the same again:";
  return [
    stateMutant(AUTHENTICATION, "authenticated-by-asking", `${says} the member is authenticated`, () =>
      secondTime(AUTHENTICATION, "userId", (answer) => ({
        ...answer,
        payload: { ...answer.payload, isAuthed: true },
      })),
    ),
    stateMutant(INQUIRY, "registered-by-asking", `${says} the card is registered`, () =>
      secondTime(INQUIRY, "cardNo", refused(REGISTERED)),
    ),
    stateMutant(INQUIRY, "gone-by-asking", `${says} there is no such card`, () =>
      secondTime(INQUIRY, "cardNo", refused(NOT_FOUND)),
    ),
  ];
}

const TWICE: readonly (readonly [operation: string, field: string, rules: readonly string[]])[] = [
  [REGISTER, "loginId", ["login-id-in-use", "already-registered"]],
  ["membership-cancellation", "userId", ["unknown-member"]],
  ["charge-cancellation", "nrNumber", ["not-cancellable", "sequence-id-unique"]],
];
/** Turns of the event loop between a deed and its answer, as after a commit: no clock, that a busy computer would outrun. */
const TURNS_OF_COMMIT = 100;

/** A race that is over as soon as the first of two is answered. */
export function narrowRaces(): Mutant[] {
  return TWICE.map(([operation, field, rules]) => {
    const leavesOut = rules.map((rule) => `state.${rule}`);
    const description = "carries out two requests for the same that are under way together";
    const alter = (): Alteration => {
      const underWay = new Map<string, number>();
      const again = new WeakSet<JsonObject>();
      const count = (request: JsonObject, by: number): number => {
        const subject = stringifyJson(request[field] ?? null);
        const before = underWay.get(subject) ?? 0;
        underWay.set(subject, before + by);
        return before;
      };
      return {
        request: (request, context) => {
          if (context.operation.id === operation && count(request, 1) > 0) again.add(request);
          return request;
        },
        skipRule: (rule, { request }) =>
          leavesOut.includes(rule) && request !== undefined && again.has(request),
        plain: async (answer, { operation: { id }, request }) => {
          if (id !== operation || !request) return answer;
          for (let turn = 0; turn < TURNS_OF_COMMIT; turn++) await nextTurn();
          count(request, -1);
          return answer;
        },
      };
    };
    return {
      ...stateMutant(operation, "twice-under-way", description, alter, [
        "status",
        "code",
        "message",
        "at-most-once",
      ]),
    };
  });
}

function subjectIn({ request }: RequestContext, field: string): string {
  // A number in quotes names the same.
  return stringifyJson(request?.[field] ?? null).replaceAll('"', "");
}

function textIn(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}
