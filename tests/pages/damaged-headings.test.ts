import { describe, expect, it } from "vitest";
import { type PageRead, readPage } from "../../src/pages/read/read-page.ts";
import { hasLostLetters } from "../../src/pages/text/unreadable.ts";
import { asText, ENGLISH } from "./layouts.ts";
import { MADE_UP } from "./made-up.ts";
import type { PageModel } from "./page-model.ts";
import { misread } from "./wild/damage.ts";

const refund = asText(MADE_UP.refund as PageModel, { words: ENGLISH, compact: true });
const read = (text: string): PageRead => readPage("p.txt", new TextEncoder().encode(text));
const names = (page: PageRead, table: "responseHeaders" | "response" | "request"): string[] => {
  const found = page[table];
  return found === "not-captured" ? [] : found.rows.map(({ name }) => name);
};
const says = (page: PageRead): string => page.notes.map((note) => note.says).join("\n");

describe("headings of which a damage left little", () => {
  it("that two sections may have are taken for the one whose turn it is", () => {
    const korean = (heading: string): string => misread(heading, "thai, vowel signs lost");
    const page = read(
      refund
        .replace("Request Parameters", korean("요청 파라미터"))
        .replace("Response Parameters", korean("응답 파라미터")),
    );
    expect(names(page, "request")).toContain("refundNo");
    expect(names(page, "response")).toEqual(["refundId", "isPending", "refundAmount"]);
  });

  it("that are lost before headers: a header that comes again is one of the response", () => {
    const bare = asText({ ...(MADE_UP.refund as PageModel), request: undefined } as unknown as PageModel, {
      words: ENGLISH,
      compact: true,
    });
    const page = read(bare.replace("Response Headers\n", "?? ??\n"));
    expect(names(page, "responseHeaders")).toEqual(["X-KM-Correlation-Id", "X-KM-Crypto-Key-Id"]);
  });

  it("that are lost before an empty list of test data, by what stands in it", () => {
    const { titles: _titles, ...model } = MADE_UP.refund as PageModel;
    const empty = asText({ ...model, titles: [] }, { words: ENGLISH }).replace("Test Data", "??? ???");
    expect(read(empty).testData).toMatchObject({ rows: [] });
  });
});

describe("what is left of a mark of encryption", () => {
  it("among the rows is told", () => {
    const marked = refund.replace("refundAmount\n", "???|\nrefundAmount\n");
    expect(says(read(marked))).toContain('"???|" among the rows: it may mark an encrypted table');
    expect(says(read(refund))).not.toContain("may mark");
  });
});

it.each([
  ["400 - ìì¹ê¸ ìì", true],
  ["ì ë ¥Â íë¼ë¯¸", true],
  ["Café, naïve", false],
  ["400 - 입력 파라미터 오류", false],
])("letters are lost in %s: %s", (text, lost) => {
  expect(hasLostLetters(text)).toBe(lost);
});
