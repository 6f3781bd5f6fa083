import { en, Faker } from "@faker-js/faker";
import { describe, expect, it } from "vitest";
import type { CaseResult } from "../../src/results/case-result.ts";
import { compareTimes } from "../../src/results/compare-times.ts";
import { madeUpExchange, madeUpResult } from "./made-up.ts";

/** One case that was answered in each of these times. */
function answeredIn(times: readonly number[], operation = "membership-cancellation"): CaseResult[] {
  return times.map((ms, index) =>
    madeUpResult({
      id: `${operation}/${index}`,
      operation,
      exchanges: [madeUpExchange({ steps: [{ name: "send", startedAt: 0, endedAt: ms, ok: true }] })],
    }),
  );
}

/** Times as of a server: a median, and a long tail above it. */
function drawn(faker: Faker, median: number, count = 60): number[] {
  return Array.from({ length: count }, () =>
    Math.round(
      median *
        Math.exp(0.35 * (faker.number.float() + faker.number.float() + faker.number.float() - 1.5) * 2),
    ),
  );
}

describe("compared response times", () => {
  const seeded = (seed: number) => new Faker({ locale: en, seed });

  it("change where an operation answers slower by far, or faster", () => {
    const faker = seeded(1);
    const [slow, fast] = [answeredIn(drawn(faker, 80)), answeredIn(drawn(faker, 40))];
    const slower = compareTimes(fast, slow);
    expect(slower.tested).toBe(1);
    expect(slower.changed).toMatchObject([{ change: "slower", operation: "membership-cancellation" }]);
    expect(slower.changed[0]?.slowerInPairs).toBeGreaterThan(0.8);
    expect(compareTimes(slow, fast).changed).toMatchObject([{ change: "faster" }]);
  });

  it("do not change by chance: of 105 comparisons of 20 operations with themselves at most a few do", () => {
    const faker = seeded(2);
    const runs = Array.from({ length: 15 }, () =>
      Array.from({ length: 20 }, (_, index) =>
        answeredIn(drawn(faker, 100, 30), `operation-${index}`),
      ).flat(),
    );
    const alarms = runs.flatMap((one, index) =>
      runs.slice(index + 1).map((other) => compareTimes(one, other).changed.length),
    );
    expect(alarms).toHaveLength(105);
    expect(alarms.filter((count) => count > 0).length).toBeLessThanOrEqual(3);
  });

  it("do not change for one answer that was late, nor where the difference is sure and does not matter", () => {
    const steady = Array.from({ length: 40 }, () => 20);
    expect(compareTimes(answeredIn(steady), answeredIn([...steady.slice(1), 9000])).changed).toEqual([]);
    const all = steady.map(() => 24);
    expect(compareTimes(answeredIn(steady), answeredIn(all)).changed).toEqual([]);
    expect(compareTimes(answeredIn(steady), answeredIn(steady.map(() => 26))).changed).toHaveLength(1);
  });

  it("are not tested with few answers", () => {
    const nine = Array.from({ length: 9 }, () => 20);
    const slow = nine.map(() => 2000);
    expect(compareTimes(answeredIn(nine), answeredIn(slow))).toMatchObject({ tested: 0, changed: [] });
    expect(compareTimes(answeredIn([...nine, 20]), answeredIn([...slow, 2000]))).toMatchObject({ tested: 1 });
    expect(compareTimes(answeredIn([...nine, 20]), answeredIn([...slow, 2000])).changed).toHaveLength(1);
    expect(compareTimes([], [])).toMatchObject({ tested: 0, changed: [] });
  });
});
