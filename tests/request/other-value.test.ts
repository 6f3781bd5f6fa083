import { describe, expect, it } from "vitest";
import { exactNumber } from "../../src/exact/json.ts";
import { otherValue } from "../../src/request/other-value.ts";

describe("another value", () => {
  it.each([
    ["3108", "end", "3107"],
    ["3101", "end", "3102"],
    ["3100", "end", "3101"],
    ["211", "end", "210"],
    ["5", "end", "4"],
    ["card-x", "end", "card-y"],
    ["3108", "start", "4108"],
    ["9491339401251011", "start", "8491339401251011"],
    ["0831", "start", "1831"],
    ["xy", "start", "yy"],
    ["가나", "start", "x나"],
    ["𠮷野", "start", "x野"],
  ] as const)("than %s at its %s is %s", (value, at, other) => {
    expect(otherValue(value, at)).toBe(other);
  });

  it("than a number is the next one, with all of its digits", () => {
    expect(otherValue(exactNumber("9007199254740993"), "end")).toEqual(exactNumber("9007199254740994"));
  });

  it("than what has no digits and no letters is null", () => {
    expect(otherValue(true, "end")).toBeNull();
    expect(otherValue(undefined, "start")).toBeNull();
  });
});
