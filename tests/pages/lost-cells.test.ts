import { describe, expect, it } from "vitest";
import { type PageRead, readPage } from "../../src/pages/read/read-page.ts";
import { asText, ENGLISH } from "./layouts.ts";
import { MADE_UP } from "./made-up.ts";
import type { PageModel } from "./page-model.ts";

const refund = asText(MADE_UP.refund as PageModel, { words: ENGLISH, compact: true });
/** The page with these lines before the last row of its response. */
const withLines = (...lines: readonly string[]): PageRead =>
  readPage(
    "p.txt",
    new TextEncoder().encode(refund.replace("refundAmount\n", `${lines.join("\n")}\nrefundAmount\n`)),
  );
const rows = ({ response }: PageRead): string[] =>
  response === "not-captured"
    ? []
    : response.rows.map(({ name, field }) => {
        const bounds = Object.entries(field.bounds).map((each) => each.join("="));
        return [name, field.type.type, ...bounds, ...field.description.map(({ text }) => text)].join(" ");
      });
const says = (page: PageRead): string[] => page.notes.map((note) => note.says);
const OTHERS = rows(withLines("x", "string", "Required", "X of it")).filter((row) => !row.startsWith("x "));

/** What a page says of these lines beyond its other rows, none of which may change. */
function read(...lines: readonly string[]): { readonly added: string[]; readonly told: string[] } {
  const page = withLines(...lines);
  const found = rows(page);
  expect(found).toEqual(expect.arrayContaining(OTHERS));
  const usual = says(withLines("x", "string", "Required", "X of it"));
  return {
    added: found.filter((row) => !OTHERS.includes(row)),
    told: says(page).filter((each) => !usual.includes(each)),
  };
}

describe("a row that has lost its type", () => {
  it.each([
    ["with its presence left", ["memo", "Optional", "Min : 0 , Max : 20", "Memo text"]],
    ["with its bounds left", ["memo", "Min : 0 , Max : 20", "Memo text"]],
    ["or has one that is no type", ["memo", "Required", "Memo text"]],
  ])("%s is told and left out, and the row above has nothing of it", (_what, lines) => {
    const { added, told } = read(...lines);
    expect(added).toEqual([]);
    expect(told).toEqual([
      expect.stringMatching(/^a row whose type is lost: memo, below ".+"; it is left out$/),
    ]);
  });

  it("and stands below a name in capitals is told by its lines", () => {
    const { told } = read("x", "string", "Required", "X of it", "Memo", "Required", "Min : 0 , Max : 20");
    expect(told).toEqual([
      '"Required" in the description of x: it may belong to a row that is lost',
      '"Min : 0 , Max : 20" in the description of x: it may belong to a row that is lost',
    ]);
  });

  it.each(["stringRequired", "stringRequired Max : 20"])(
    "is none where it is glued to the presence: %s",
    (line) => {
      const bounds = line.includes("Max") ? [] : ["Max : 20"];
      expect(read("memo", line, ...bounds, "Memo text")).toEqual({
        added: ["memo string max=20 Memo text"],
        told: [],
      });
    },
  );
});

describe("a row that has lost its name", () => {
  it.each(["DCVV", "Memo", "dcvv"])("does not take %s, which describes the row above", (word) => {
    const { added, told } = read(
      "dcvv",
      "string",
      "Required",
      "Length : 3",
      word,
      "number",
      "Required",
      "Amount to charge",
    );
    expect(added).toEqual([`dcvv string length=3 ${word}`]);
    expect(told).toEqual([`a row whose name is lost: number, below "${word}"`]);
  });

  it("tells of an object that its fields have lost their place", () => {
    const inner = ["inner", "string", "Required", "Length : 4", "Inner text"];
    const { told } = read(
      "x",
      "string",
      "Required",
      "X of it",
      "object",
      "Optional",
      "Without a name",
      ...inner,
    );
    expect(told).toEqual([
      'a row whose name is lost: object, below "X of it"; its fields may be read into a wrong place',
    ]);
  });

  it("has it where it is written as the others, or stands below a description", () => {
    const amount = ["amount", "number", "Required", "Amount to charge"];
    expect(read("dcvv", "string", "Required", "Length : 3", ...amount).added).toHaveLength(2);
    const upper = ["DCVV", "string", "Required", "Length : 3"];
    expect(read("x", "string", "Required", "X of it", ...upper).added).toContain("DCVV string length=3");
  });
});

describe("bounds", () => {
  it.each([
    ["Max Length : 30", "max=30"],
    ["최대 길이 : 30", "max=30"],
    ["Min Length : 2 , Max Length : 30", "min=2 max=30"],
  ])("%s are read", (line, bounds) => {
    expect(read("memo", "string", "Optional", line, "Text").added).toEqual([`memo string ${bounds} Text`]);
  });

  it.each(["Size : 30", "Max length = 30 letters", "Length : 10 or 13"])("%s are told", (line) => {
    expect(read("memo", "string", "Optional", line, "Text").told).toEqual([`bounds of memo: "${line}"`]);
  });

  it("are no words of a description", () => {
    const { told } = read(
      "memo",
      "string",
      "Optional",
      "Maximum of all",
      "• Required : nothing",
      "Size of it",
    );
    expect(told).toEqual([]);
  });
});
