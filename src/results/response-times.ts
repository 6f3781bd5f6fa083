import type { CaseResult } from "./case-result.ts";
import { exchangeFacts } from "./kept-elsewhere.ts";
import type { OperationTimes } from "./model.ts";

/** Every answer's time in ascending order, by operation. Journeys are left out: their requests go to several operations. */
export function timesByOperation(cases: readonly CaseResult[]): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const result of cases) {
    if (result.kind === "journey") continue;
    const times = exchangeFacts(result).flatMap(({ answeredMs }) => answeredMs ?? []);
    if (times.length > 0) found.set(result.operation, [...(found.get(result.operation) ?? []), ...times]);
  }
  for (const times of found.values()) times.sort((a, b) => a - b);
  return found;
}

/** The distribution of the response times of each operation that answered, in the order of the cases. */
export function measureResponseTimes(cases: readonly CaseResult[]): OperationTimes[] {
  return [...timesByOperation(cases)].map(([operation, times]) => ({
    operation,
    count: times.length,
    p50: percentile(times, 50),
    p90: percentile(times, 90),
    p95: percentile(times, 95),
    p99: percentile(times, 99),
    max: times.at(-1) ?? 0,
  }));
}

/**
 * The time within which so many per cent of the answers came (nearest rank: a time that was measured).
 *
 * @param times in ascending order
 */
export function percentile(times: readonly number[], percent: number): number {
  return times[Math.max(0, Math.ceil((times.length * percent) / 100) - 1)] ?? 0;
}
