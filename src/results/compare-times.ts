import { probit, wilcoxonRankSum } from "simple-statistics";
import type { CaseResult } from "./case-result.ts";
import { percentile, timesByOperation } from "./response-times.ts";

/** Of one operation, how long answers took before and after, over the cases that both runs exercised. */
export interface TimeChange {
  readonly operation: string;
  readonly change: "slower" | "faster";
  readonly before: { readonly count: number; readonly p50: number; readonly p95: number };
  readonly after: { readonly count: number; readonly p50: number; readonly p95: number };
  /** In what part of all pairs of an answer before and one after the later answer took longer, from 0 to 1; ties are halves. */
  readonly slowerInPairs: number;
}

export interface ComparedTimes {
  /** What counts as a change, in one sentence. */
  readonly test: string;
  /** Operations with enough answers in both runs to be tested. */
  readonly tested: number;
  /** Those whose times changed, the greatest change first. */
  readonly changed: readonly TimeChange[];
}

/** Chance of a single false alarm over all operations of a comparison. */
const ALPHA = 0.01;
/** Below this the normal approximation of U does not hold. */
const FEWEST_ANSWERS = 10;
/** A difference that is sure can still be too small to matter. */
const LEAST_PART = 0.1;
const LEAST_MS = 5;

const TIME_TEST = `Mann-Whitney U test of the response times of the cases that both runs exercised, at least ${FEWEST_ANSWERS} answers each, two-sided, p < ${ALPHA} over all operations together (Bonferroni), and a median that moved by at least ${LEAST_PART * 100} % and ${LEAST_MS} ms`;

/** Which operations answer slower or faster than before, beyond what chance explains. */
export function compareTimes(before: readonly CaseResult[], after: readonly CaseResult[]): ComparedTimes {
  const earlier = timesByOperation(before);
  const testable = [...timesByOperation(after)].flatMap(([operation, later]) => {
    const first = earlier.get(operation) ?? [];
    return Math.min(first.length, later.length) >= FEWEST_ANSWERS ? [{ operation, first, later }] : [];
  });
  const limit = probit(1 - ALPHA / (2 * Math.max(1, testable.length)));
  const changed = testable.flatMap(({ operation, first, later }): TimeChange[] => {
    const [was, is] = [spreadOf(first), spreadOf(later)];
    const moved = is.p50 - was.p50;
    const { z, slowerInPairs } = rankTest(first, later);
    const isChange =
      Math.abs(z) > limit && Math.abs(moved) >= LEAST_MS && Math.abs(moved) >= LEAST_PART * was.p50;
    if (!isChange) return [];
    return [{ operation, change: moved > 0 ? "slower" : "faster", before: was, after: is, slowerInPairs }];
  });
  const size = ({ before: was, after: is }: TimeChange): number => Math.abs(is.p50 - was.p50);
  return {
    test: TIME_TEST,
    tested: testable.length,
    changed: changed.sort((a, b) => size(b) - size(a)),
  };
}

function spreadOf(times: readonly number[]): TimeChange["before"] {
  return { count: times.length, p50: percentile(times, 50), p95: percentile(times, 95) };
}

/**
 * The Mann-Whitney statistic in its normal approximation. The variance is that without ties, which is never too small:
 * equal times make the test more careful.
 */
function rankTest(
  first: readonly number[],
  later: readonly number[],
): { readonly z: number; readonly slowerInPairs: number } {
  const [n, m] = [first.length, later.length];
  const u = wilcoxonRankSum([...later], [...first]) - (m * (m + 1)) / 2;
  const deviation = Math.sqrt((n * m * (n + m + 1)) / 12);
  return { z: (u - (n * m) / 2) / deviation, slowerInPairs: u / (n * m) };
}
