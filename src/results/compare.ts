import type { CaseResult, Observed, Outcome } from "./case-result.ts";
import type { Cause } from "./cause.ts";
import { type ComparedContracts, compareContracts } from "./compare-contracts.ts";
import { type ComparedTimes, compareTimes } from "./compare-times.ts";
import { exchangeFacts } from "./kept-elsewhere.ts";
import type { Report, Verdict } from "./model.ts";
import { isExercised } from "./verdict.ts";

/** What one of two compared runs was. */
export interface ComparedRun {
  readonly environment: string;
  readonly baseUrl: string;
  readonly startedAt: string;
  readonly suite: string;
  readonly contractDigest: string;
  readonly verdict: Verdict;
  readonly cases: number;
  /** Sum over the exchanges of the cases that both runs exercised, in milliseconds. */
  readonly exchangesMs: number;
}

export interface OutcomeChange {
  readonly id: string;
  readonly before: Outcome;
  readonly after: Outcome;
  /** What the run afterwards says of the case: its violations by rule and place, or why it was not exercised. */
  readonly why: string;
}

export interface ComparedCause {
  readonly id: string;
  readonly title: string;
  readonly effect: Cause["effect"];
  readonly cases: number;
}

/** What changed between two runs. Cases are in the order of the run in which they stand. */
export interface Comparison {
  readonly before: ComparedRun;
  readonly after: ComparedRun;
  /** Causes of the server's, by their ids; `stayed` counts those of both runs. */
  readonly causes: {
    readonly appeared: readonly ComparedCause[];
    readonly went: readonly ComparedCause[];
    readonly stayed: number;
  };
  readonly newlyFailing: readonly OutcomeChange[];
  readonly newlyPassing: readonly OutcomeChange[];
  readonly otherOutcome: readonly OutcomeChange[];
  /** Cases that failed or warned both times, yet for another reason: rules by place. */
  readonly otherViolations: readonly {
    readonly id: string;
    readonly appeared: readonly string[];
    readonly vanished: readonly string[];
  }[];
  readonly changedObservations: readonly {
    readonly id: string;
    readonly before: Observed;
    readonly after: Observed;
  }[];
  readonly readings: readonly {
    readonly id: string;
    readonly question: string;
    readonly before: readonly string[];
    readonly after: readonly string[];
  }[];
  readonly added: readonly { readonly id: string; readonly outcome: Outcome }[];
  readonly gone: readonly { readonly id: string; readonly outcome: Outcome }[];
  readonly contract: ComparedContracts;
  /** Cases whose exchanges took at least twice as long, and 50 ms longer; the slowest first. */
  readonly slower: readonly { readonly id: string; readonly beforeMs: number; readonly afterMs: number }[];
  /** Operations that answer slower or faster, beyond what chance explains. */
  readonly responseTimes: ComparedTimes;
  /** What got worse, one line each; none: nothing did. Another time, reading or observation is not worse by itself. */
  readonly worse: readonly string[];
}

const RANK: Readonly<Record<Outcome, number>> = {
  passed: 0,
  warned: 1,
  "not-exercised": 2,
  errored: 3,
  failed: 4,
};
const VERDICT_RANK: Readonly<Record<Verdict, number>> = { conformant: 0, incomplete: 1, "non-conformant": 2 };
const SLOWER_TIMES = 2;
const SLOWER_BY_MS = 50;

interface Pair {
  readonly id: string;
  readonly before: CaseResult;
  readonly after: CaseResult;
}

/** What changed from one run to another. */
export function compareRuns(before: Report, after: Report): Comparison {
  const earlier = new Map(before.cases.map((result) => [result.id, result]));
  const later = new Set(after.cases.map(({ id }) => id));
  const pairs = after.cases.flatMap((result): Pair[] => {
    const first = earlier.get(result.id);
    return first ? [{ id: result.id, before: first, after: result }] : [];
  });
  const changes = pairs.filter((pair) => pair.before.outcome !== pair.after.outcome).map(outcomeChange);
  const both = pairs.filter((pair) => isExercised(pair.before) && isExercised(pair.after));
  const found = {
    before: comparedRun(
      before,
      both.map((pair) => pair.before),
    ),
    after: comparedRun(
      after,
      both.map((pair) => pair.after),
    ),
    causes: compareCauses(before, after),
    newlyFailing: changes.filter((change) => change.after === "failed"),
    newlyPassing: changes.filter((change) => change.after === "passed"),
    otherOutcome: changes.filter((change) => change.after !== "failed" && change.after !== "passed"),
    otherViolations: both
      .filter((pair) => pair.before.outcome === pair.after.outcome)
      .flatMap(otherViolations),
    changedObservations: both.filter(isSeenOtherwise).map((pair) => ({
      id: pair.id,
      before: pair.before.observed,
      after: pair.after.observed,
    })),
    readings: changedReadings(before, after),
    added: after.cases.filter(({ id }) => !earlier.has(id)).map(named),
    gone: before.cases.filter(({ id }) => !later.has(id)).map(named),
    contract: compareContracts(before, after),
    slower: both.flatMap(slower).sort((a, b) => b.afterMs - b.beforeMs - (a.afterMs - a.beforeMs)),
    responseTimes: compareTimes(
      both.map((pair) => pair.before),
      both.map((pair) => pair.after),
    ),
  };
  return { ...found, worse: whatIsWorse(found) };
}

