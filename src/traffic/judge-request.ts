import { isNotRun, type NotRun } from "../checks/model.ts";
import { requestMethod } from "../checks/request/method.ts";
import type {
  ReceivedRequest,
  RequestFinding,
  RequestOutcome,
  RequestRule,
} from "../checks/request/model.ts";
import { REQUEST_RULES } from "../checks/request/rules.ts";
import { weaker } from "../checks/rules.ts";
import type { Masking } from "../masking/masking.ts";
import type { RuleRecord, Violation } from "../results/case-result.ts";
import { maskViolation } from "../run/evidence.ts";
import type { Rightness } from "./expectation.ts";

/** What a request came to. */
export interface JudgedClient extends Rightness {
  /** Masked. */
  readonly violations: readonly Violation[];
  readonly rules: readonly RuleRecord[];
}

/** Rules about what is asked, in body and address; the others are about what stands around it. */
const OF_BODY = ["request-json", "request-body", "request-address", "request-unique"];

/** Holds a request against everything that the pages state of it. */
export function judgeRequest(request: ReceivedRequest, masking: Masking): JudgedClient {
  const outcomes = rulesFor(request).map((rule) => ({ rule, outcome: runRule(rule, request) }));
  const found = outcomes.flatMap(({ rule, outcome }) =>
    isNotRun(outcome) ? [] : outcome.map((finding) => ({ rule, finding })),
  );
  const refusing = found.filter(({ finding }) => finding.refusal);
  const refusal = refusing
    .flatMap(({ finding }) => finding.refusal ?? [])
    .reduce<Rightness["refusal"]>(
      (before, next) =>
        before
          ? {
              level: weaker(before.level, next.level) === before.level ? next.level : before.level,
              ...((before.family ?? next.family) && { family: "security" }),
            }
          : next,
      undefined,
    );
  return {
    violations: found.map(({ rule, finding }) => maskViolation(toViolation(rule, finding), masking)),
    rules: outcomes.map(({ rule, outcome }) => recordOf(rule, outcome)),
    isRight:
      found.every(({ finding }) => finding.level === "observed") &&
      outcomes.every(({ outcome }) => !isNotRun(outcome) || outcome.state === "not-applicable"),
    isTampered: refusing.some(({ rule }) => !OF_BODY.includes(rule.id)),
    ...(refusal && { refusal }),
  };
}

/** With another method a request is none of the page's, and nothing else of the page is about it. */
function rulesFor({ method, operation }: ReceivedRequest): readonly RequestRule[] {
  return method === operation.method ? REQUEST_RULES : [requestMethod];
}

function runRule(rule: RequestRule, request: ReceivedRequest): RequestOutcome {
  try {
    return rule.check(request);
  } catch (error) {
    // The message may quote the request, and nothing unmasked goes into a result.
    const reason = `it broke with ${error instanceof Error ? error.name : typeof error}`;
    return { state: "could-not-run", reason } satisfies NotRun;
  }
}

function recordOf({ id }: RequestRule, outcome: RequestOutcome): RuleRecord {
  if (isNotRun(outcome)) return { rule: id, ...outcome };
  return { rule: id, state: outcome.length === 0 ? "held" : "violated" };
}

function toViolation({ id }: RequestRule, finding: RequestFinding): Violation {
  const { refusal: _refusal, follows: _follows, atMost: _atMost, ...found } = finding;
  const { where, documented, actual } = found;
  const message = `In the request, at ${where}: expected ${documented}, came ${actual}.`;
  return { rule: id, side: "client", ...found, message };
}
