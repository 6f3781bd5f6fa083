import { describe, expect, it } from "vitest";
import { draftOf } from "../../src/pages/draft/draft.ts";
import { readPage } from "../../src/pages/read/read-page.ts";
import { asHtml, asMarkdown, asText, ENGLISH } from "./layouts.ts";
import { MADE_UP } from "./made-up.ts";
import type { PageModel } from "./page-model.ts";

const refund = MADE_UP.refund as PageModel;
const whole = asText(refund, { words: ENGLISH });
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const upTo = (text: string): string => whole.slice(0, whole.indexOf(text));

function whatBecomesOf(page: string): "refused" | "in doubt" | "whole" {
  try {
    const { notes } = readPage("p.txt", bytes(page));
    return notes.some(({ says }) => says.includes("cannot be told")) ? "in doubt" : "whole";
  } catch {
    return "refused";
  }
}

/** Layouts of a page that is cut, each at other places. */
const LAYOUTS = 4;

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

  it.each([
    ["behind a status", " - 환불이 불가능한 거래.\nLoading", '"400" is no whole title'],
    ["within a title that a code has whole", "가능한 거래.\nLoading", '"400 - 환불이 불" is no whole title'],
  ])("a page cut off within its test data, %s", (_, text, problem) => {
    const half = whole.slice(0, whole.lastIndexOf(text));
    expect(() => readPage("p.txt", bytes(half))).toThrow(
      new RegExp(`is cut off at line \\d+, within test data: ${problem}`),
    );
  });

  it.each([
    ["behind an article", "Member has the"],
    ["within a pair of backticks", "Invalid `userId"],
    ["within a word that the page has elsewhere", "Not the right parame"],
    ["behind a bracket", "No member ("],
  ])("a title cut off %s", (_, title) => {
    const half = whole.replace("400 - 환불이 불가능한 거래.\nLoading", `400 - ${title}\nLoading`);
    const cut = half.slice(0, half.indexOf("\nLoading"));
    expect(() => readPage("p.txt", bytes(cut))).toThrow("is no whole title");
    expect(readPage("p.txt", bytes(half)).notes.join()).not.toContain("ends inside");
  });

  it("a page whose last character is half of one", () => {
    const cut = bytes(upTo("거래.\nLoading")).slice(0, -2);
    expect(() => readPage("p.txt", cut)).toThrow("its last character is half of one");
    expect(JSON.stringify(readPage("p.txt", cut, { partial: true }))).not.toContain("\ufffd");
    const behind = bytes(`${whole}회원`).slice(0, -1);
    expect(readPage("p.txt", behind).head.title?.value).toBe("Parcel Refund");
  });

  it.each([
    ["its last title", upTo("\nLoading")],
    ["the heading of its test data", upTo("\n\n200 - Success")],
  ])("what cannot be told to be whole is told: a page that ends with %s", (_, text) => {
    const { notes, testData } = readPage("p.txt", bytes(text));
    expect(notes.map(({ says }) => says)).toContain(
      "the page ends inside its test data; whether more follows cannot be told",
    );
    expect(testData === "not-captured").toBe(!text.includes("Success Test"));
  });

  it.each([
    ["text", 0, whole],
    ["HTML", 1, asHtml(refund, ENGLISH, "blocks")],
    ["HTML of tables", 2, asHtml(refund, ENGLISH, "table")],
    ["Markdown", 3, `${asMarkdown(refund, ENGLISH, "table")}\nLoading ...\n`],
  ])("no page of %s, cut anywhere above its end, passes for a whole one", (_, index, page) => {
    const facts = page.indexOf("Loading");
    for (let at = 40 + 41 * index; at < facts - 1; at += 41 * LAYOUTS)
      expect(whatBecomesOf(page.slice(0, at)), `${at}`).not.toBe("whole");
    expect(whatBecomesOf(page)).toBe("whole");
  });

  it("two operations in one file", () => {
    const other = asText(MADE_UP.points as PageModel, { words: ENGLISH, bare: true });
    const both = `${whole.replace(/Loading \.\.\.[\s\S]*$/, "")}\n${other}`;
    expect(() => readPage("p.txt", bytes(both))).toThrow(
      /holds two operations, .*refund on line \d+ and .*gift on line/,
    );
  });
});

describe("of two operations in one file", () => {
  const two = (second: PageModel): string => `${whole}\n${asText(second, { words: ENGLISH, bare: true })}`;

  it.each([
    ["another path", MADE_UP.points as PageModel, "POST /api/v1/points/gift"],
    ["another method", { ...refund, method: "DELETE" }, "DELETE /api/v2/parcels/refund"],
  ])("none is dropped: %s behind the end of the first", (_, second, place) => {
    expect(() => readPage("p.txt", bytes(two(second)))).toThrow(
      new RegExp(`holds two operations, POST /api/v2/parcels/refund on line \\d+ and ${place} on line \\d+;`),
    );
  });

  it("the same one twice, or its path in the try-it form, is one", () => {
    expect(readPage("p.txt", bytes(two(refund))).head.path.value).toBe("/api/v2/parcels/refund");
    const again = `${whole}\nPOST\napi/v2/parcels/refund\nRequest Headers\n`;
    expect(readPage("p.txt", bytes(again)).head.method.value).toBe("POST");
  });
});

describe("a heading that stands over nothing", () => {
  const emptied = (says: string): string => {
    const [from, to] = ["refundId", "Response Code"].map((each) =>
      whole.indexOf(each, whole.indexOf("Response Parameters")),
    );
    return `${whole.slice(0, from)}${says}\n\n${whole.slice(to)}`;
  };
  const draft = (text: string) => draftOf(readPage("p.txt", bytes(text)), { request: {}, response: {} });

  it("is lost, and told", () => {
    expect(draft(emptied("")).content.response).toBe("not-captured");
    expect(readPage("p.txt", bytes(emptied(""))).notes.map(({ says }) => says)).toContain(
      "response parameters has no rows: they were not captured, or there are none",
    );
  });

  it.each(["None", "없음", "N/A"])("is empty where the page says %s", (says) => {
    expect(draft(emptied(says)).content.response).toEqual({});
    expect(
      readPage("p.txt", bytes(emptied(says)))
        .notes.map((note) => note.says)
        .join(),
    ).not.toContain("no rows");
  });

  it("is a request without a body where its method sends none", () => {
    const model = { ...(MADE_UP.coupons as PageModel), request: [] };
    const { content, notes } = draft(asText(model, { words: ENGLISH }));
    expect(content.request).toEqual({});
    expect(notes.map(({ says }) => says)).toContain(
      "a GET without request parameters is taken to send no body",
    );
    expect(draft(asText({ ...model, method: "POST" }, { words: ENGLISH })).content.request).toBe(
      "not-captured",
    );
  });
});

describe("a conditional row", () => {
  const conditional = whole.replace(/(refundReason\n\nstring\n\n)Optional/, "$1Conditional");
  const draft = (text: string) => draftOf(readPage("p.txt", bytes(text)), { request: {}, response: {} });

  it("keeps what is said of it, which is its condition", () => {
    expect(draft(conditional).content.request).toMatchObject({ refundReason: { meaning: "환불 사유" } });
    expect(draft(whole).content.request).not.toMatchObject({ refundReason: { meaning: "환불 사유" } });
  });

  it("of which nothing is said is told", () => {
    const { notes } = draft(conditional.replace("환불 사유\n", ""));
    expect(notes.map(({ says }) => says)).toContain(
      "refundReason is conditional, and the page does not say when",
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
