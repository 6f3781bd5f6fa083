import type { Contract } from "../../src/contract/model.ts";
import { stringifyJson } from "../../src/exact/json.ts";
import type { Alteration, PlainAnswer, RequestContext } from "../alteration.ts";
import { behaviourOf } from "../rules.ts";
import type { Mutant } from "./model.ts";
import { narrowRaces, traceMutants } from "./traces.ts";

/** Rules whose breach no documented scenario shows; a sequence of requests does. */
const IN_SEQUENCE: readonly string[] = [
  "user-register state.keep-member",
  "membership-cancellation state.forget-member",
  "charge-cancellation state.remember-cancellation",
  "member-authentication-info state.unknown-member",
  "charge-cancellation state.charge-owner",
  "unregistered-card-inquiry state.card-expiry",
  "unregistered-card-inquiry state.card-cvc",
];

/** One member's money is touched by another. */
const SECURITY: readonly string[] = ["charge-cancellation state.charge-owner"];

/** How a request brings the scenario about no page says. */
const OPEN_TRIGGERS: readonly string[] = ["user-register state.terms-not-agreed"];

/** Rules that judge the steps of a sequence. */
const SEQUENCE_RULES: readonly string[] = ["status", "code", "message", "not-carried-out", "at-most-once"];

/** Test-data titles without a code: another refusal of the same request is told by its message alone. */
const UNCODED: readonly string[] = ["unregistered-card-inquiry state.card-number-invalid"];

/** Rules about which the pages are silent, see indistinguishable.md: a server without them deviates from nothing. */
const SILENT: readonly string[] = [
  "charge-cancellation state.unknown-member",
  "charge-cancellation state.unknown-charge",
  "charge-cancellation state.one-time-token",
  "charge-cancellation state.dcvv",
  "charge-cancellation state.sequence-id-unique",
];

/** Each rule of what the operations do, not enforced. */
export function stateMutants(contract: Contract): Mutant[] {
  const unenforced = contract.operations.flatMap((operation) =>
    behaviourOf(operation)
      .rules.filter((rule) => !SILENT.includes(`${operation.id} state.${rule}`))
      .map((rule) => unenforcedMutant(operation.id, rule)),
  );
  return [...unenforced, ...stale(contract), ...races(), ...traceMutants(), ...narrowRaces()];
}

function unenforcedMutant(operation: string, rule: string): Mutant {
  const name = `${operation} state.${rule}`;
  const isInferred = [...IN_SEQUENCE, ...UNCODED, ...OPEN_TRIGGERS].includes(name);
  const inferred = SECURITY.includes(name) ? "security" : "inferred";
  const leavesOut = [`state.${rule}`];
  return {
    id: `state/${operation}/${rule}`,
    category: "state",
    description: `${operation} does not hold to ${rule}.`,
    operations: [operation],
    evidence: isInferred ? inferred : "documented",
    catchers: isInferred ? SEQUENCE_RULES : ["status", "code", "message"],
    breaches: leavesOut,
    alter: () => ({
      skipRule: (each, context) => context.operation.id === operation && leavesOut.includes(each),
    }),
  };
}

/** The answer to the request before, as a cache that ignores the request would give it. */
function stale({ operations }: Contract): Mutant[] {
  return operations.map(({ id }): Mutant => {
    const alter = (): Alteration => {
      let before: PlainAnswer | undefined;
      return {
        plain: (answer, context) => {
          if (context.operation.id !== id) return answer;
          const given = before ?? answer;
          before = answer;
          return given;
        },
      };
    };
    return {
      id: `state/${id}/previous-answer`,
      category: "state",
      description: `${id} answers each request with what it had to say to the one before.`,
      operations: [id],
      evidence: "documented",
      catchers: ["status", "code", "message", "scenario-value"],
      alter,
    };
  });
}

const TWICE: readonly (readonly [operation: string, rules: readonly string[]])[] = [
  ["user-register", ["login-id-in-use", "already-registered"]],
  ["membership-cancellation", ["unknown-member"]],
  ["charge-cancellation", ["not-cancellable", "sequence-id-unique"]],
];
/** Right after is before so many further requests have come: a clock would take a busy computer's slowness for care. */
const RACE_REQUESTS = 16;

/** A request that comes again while it is being served, or right after, is carried out a second time. */
function races(): Mutant[] {
  return TWICE.map(([operation, rules]): Mutant => {
    const leavesOut = rules.map((rule) => `state.${rule}`);
    return {
      id: `state/${operation}/twice-at-once`,
      category: "state",
      description: `${operation} carries out two requests for the same that come at once.`,
      operations: [operation],
      evidence: "inferred",
      catchers: SEQUENCE_RULES,
      breaches: leavesOut,
      alter: () => {
        const seen = new Map<string, number>();
        const again = new WeakSet<object>();
        let came = 0;
        return {
          request: (request, context) => {
            came += 1;
            const subject = subjectOf(request, context, operation);
            if (subject === undefined) return request;
            const first = seen.get(subject);
            if (first === undefined) seen.set(subject, came);
            else if (came - first < RACE_REQUESTS) again.add(request);
            return request;
          },
          skipRule: (rule, { request }) =>
            leavesOut.includes(rule) && request !== undefined && again.has(request),
        };
      },
    };
  });
}

/** What two requests have in common that are for the same. */
function subjectOf(
  request: NonNullable<RequestContext["request"]>,
  { operation }: RequestContext,
  wanted: string,
): string | undefined {
  if (operation.id !== wanted) return undefined;
  const { userId, nrNumber, loginId } = request;
  return stringifyJson({ userId: userId ?? null, nrNumber: nrNumber ?? null, loginId: loginId ?? null });
}
