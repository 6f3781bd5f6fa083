import { describe, expect, it } from "vitest";
import { parseData } from "../../src/exact/data-file.ts";
import { isExactNumber, parseJson, stringifyJson } from "../../src/exact/json.ts";
import {
  compareNumbers,
  isIntegerText,
  isNumberText,
  numberText,
  subtractNumbers,
} from "../../src/exact/number.ts";
import { compileSchema } from "../../src/exact/schema.ts";
import { VECTORS } from "../vectors/vectors.ts";

const { validUserId, invalidUserId } = VECTORS.exactNumbers;
/** The vectors list 1e3 as invalid because no page shows an exponent; by JSON Schema it is the integer 1000. */
const EXPONENT = "1e3";
const userId = compileSchema(parseJson('{"type":"integer","minimum":1,"maximum":9999999999999999999}'));

describe("the vectors' user ids", () => {
  it.each(validUserId)("%s is within the range", (text) => expect(userId(parseJson(text))).toEqual([]));

  it.each(invalidUserId.filter((text) => text !== EXPONENT))("%s is not", (text) => {
    expect(userId(parseJson(text))).toHaveLength(1);
  });

  it("1e3 is an integer within the range by its value; whether its spelling is welcome no page says", () => {
    expect(invalidUserId).toContain(EXPONENT);
    expect(userId(parseJson(EXPONENT))).toEqual([]);
  });

  it.each([...validUserId, ...invalidUserId])("%s keeps its spelling through JSON and YAML", (text) => {
    const body = `{"userId":${text}}`;
    expect(stringifyJson(parseJson(body))).toBe(body);
    expect(stringifyJson(parseData("ids.json", body).value)).toBe(body);
    expect(stringifyJson(parseData("ids.yaml", `userId: ${text}\n`).value)).toBe(body);
  });
});

describe("numbers by their digits", () => {
  it.each(["0", "-0", "1.0", "1e400", "-1.5E-7", "10000000000000000000"])("%s is a number", (text) => {
    expect(isNumberText(text)).toBe(true);
    expect(numberText(parseJson(text))).toBe(text);
  });
  it.each(["", "01", "+1", ".5", "1.", "0x10", "1_000", "NaN", "1e", "1\n", "１"])("'%s' is none", (text) => {
    expect(isNumberText(text)).toBe(false);
    expect(() => numberText(parseJson(text.replace("\n", "x")))).toThrow(SyntaxError);
  });

  it.each([
    ["9999999999999999999", "10000000000000000000", -1],
    ["9007199254740993", "9007199254740992", 1],
    ["1e3", "1000.0", 0],
    ["-0", "0", 0],
    ["0.1", "0.10000000000000000001", -1],
    ["1e400", "1e399", 1],
  ])("%s against %s: %i", (a, b, order) => expect(compareNumbers(a, b)).toBe(order));

  it.each(["0", "0.0", "-5", "1.0", "1e3", "1.5e1", "100e-2"])("%s is an integer", (text) =>
    expect(isIntegerText(text)).toBe(true),
  );
  it.each(["0.5", "1.5", "1e-3", "15e-2", "9999999999999999999.1"])("%s is none", (text) =>
    expect(isIntegerText(text)).toBe(false),
  );

  it("differ exactly", () => {
    expect(subtractNumbers("10000000000000000000", "1")).toBe("9999999999999999999");
    expect(subtractNumbers("1000000", "1000000.0")).toBe("0");
    expect(subtractNumbers("0.3", "0.1")).toBe("0.2");
  });

  it.each([
    ["1e999999999", "1"],
    ["1", "1e-999999999"],
    ["9".repeat(20_000), "1"],
  ])("refuse a difference of too many digits", (a, b) =>
    expect(() => subtractNumbers(a, b)).toThrow(RangeError),
  );

  it("have no digits where they are no numbers", () => {
    expect([numberText("1"), numberText(null), numberText(undefined)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(isExactNumber({ value: "1", isLosslessNumber: true })).toBe(false);
  });
});
