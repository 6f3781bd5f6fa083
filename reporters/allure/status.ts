import { Status } from "allure-js-commons";
import type { Strictness } from "../../src/contract/expectation.ts";
import type { CaseResult, Outcome, Violation } from "../../src/results/case-result.ts";
import type { Cause } from "../../src/results/cause.ts";
import { shown } from "../../src/results/inert-text.ts";
import type { Invocation, RuleText } from "../../src/results/model.ts";
import { isFailing } from "../../src/results/outcome.ts";
import { renderViolation } from "../../src/results/violation-text.ts";
import { causeTitle } from "../cause-text.ts";

/** What a run says of one of its cases. */
export interface CaseOfRun {
  readonly result: CaseResult;
  /** The causes that the case shows, the heaviest first. */
  readonly causes: readonly Cause[];
  readonly strict: Strictness;
  readonly seed: string;
  readonly invocation?: Invocation | undefined;
  readonly rules: readonly RuleText[];
  /** Whether what travelled is to be attached. */
  readonly attached: boolean;
  /** Whether its steps are to be told. */
  readonly stepped: boolean;
}

const STATUSES: Readonly<Record<Outcome, Status>> = {
  passed: Status.PASSED,
  warned: Status.PASSED,
  failed: Status.FAILED,
  errored: Status.BROKEN,
  "not-exercised": Status.SKIPPED,
};

const TRACE_LIMIT = 20_000;

/**
 * The status of a result. Allure has no amber but `broken`: a violation of the family security that somebody lets warn is
 * shown so, lest a server that lets strangers in have a ring of 100 %; its category says what it is. Other warnings pass.
 */
export function statusOf({ outcome, violations }: CaseResult): Status {
  const isTolerated = violations.some(
    ({ level, family, deviation }) =>
      level !== "observed" && family === "security" && deviation === undefined,
  );
  return outcome === "warned" && isTolerated ? Status.BROKEN : STATUSES[outcome];
}

/**
 * What Allure shows first of a result and groups its categories by: the title and id of the heaviest cause, the same
 * words for every case that shows it. What is the case's own stands in the trace.
 */
export function statusDetailsOf({ result, causes, seed, invocation, rules }: CaseOfRun): {
  message?: string;
  trace?: string;
} {
  if (result.outcome === "passed") return {};
  const [cause] = causes;
  const told = cause ? `${causeTitle(cause)} [${cause.id}]` : shown(result.reason ?? "no reason was given");
  const message = result.outcome === "warned" ? `WARNED: ${told}` : told;
  const judged = result.violations.filter(({ level }) => level !== "observed");
  const reason = result.reason === undefined ? [] : [shown(result.reason, 1000)];
  const parts = [
    ...reason,
    ...judged.map((violation) => renderViolation(violation, result, { seed, invocation, rules })),
  ];
  return { message, trace: parts.join("\n\n").slice(0, TRACE_LIMIT) };
}

/** A violation as the status of a step: red where it fails the run, amber where it warns. */
export function violationStatus(violation: Violation, strict: Strictness): Status {
  if (violation.level === "observed") return Status.PASSED;
  const isTolerated = violation.deviation !== undefined || !isFailing(violation, strict);
  return isTolerated ? Status.BROKEN : Status.FAILED;
}

/** The status of a step that has steps: that of the worst of them. */
export function worst(statuses: readonly Status[]): Status {
  if (statuses.includes(Status.FAILED)) return Status.FAILED;
  return statuses.includes(Status.BROKEN) ? Status.BROKEN : Status.PASSED;
}
