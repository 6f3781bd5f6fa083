import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LosslessNumber } from "lossless-json";
import { afterAll, describe, expect, it } from "vitest";
import { FileMistake, parseData, readDataFile } from "../../src/exact/data-file.ts";
import { stringifyJson } from "../../src/exact/json.ts";

const read = (text: string): string => stringifyJson(parseData("f.yaml", text).value);

describe("values", () => {
  it.each([
    ["userId: 9999999999999999999", '{"userId":9999999999999999999}'],
    ["a: 1e400", '{"a":1e400}'],
    ["a: -0", '{"a":-0}'],
    ["a: 1.0", '{"a":1.0}'],
    ["a: !!int 12", '{"a":12}'],
    ["a: '0123'", '{"a":"0123"}'],
    ["code: 001_049", '{"code":"001_049"}'],
    ["a: 1_000", '{"a":"1_000"}'],
    ["a: yes\nb: ~\nc: true\nd:", '{"a":"yes","b":null,"c":true,"d":null}'],
    ["a: 2026-01-01", '{"a":"2026-01-01"}'],
    ["200: ok", '{"200":"ok"}'],
    ["9999999999999999999: 1\n10000000000000000000: 2", '{"9999999999999999999":1,"10000000000000000000":2}'],
    ["__proto__: {a: 1}", '{"__proto__":{"a":1}}'],
    ["base: &b {x: 1}\ncopy: *b", '{"base":{"x":1},"copy":{"x":1}}'],
    ['{\n\t"a": [1,\n\t"\\ud83d\\ude00\\/"]\n}', '{"a":[1,"😀/"]}'],
    ["\uFEFFa: 1", '{"a":1}'],
    ["# nothing", "null"],
  ])("%j", (text, json) => expect(read(text)).toBe(json));
});

describe("mistakes name file and line", () => {
  const bomb = ["a: &a [x,x,x,x,x,x,x,x,x]"];
  for (const [at, name] of [..."bcdefghi"].entries()) {
    bomb.push(`${name}: &${name} [${Array.from({ length: 9 }, () => `*${"abcdefgh"[at]}`).join(",")}]`);
  }

  it.each([
    ["0x10", "a: 1\nb: 0x10", "f.yaml:2: write the number 0x10 in plain digits, as JSON does, or quote it"],
    [".5", "a: .5", "f.yaml:1: write the number .5"],
    ["+1", "a: +1", "f.yaml:1: write the number +1"],
    ["1.", "a: 1.", "f.yaml:1: write the number 1."],
    ["0123", "a:\n  - 0123", "f.yaml:2: write the number 0123"],
    ["0o17", "a: 0o17", "f.yaml:1: write the number 0o17"],
    [".inf", "a: .inf", "f.yaml:1: write the number .inf"],
    ["a repeated key", "a: 1\nb: 2\na: 3", "f.yaml:3: the key a stands twice, first on line 1"],
    ["a repeated key in JSON", '{"a":1,\n"a":1}', "f.yaml:2: the key a stands twice, first on line 1"],
    ["a key repeated as number and text", '1: x\n"1": y', "f.yaml:2: the key 1 stands twice"],
    ["a tab as indentation", "a:\n\tb: 1", "f.yaml:2: Tabs are not allowed as indentation"],
    ["a bracket left open", "a: [1,\n  2", "f.yaml:2: "],
    ["a second document", "a: 1\n---\nb: 2", "f.yaml:2: "],
    ["an anchor that is nowhere", "a: 1\nb: *nope", "f.yaml:2: "],
    ["an alias of itself", "a: &x [*x]", "f.yaml:1: nested more than 256 levels deep"],
    ["an alias bomb", bomb.join("\n"), "more than 200000 values, its aliases written out"],
    ["a merge key", "base: {a: 1}\n<<: {b: 2}", "f.yaml:2: merge keys (<<) are not read"],
    ["a key that is a list", "? [x]\n: 1", "f.yaml:1: a key must be plain text"],
    ["an unknown tag", "a: !secret x", "f.yaml:1: Unresolved tag: !secret"],
    ["bytes", "a: !!binary aGk=", "f.yaml:1: aGk= is not a value that JSON has"],
  ])("%s", (_what, text, message) => {
    expect(() => read(text)).toThrow(FileMistake);
    expect(() => read(text)).toThrow(message);
  });

  it.each([
    ["brackets", "[".repeat(100_000)],
    ["closed brackets", "[".repeat(300) + "]".repeat(300)],
    ["objects", '{"a":['.repeat(50_000)],
    ["dashes", "- ".repeat(100_000)],
    ["question marks", "? ".repeat(100_000)],
    ["keys, each further in", Array.from({ length: 600 }, (_, at) => `${" ".repeat(at)}a:`).join("\n")],
  ])("too deep nesting by %s", (_what, text) => {
    expect(() => read(text)).toThrow(FileMistake);
    expect(() => read(text)).toThrow("nested more than 256 levels deep");
  });

  it("but brackets closed again are no nesting", () => {
    expect(read(`a: [${"[],{},".repeat(2000)}1]`)).toContain("[],{}");
  });
});

