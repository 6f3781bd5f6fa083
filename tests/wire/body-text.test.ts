import { describe, expect, it } from "vitest";
import { stringifyJson } from "../../src/exact/json.ts";
import { readJsonBytes } from "../../src/wire/body-text.ts";
import { cpuMillis } from "../support/cpu-time.ts";

function read(text: string | Buffer): { json: string | undefined; problems: string[] } {
  const { json, problems } = readJsonBytes(Buffer.from(text));
  return {
    json: json === undefined ? undefined : stringifyJson(json),
    problems: problems.map(({ kind, pointer }) => `${kind} ${pointer}`.trim()),
  };
}

describe("JSON as it travels", () => {
  it.each([
    ["numbers keep their digits", '{"userId":9999999999999999999,"a":1.0,"b":1e3}'],
    ["Korean and emoji", '{"a":"김코나😀"}'],
    ["hostile member names", '{"__proto__":{"x":1},"constructor":2,"toString":3}'],
    ["a value that is no object", "null"],
  ])("%s", (_what, text) => expect(read(text)).toEqual({ json: text, problems: [] }));

  it("keeps a lone surrogate that stands as an escape, without a problem", () => {
    const { json, problems } = readJsonBytes(Buffer.from('{"a":"\\ud800"}'));
    expect(json).toEqual({ a: "\ud800" });
    expect(problems).toEqual([]);
  });

  it.each([
    ["nothing", "", "empty"],
    ["white space", " \r\n", "empty"],
    ["bytes that are not UTF-8", Buffer.from([0x22, 0xff, 0x22]), "invalid-utf8"],
    ["a surrogate in UTF-8 bytes", Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]), "invalid-utf8"],
    ["a character cut in two", Buffer.from('{"a":"김').subarray(0, -1), "invalid-utf8"],
    ["a second value", "{} {}", "not-json"],
    ["trailing bytes", "{}x", "not-json"],
    ["a trailing comma", '{"a":1,}', "not-json"],
    ["a comment", "{} // done", "not-json"],
    ["NaN", '{"a":NaN}', "not-json"],
    ["a number with a leading zero", "01", "not-json"],
    ["a tab inside a string", '"\t"', "not-json"],
    ["a no-break space around", "\u00a01", "not-json"],
    ["100000 open brackets", "[".repeat(100_000), "not-json"],
    ["100000 open objects", '{"a":'.repeat(100_000), "not-json"],
  ])("%s has no value and one problem", (_what, text, kind) => {
    expect(read(text)).toEqual({ json: undefined, problems: [kind] });
  });

  it("reads on after a byte order mark", () => {
    expect(read('\uFEFF{"a":1}')).toEqual({ json: '{"a":1}', problems: ["bom"] });
  });

  it("says where the text is wrong", () => {
    expect(readJsonBytes(Buffer.from('{"a":1,}')).problems[0]?.message).toContain("position 7");
    expect(readJsonBytes(Buffer.from("[".repeat(300))).problems[0]?.message).toContain("256 levels");
  });
});

describe("repeated member names", () => {
  it.each([
    ["with other values, the last counts", '{"a":1,"a":2}', '{"a":2}', ["duplicate-key /a"]],
    ["with equal values", '{"a":1,"a":1}', '{"a":1}', ["duplicate-key /a"]],
    ["in nested objects", '{"n":[{"y":1,"y":1}]}', '{"n":[{"y":1}]}', ["duplicate-key /n/0/y"]],
    ["spelt by an escape", '{"a":1,"\\u0061":2}', '{"a":2}', ["duplicate-key /a"]],
    ["three times are told once", '{"a":1,"a":2,"a":3}', '{"a":3}', ["duplicate-key /a"]],
    ["with a slash and a tilde", '{"/~":1,"/~":1}', '{"/~":1}', ["duplicate-key /~1~0"]],
    ["__proto__", '{"__proto__":1,"__proto__":2}', '{"__proto__":2}', ["duplicate-key /__proto__"]],
  ])("%s", (_what, text, json, problems) => expect(read(text)).toEqual({ json, problems }));

  it("are none in two objects, or in a string that looks like one", () => {
    expect(read('[{"a":1},{"a":1},"{\\"a\\":1,\\"a\\":2}"]').problems).toEqual([]);
  });

  it("without number do not make a report without end", () => {
    const members = Array.from({ length: 5000 }, (_, at) => `"m${at}":1,"m${at}":1`);
    const { problems } = readJsonBytes(Buffer.from(`{${members.join(",")}}`));
    expect(problems).toHaveLength(21);
    expect(problems.at(-1)?.message).toBe("4980 more members stand more than once");
  });
});

/** Half of what a run reads of an answer. */
describe("a body of half a megabyte is read in bounded time", () => {
  it.each([
    ["many objects", `[${'{"c":1,"d":"e"},'.repeat(30_000)}1]`],
    ["one long string of escapes", `"${"\\\\".repeat(250_000)}"`],
    ["a string without an end, full of quotes", `"${'\\"'.repeat(250_000)}`],
    ["one long number", "9".repeat(500_000)],
    ["repeated names alone", `{${'"a":1,'.repeat(70_000)}"a":1}`],
  ])("%s", (_what, text) => {
    expect(cpuMillis(() => void readJsonBytes(Buffer.from(text)))).toBeLessThan(3_000);
  });
});
