import { describe, expect, it } from "vitest";
import { perCase, ratios, shownSpread, spreadOf } from "../../bench/figures.ts";

describe("a spread", () => {
  it.each([
    [[3], { median: 3, least: 3, most: 3, rounds: 1 }],
    [[5, 1, 2], { median: 2, least: 1, most: 5, rounds: 3 }],
    [[4, 1, 2, 10], { median: 3, least: 1, most: 10, rounds: 4 }],
  ])("of %j is its median and its range", (values, spread) => {
    expect(spreadOf(values)).toEqual(spread);
  });

  it("of nothing, or of what is no number, is refused", () => {
    expect(() => spreadOf([])).toThrow(/at least one/);
    expect(() => spreadOf([1, Number.NaN])).toThrow(/not all numbers/);
    expect(() => spreadOf([Number.POSITIVE_INFINITY])).toThrow(/not all numbers/);
  });

  it("leaves its values as they were", () => {
    const values = [3, 1, 2];
    spreadOf(values);
    expect(values).toEqual([3, 1, 2]);
  });

  it("is shown with its range, and without one where there was one round", () => {
    expect(shownSpread(spreadOf([1, 2, 4]), 1)).toBe("2.0 (1.0 to 4.0)");
    expect(shownSpread(spreadOf([2.345]), 2)).toBe("2.35");
  });
});

describe("ratios", () => {
  it("are taken round by round, so that a slow round weighs on both sides", () => {
    expect(ratios([2, 20], [1, 10])).toEqual([2, 2]);
  });

  it("of other rounds, or to nothing, are refused", () => {
    expect(() => ratios([1], [1, 2])).toThrow(/1 rounds cannot be held against 2/);
    expect(() => ratios([1], [0])).toThrow(/a ratio to 0 says nothing/);
    expect(() => ratios([1], [-1])).toThrow(/a ratio to -1/);
    expect(() => ratios([1], [Number.NaN])).toThrow(/a ratio to NaN/);
  });
});

describe("the cost of one more case", () => {
  const few = { cases: 36, seconds: [1, 2] };

  it("is what more cases take more, by their number", () => {
    expect(perCase(few, { cases: 136, seconds: [2, 4] })).toEqual([0.01, 0.02]);
  });

  it("takes the rounds that both have, and shows where noise is larger than the cost", () => {
    expect(perCase(few, { cases: 136, seconds: [0.5] })).toEqual([-0.005]);
  });

  it("of fewer cases, or of as many, is refused", () => {
    expect(() => perCase(few, { cases: 36, seconds: [1] })).toThrow(/36 cases are not more than 36/);
  });
});
