import { describe, expect, it } from "vitest";
import { type PageRead, readPage } from "../../src/pages/read/read-page.ts";
import { asText, ENGLISH } from "./layouts.ts";
import { MADE_UP } from "./made-up.ts";
import type { PageModel } from "./page-model.ts";

const refund = asText(MADE_UP.refund as PageModel, { words: ENGLISH, compact: true });
const read = (text: string): PageRead => readPage("p.txt", new TextEncoder().encode(text));
type Table = "requestHeaders" | "request" | "response" | "responseHeaders";
const names = (page: PageRead, table: Table): string[] => {
  const found = page[table];
  return found === "not-captured" ? [] : found.rows.map(({ name }) => name);
};
const says = (page: PageRead): string => page.notes.map((note) => note.says).join("\n");

/** The page with a row before the last of its response, described by the words of a heading. */
const described = (words: string): string =>
  refund.replace("refundAmount\n", `resultCode\nstring\nRequired\nLength : 7\n${words}\nrefundAmount\n`);

describe("a description in the words of a heading", () => {
  const whole = read(refund);

  it.each([
    "Result code",
    "Response Code",
    "응답 코드",
    "Test data",
    "Request header",
    "Response parameters",
    "Response header",
  ])("%s begins no section, and this is told", (words) => {
    const page = read(described(words));
    expect(names(page, "response")).toEqual(["refundId", "isPending", "resultCode", "refundAmount"]);
    expect(names(page, "request")).toEqual(names(whole, "request"));
    expect(names(page, "responseHeaders")).toEqual(names(whole, "responseHeaders"));
    expect(page.codes).toMatchObject({ rows: { length: rowsOf(whole.codes) } });
    expect(page.testData).toMatchObject({ rows: { length: rowsOf(whole.testData) } });
    expect(says(page)).toContain(`"${words}" is read as a description, not as the heading of`);
    expect(JSON.stringify(page.response)).toContain(words);
  });

  it("below the last row of a table, above the heading itself", () => {
    const page = read(
      refund.replace("\nResponse Code\n", "\nlast\nstring\nOptional\nResult code\nResponse Code\n"),
    );
    expect(names(page, "response")).toContain("last");
    expect(JSON.stringify(page.response)).toContain("Result code");
    expect(page.codes).toMatchObject({ rows: { length: rowsOf(whole.codes) } });
  });

  it("of a code, below its label", () => {
    const page = read(refund.replace(/Description\n.*\n(?=4\d\d\n)/, "Description\nResult code\n"));
    expect(JSON.stringify(page.codes)).toContain('"description":"Result code"');
    expect(page.codes).toMatchObject({ rows: { length: rowsOf(whole.codes) } });
  });

  it("that begins with Loading does not end the page", () => {
    expect(names(read(described("Loading limit of the card")), "response")).toContain("refundAmount");
  });

  it("is none where it heads a table, even right below a row without a description", () => {
    expect(says(whole)).not.toContain("read as a description");
    const page = read(refund.replace("\nResponse Code\n", "\nlast\nstring\nOptional\nResponse Code\n"));
    expect(page.codes).toMatchObject({ rows: { length: rowsOf(whole.codes) } });
    expect(says(page)).not.toContain("read as a description");
  });
});

function rowsOf(section: PageRead["codes"] | PageRead["testData"]): number {
  return section === "not-captured" ? 0 : section.rows.length;
}