function compareCauses(before: Report, after: Report): Comparison["causes"] {
  const ofServer = ({ causes }: Report) => causes.filter(({ effect }) => effect !== "no-evidence");
  const [first, second] = [ofServer(before), ofServer(after)];
  const [known, present] = [first, second].map((causes) => new Set(causes.map(({ id }) => id)));
  const told = ({ id, title, effect, cases }: Cause): ComparedCause => ({
    id,
    title,
    effect,
    cases: cases.length,
  });
  return {
    appeared: second.filter(({ id }) => !known?.has(id)).map(told),
    went: first.filter(({ id }) => !present?.has(id)).map(told),
    stayed: second.filter(({ id }) => known?.has(id)).length,
  };
}

function named({ id, outcome }: CaseResult): { id: string; outcome: Outcome } {
  return { id, outcome };
}

function comparedRun(report: Report, common: readonly CaseResult[]): ComparedRun {
  const { target, startedAt, suite, verdict, cases } = report;
  const exchangesMs = common.reduce((sum, result) => sum + exchangeTime(result), 0);
  const { environment, baseUrl } = target;
  const { version, contractDigest } = suite;
  return {
    environment,
    baseUrl,
    startedAt,
    suite: version,
    contractDigest,
    verdict,
    cases: cases.length,
    exchangesMs,
  };
}

function outcomeChange({ id, before, after }: Pair): OutcomeChange {
  const why = violationsOf(after).join(", ") || (after.reason ?? "");
  return { id, before: before.outcome, after: after.outcome, why };
}

/** What is only observed is not judged, so it is no violation that appears. */
function violationsOf({ violations }: CaseResult): string[] {
  const judged = violations.filter(({ level }) => level !== "observed");
  return [...new Set(judged.map(({ rule, where }) => `${rule} at ${where}`))];
}

function otherViolations({ id, before, after }: Pair): Comparison["otherViolations"] {
  const [first, second] = [violationsOf(before), violationsOf(after)];
  const appeared = second.filter((violation) => !first.includes(violation));
  const vanished = first.filter((violation) => !second.includes(violation));
  return appeared.length + vanished.length === 0 ? [] : [{ id, appeared, vanished }];
}

function isSeenOtherwise({ before: { observed: before }, after: { observed: after } }: Pair): boolean {
  return before.status !== after.status || before.code !== after.code || before.message !== after.message;
}

function changedReadings(before: Report, after: Report): Comparison["readings"] {
  const seen = ({ readings }: Report, id: string) =>
    readings.filter((entry) => entry.id === id && entry.observed !== "").map(({ observed }) => observed);
  const questions = new Map(
    [...before.readings, ...after.readings].map(({ id, question }) => [id, question]),
  );
  return [...questions].flatMap(([id, question]) => {
    const [first, second] = [seen(before, id).sort(), seen(after, id).sort()];
    const isSame =
      first.length === second.length && first.every((observed, index) => observed === second[index]);
    return isSame ? [] : [{ id, question, before: first, after: second }];
  });
}

function slower({ id, before, after }: Pair): Comparison["slower"] {
  const [beforeMs, afterMs] = [exchangeTime(before), exchangeTime(after)];
  const isSlower = afterMs >= beforeMs * SLOWER_TIMES && afterMs - beforeMs >= SLOWER_BY_MS;
  return isSlower ? [{ id, beforeMs, afterMs }] : [];
}

function exchangeTime(result: CaseResult): number {
  return exchangeFacts(result).reduce((sum, { durationMs }) => sum + durationMs, 0);
}

function whatIsWorse(found: Omit<Comparison, "worse">): string[] {
  const { before, after, newlyFailing, newlyPassing, otherOutcome, otherViolations: others, added } = found;
  const fell = [...newlyFailing, ...newlyPassing, ...otherOutcome].filter(
    (change) => RANK[change.after] > RANK[change.before],
  );
  const isVerdictWorse = VERDICT_RANK[after.verdict] > VERDICT_RANK[before.verdict];
  return [
    ...(isVerdictWorse ? [`The verdict was ${before.verdict} and is ${after.verdict}.`] : []),
    ...fell.map(({ id, before: was, after: is }) => `${id} ${was} and now ${is}.`),
    ...others
      .filter(({ appeared }) => appeared.length > 0)
      .map(({ id }) => `${id} has violations that it had not.`),
    ...added.filter(({ outcome }) => outcome === "failed").map(({ id }) => `${id} is new and failed.`),
  ];
}
