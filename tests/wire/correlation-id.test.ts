import { describe, expect, it } from "vitest";
import { isCorrelationId, makeCorrelationId } from "../../src/wire/correlation-id.ts";
import {
  isExistingTime,
  isZoneName,
  momentOf,
  tokenTime,
  tranTime,
  writtenTime,
} from "../../src/wire/time.ts";
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
    ["2028-02-29", "yyyy-MM-dd", true],
    ["2027-02-29", "yyyy-MM-dd", false],
    ["2028/02/29", "yyyy-MM-dd", false],
    ["2028-02-29T23:59:59.999", "yyyy-MM-dd'T'HH:mm:ss.SSS", true],
    ["2028-02-29 23:59:59.999", "yyyy-MM-dd'T'HH:mm:ss.SSS", false],
    ["23:59", "HH:mm", true],
    ["23:60", "HH:mm", false],
  ])("%s by %s exists: %s", (digits, form, exists) => expect(isExistingTime(digits, form)).toBe(exists));

  it("are moments of their zone, two digits of a year of this century or the last", () => {
    const at = (text: string, form: string) => momentOf(text, form, "KST")?.toISOString();
    expect(at("20270101000000", "yyyyMMddHHmmss")).toBe("2026-12-31T15:00:00.000Z");
    expect([at("600101", "yyMMdd"), at("610101", "yyMMdd")]).toEqual([
      "2059-12-31T15:00:00.000Z",
      "1960-12-31T15:00:00.000Z",
    ]);
    expect(at("00000101", "yyyyMMdd")).toBe("-000001-12-31T15:00:00.000Z");
    expect(at("20270230", "yyyyMMdd")).toBeUndefined();
  });

  it("are written in any form", () => {
    const written = (form: string) => writtenTime(NEW_YEAR_IN_SEOUL, form, "KST");
    expect(written("yyyy-MM-dd'T'HH:mm:ss.SSS")).toBe("2027-01-01T00:00:00.007");
    expect([written("MMyy"), writtenTime(NEW_YEAR_IN_SEOUL, "MMyy")]).toEqual(["0127", "1226"]);
  });

  it("are of the zones known here", () => {
    expect(["UTC", "KST", "JST", "toString", ""].map(isZoneName)).toEqual([true, true, false, false, false]);
  });
});
