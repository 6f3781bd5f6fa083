import { describe, expect, it } from "vitest";
import { caseFilter, splitCasePatterns } from "../../src/environment/case-filter.ts";
import { editDistance, nearest } from "../../src/exact/nearest.ts";

describe("a case filter", () => {
  it("splits at commas outside braces", () => {
    expect(splitCasePatterns("a/b, c/{d,e} ,,f/*")).toEqual(["a/b", "c/{d,e}", "f/*"]);
  });

  it.each([
    [[], "a/b", true],
    [["a/b"], "a/b", true],
    [["a/b"], "a/bc", false],
    [["a/*"], "a/b", true],
    [["a/*"], "b/a", false],
    [["a/*"], "a/b/c", false],
    [["a/**"], "a/b/c", true],
    [["x/y", "a/{b,c}"], "a/c", true],
    [["a/b(c)"], "a/b(c)", true],
  ])("%j takes %s: %s", (patterns, caseId, taken) => {
    expect(caseFilter(patterns)(caseId)).toBe(taken);
  });
});

describe("the nearest word", () => {
  it.each([
    ["", "", 0],
    ["abc", "abc", 0],
    ["abc", "ab", 1],
    ["abc", "acb", 1],
    ["kitten", "sitting", 3],
  ])("is told by its edits: %s to %s takes %d", (from, to, distance) => {
    expect(editDistance(from, to)).toBe(distance);
  });

  it("is none where nothing is near", () => {
    expect(nearest("userid", ["loginId", "userId"])).toBe("userId");
    expect(nearest("zzzz", ["loginId", "userId"])).toBeUndefined();
  });
});