describe("lines", () => {
  const file = parseData(
    "f.yaml",
    "a: 1\nb:\n  - x\n  - c/d: 2\n    e:\n      f\ncopy: &k\n  g: 1\nalias: *k\n",
  );
  it.each([
    ["", 1],
    ["/a", 1],
    ["/b", 2],
    ["/b/0", 3],
    ["/b/1/c~1d", 4],
    ["/b/1/e", 5],
    ["/b/1/e/none", 5],
    ["/b/7", 2],
    ["/copy/g", 8],
    ["/alias/g", 9],
    ["/none", 1],
  ])("%s is on line %i", (pointer, line) => expect(file.lineOf(pointer)).toBe(line));
});

describe("a text read twice", () => {
  it("gives the same value, which nobody can change, under the name that each reader gave", () => {
    const text = "a: [1, {b: 2}]\nc: 3\n";
    const [first, second] = [parseData("one.yaml", text), parseData("two.yaml", text)];
    expect([first.path, second.path, second.lineOf("/c")]).toEqual(["one.yaml", "two.yaml", 2]);
    expect(second.value).toBe(first.value);
    const { a } = first.value as unknown as { a: [LosslessNumber, { b: unknown }] };
    expect(() => a.push(a[0])).toThrow(TypeError);
    expect(() => Object.assign(a[1], { b: 4 })).toThrow(TypeError);
    expect(() => Object.assign(a[0], { value: "9" })).toThrow(TypeError);
  });

  it("is wrong under the name of the second reader too", () => {
    for (const name of ["one.yaml", "two.yaml"])
      expect(() => parseData(name, "a: 0x1")).toThrow(`${name}:1: `);
  });
});

describe("a file", () => {
  const folder = mkdtempSync(join(tmpdir(), "data-file-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const written = (name: string, bytes: string | Buffer): string => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };

  it("is read by its path", () => {
    const path = written("good.yaml", "a: 9999999999999999999\n");
    expect(readDataFile(path).path).toBe(path);
    expect(stringifyJson(readDataFile(path).value)).toBe('{"a":9999999999999999999}');
  });

  it.each([
    ["missing", () => join(folder, "none.yaml"), "there is no such file"],
    ["a folder", () => folder, "cannot be read (EISDIR)"],
    ["not UTF-8", () => written("latin1.yaml", Buffer.from("a: caf\xe9", "latin1")), "is not text in UTF-8"],
    ["wrong inside", () => written("wrong.yaml", "a: 1\nb: 0x1"), "write the number 0x1"],
  ])("that is %s is a mistake", (_what, path, problem) => {
    expect(() => readDataFile(path())).toThrow(FileMistake);
    expect(() => readDataFile(path())).toThrow(path());
    expect(() => readDataFile(path())).toThrow(problem);
  });
});
