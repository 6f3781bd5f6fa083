import { describe, expect, it } from "vitest";
import {
  exactNumber,
  fromPointer,
  isJsonObject,
  jsonType,
  MAX_NESTING,
  parseJson,
  stringifyJson,
  toPointer,
  valueAt,
} from "../../src/exact/json.ts";

describe("JSON text", () => {
  it("is read to a depth and no further, brackets in strings aside", () => {
    const nested = (depth: number, inside = ""): string => "[".repeat(depth) + inside + "]".repeat(depth);
    expect(stringifyJson(parseJson(nested(MAX_NESTING)))).toBe(nested(MAX_NESTING));
    expect(() => parseJson(nested(MAX_NESTING + 1))).toThrow(`position ${MAX_NESTING}`);
    expect(() => parseJson(nested(100_000))).toThrow(SyntaxError);
    const text = JSON.stringify(`\\"${"[{".repeat(1000)}`);
    expect(stringifyJson(parseJson(text))).toBe(text);
  });

  it("is not written for what JSON has not", () => {
    expect(() => stringifyJson(undefined as unknown as null)).toThrow("a JSON value was expected");
  });

  it("keeps members with hostile names as members", () => {
    const value = parseJson('{"__proto__":{"admin":true},"toJSON":1,"constructor":null}');
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect((value as { admin?: unknown }).admin).toBeUndefined();
    expect(stringifyJson(value)).toBe('{"__proto__":{"admin":true},"toJSON":1,"constructor":null}');
  });
});

describe("types", () => {
  it.each([
    ["null", "null"],
    ["true", "boolean"],
    ['"1"', "string"],
    ["1", "number"],
    ["[]", "array"],
    ["{}", "object"],
    ['{"value":"1","isLosslessNumber":true}', "object"],
  ])("%s is %s", (text, type) => {
    expect(jsonType(parseJson(text))).toBe(type);
    expect(isJsonObject(parseJson(text))).toBe(type === "object");
  });
});

describe("pointers", () => {
  it.each(["", "/a", "/a~1b/0", "/~0~1", "//", "/%25"])("'%s' goes to a path and back", (pointer) => {
    expect(toPointer(fromPointer(pointer))).toBe(pointer);
  });

  const value = parseJson('{"a/b":[10,{"~":"x"}],"":1,"n":7}');
  it.each([
    ["/a~1b/0", exactNumber("10")],
    ["/a~1b/1/~0", "x"],
    ["/", exactNumber("1")],
    ["/a~1b/2", undefined],
    ["/a~1b/01", undefined],
    ["/a~1b/", undefined],
    ["/a~1b/length", undefined],
    ["/constructor", undefined],
    ["/n/value", undefined],
    ["/a~1b/1/~0/0", undefined],
  ])("%s", (pointer, found) => expect(valueAt(value, pointer)).toEqual(found));
});
