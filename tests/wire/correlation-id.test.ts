import { describe, expect, it } from "vitest";
import { isCorrelationId, makeCorrelationId } from "../../src/wire/correlation-id.ts";
import { isExistingTime, isZoneName, tokenTime, tranTime } from "../../src/wire/time.ts";
import { VECTORS } from "../vectors/vectors.ts";

const NEW_YEAR_IN_SEOUL = new Date("2026-12-31T15:00:00.007Z");

describe("the correlation id", () => {
  it.each(VECTORS.correlationId.valid)("%s is one", (text) => expect(isCorrelationId(text)).toBe(true));
  it.each(VECTORS.correlationId.invalid)("'%s' is none", (text) => expect(isCorrelationId(text)).toBe(false));

  it("is made of the time in the zone and seven hex digits", () => {
    expect(makeCorrelationId(NEW_YEAR_IN_SEOUL, "KST")).toMatch(/^270101000000-[0-9a-f]{7}$/);
    expect(makeCorrelationId(NEW_YEAR_IN_SEOUL, "UTC")).toMatch(/^261231150000-[0-9a-f]{7}$/);
    expect(isCorrelationId(makeCorrelationId(new Date(), "KST"))).toBe(true);
  });

  it("differs among requests of one second", () => {
    const ids = Array.from({ length: 50 }, () => makeCorrelationId(NEW_YEAR_IN_SEOUL, "KST"));
    expect(new Set(ids).size).toBe(50);
  });

  it("is another text in capitals", () => {
    const ids = Array.from({ length: 50 }, () => makeCorrelationId(NEW_YEAR_IN_SEOUL, "KST"));
    expect(ids.filter((id) => id === id.toUpperCase())).toEqual([]);
  });
});

describe("times", () => {
  it("have 14 and 17 digits in the zone", () => {
    expect(tranTime(NEW_YEAR_IN_SEOUL, "KST")).toBe("20270101000000");
    expect(tranTime(NEW_YEAR_IN_SEOUL, "UTC")).toBe("20261231150000");
    expect(tokenTime(NEW_YEAR_IN_SEOUL, "KST")).toBe("20270101000000007");
  });

  it.each([
    ["20280229", "yyyyMMdd", true],
    ["20270229", "yyyyMMdd", false],
    ["2027022", "yyyyMMdd", false],
    ["20270401240000", "yyyyMMddHHmmss", false],
    ["20270431000000", "yyyyMMddHHmmss", false],
    ["20270430235959", "yyyyMMddHHmmss", true],
    ["3108", "yyMM", true],
    ["3113", "yyMM", false],
    ["３１０８", "yyMM", false],
    ["-108", "yyMM", false],
  ])("%s by %s exists: %s", (digits, form, exists) => expect(isExistingTime(digits, form)).toBe(exists));

  it("are of the zones known here", () => {
    expect(["UTC", "KST", "JST", "toString", ""].map(isZoneName)).toEqual([true, true, false, false, false]);
  });
});
