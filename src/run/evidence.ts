import type { Case } from "../cases/model.ts";
import type { JudgedExchange, Rule } from "../checks/model.ts";
import { observeReadings, type ReadingObservation } from "../checks/observed-readings.ts";
import type { Strictness } from "../contract/expectation.ts";
import type { JsonObject } from "../exact/json.ts";
import type { Masking } from "../masking/masking.ts";
import type { Observed, Violation } from "../results/case-result.ts";
import type { HeaderLine } from "../wire/transport.ts";
import type { Found } from "./empty-result.ts";
import { judge, outcomeOf } from "./judge.ts";
import { reachedClauses } from "./reached-clauses.ts";
import { responsePointsReached } from "./response-coverage.ts";

/** What stands in place of a value that is not there (`shownValue`). */
const ABSENT = "absent";

/** What of a case decides how its answer is judged. */
export type Judging = Pick<
  Case,
  "name" | "kind" | "level" | "family" | "expected" | "clauses" | "points" | "probe"
>;

/** What was sent, for the clauses that it reached. */
interface Sent {
  readonly body: JsonObject;
  readonly headers: readonly HeaderLine[];
}

/** What an answer comes to when it is held against every rule; all text is masked. */
export type AnswerEvidence = Pick<
  Found,
  "outcome" | "reason" | "fault" | "violations" | "rules" | "clauses" | "points" | "readings" | "observed"
>;

/** Holds an answer against every rule, and gives what is to be kept of it. */
export function evidenceOf(
  row: Judging,
  judged: JudgedExchange,
  sent: Sent,
  { masking, strict }: { readonly masking: Masking; readonly strict: Strictness },
  rules?: readonly Rule[],
): AnswerEvidence {
  const judgement = judge(row, judged, rules);
  const outcome = outcomeOf(judgement, strict, row.kind);
  return {
    observed: observedIn(judged, masking),
    ...outcome,
    ...(outcome.outcome === "errored" && { fault: "could-not-run" }),
    violations: judgement.violations.map((violation) => maskViolation(violation, masking)),
    rules: judgement.rules,
    clauses: reachedClauses(row, sent.body, sent, judged),
    points: [...(row.points ?? []), ...responsePointsReached(judged)],
    readings: [...observeReadings(judged, row.name), ...probed(row, judged), ...judgement.readings].map(
      ({ id, observed }) => ({ id, observed: masking.bodyText(observed) }),
    ),
  };
}

export function observedIn({ response, envelope }: JudgedExchange, masking: Masking): Observed {
  const text = (value: unknown): string | null =>
    typeof value === "string" ? masking.bodyText(value).slice(0, 1000) : null;
  return { status: response.status, code: text(envelope.code), message: text(envelope.message) };
}

/** What a probe shows: the server got past what is probed, or it did not. */
function probed({ probe }: Judging, { envelope }: JudgedExchange): ReadingObservation[] {
  if (!probe || typeof envelope.code !== "string") return [];
  const isAccepted = probe.acceptedCodes.includes(envelope.code);
  return [{ id: probe.reading, observed: isAccepted ? probe.accepted : probe.refused }];
}

export function maskViolation(violation: Violation, masking: Masking): Violation {
  const { where, actual } = violation;
  // Of a secret that is not there nothing has to be hidden.
  const hidden = actual === ABSENT ? actual : masking.actual(where, actual);
  return {
    ...violation,
    where: masking.text(where),
    actual: hidden,
    documented: masking.text(violation.documented),
    message: masking.message(violation.message, actual, hidden),
  };
}
