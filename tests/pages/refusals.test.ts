import { describe, expect, it } from "vitest";
import { readPage } from "../../src/pages/read/read-page.ts";
import { asText, ENGLISH } from "./layouts.ts";
import { MADE_UP } from "./made-up.ts";
import type { PageModel } from "./page-model.ts";

const refund = MADE_UP.refund as PageModel;
const whole = asText(refund, { words: ENGLISH });
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const upTo = (text: string): string => whole.slice(0, whole.indexOf(text));

describe("what is no whole page of the portal is refused in one sentence", () => {
  it.each([
    ["an empty file", "", "p.txt is empty; capture the page again"],
    ["nothing but spaces", " \n\n ", "p.txt is empty; capture the page again"],
    [
      "10 MB",
      "x".repeat(10 * 1024 * 1024),
      "p.txt has 10.0 MB; a captured page has some 10 KB, and none over 2 MB is read",
    ],
    [
      "a file that is no text",
      "PK\u0003\u0004\u0000\u0000",
      "p.txt is no text; save the page as text, HTML or Markdown",
    ],
    [
      "a page of something else",
      "Weather\n\nTomorrow it rains.",
      "p.txt is no page of an operation: none of its headings (Request Parameters, Response Code, …) is there",
    ],
    [
      "a page of another vendor",
      "Pay\nPOST\n/v1/pay/ready\nRequest Parameters\ncid\nstring\nRequired\nResponse Code\n400\nInvalid",
      "p.txt is no page of this portal: it has neither an X-KM- header nor a code such as 000_000",
    ],
  ])("%s", (_, text, problem) => {
    expect(() => readPage("p.txt", bytes(text))).toThrow(problem);
  });

  it.each([
    [
      "within the request parameters",
      upTo("refundType"),
      /is cut off at line \d+, within request parameters/,
    ],
    [
      "between a name and its type",
      `${upTo("Response Headers")}giftNo\n\nstring`,
      /is cut off at line \d+, within request parameters/,
    ],
    [
      "within a code",
      `${upTo("Invalid input parameter. userId")}`,
      /is cut off at line \d+, within response codes/,
    ],
    [
      "behind a whole code",
      upTo("400\n\nError code\n\n009_004"),
      /is cut off at line \d+, within response codes: no test data follow/,
    ],
    [
      "within the description of a code",
      upTo("환불이 불가능한 거래.\n\nTest Data"),
      /is cut off at line \d+, within response codes: no test data follow/,
    ],
    ["above the first table", `${upTo("Request Headers")}X-KM-`, /is no page of an operation|is cut off/],
  ])("a page cut off %s", (_, text, problem) => {
    expect(() => readPage("p.txt", bytes(text))).toThrow(problem);
  });

  it("a page cut off is read as far as it goes where that is wanted", () => {
    const page = readPage("p.txt", bytes(upTo("refundType")), { partial: true });
    expect(page.codes).toBe("not-captured");
    expect(page.request).not.toBe("not-captured");
  });

  it("two operations in one file", () => {
    const other = asText(MADE_UP.points as PageModel, { words: ENGLISH, bare: true });
    const both = `${whole.replace(/Loading \.\.\.[\s\S]*$/, "")}\n${other}`;
    expect(() => readPage("p.txt", bytes(both))).toThrow(
      /holds two operations, .*refund on line \d+ and .*gift on line/,
    );
  });
});

describe("what the capture lost is told and never taken for nothing", () => {
  const without = (from: string, to: string): string =>
    whole.replace(whole.slice(whole.indexOf(from), whole.indexOf(to)), "");
  const notesOf = (text: string): string[] =>
    readPage("p.txt", bytes(text)).notes.map(({ line, says }) => `${line ?? "-"}: ${says}`);

  it.each([
    ["request headers", without("Request Headers", "Request Parameters")],
    ["request parameters", without("Request Parameters", "Response Headers")],
    ["response parameters", without("Response Parameters", "Response Code")],
  ])("%s", (name, text) => {
    expect(notesOf(text)).toContain(`-: the page has no ${name}: not captured, or there are none`);
  });

  it("response codes", () => {
    const page = readPage("p.txt", bytes(without("Response Code", "Test Data")));
    expect(page.codes).toBe("not-captured");
    expect(page.testData).not.toBe("not-captured");
  });

  it.each([
    "Request Headers",
    "Request Parameters",
    "Response Headers",
    "Response Parameters",
    "Response Code",
  ])("the heading %s alone: what stands below it is told by itself", (heading) => {
    const page = readPage("p.txt", bytes(whole.replace(`${heading}\n`, "\n")));
    expect(page.notes.map(({ says }) => says).join("\n")).toMatch(/the heading of "[a-z ]+" is lost/);
    for (const table of [page.requestHeaders, page.request, page.responseHeaders, page.response, page.codes])
      expect(table).not.toBe("not-captured");
  });

  it("the name of a row", () => {
    const text = whole.replace("refundReason\n", "\n");
    expect(notesOf(text)).toContainEqual(expect.stringMatching(/^\d+: a row whose name is lost: string/));
  });

  it("the presence of a row", () => {
    const text = whole.replace(/(refundReason\n\nstring\n\n)Optional\n/, "$1\n");
    expect(notesOf(text)).toContainEqual(
      expect.stringMatching(
        /refundReason says neither Required nor Optional that could be read; conditional is assumed/,
      ),
    );
  });
});
