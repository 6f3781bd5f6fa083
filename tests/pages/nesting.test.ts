import { describe, expect, it } from "vitest";
import type { PlacedField } from "../../src/pages/read/placed-field.ts";
import { readPage } from "../../src/pages/read/read-page.ts";

const field = (name: string, type: string, ...lines: string[]): string =>
  [name, type, "Required", ...lines].join("\n");

/** A page whose request or answer has these rows, with nothing that marks where nesting ends. */
function nested(rows: readonly string[], message: string): string[] {
  const page = `Voucher IssueSync
Version: v1
POST
/api/v1/vouchers
Request Headers
${field("X-KM-Tran-Token", "string", "Length : 66")}
Request Parameters
${rows.join("\n")}
Response Code
400
Error code
000_003
Message
${message}
Description
error
Test Data
Please select
Loading ...`;
  const { request } = readPage("p.txt", new TextEncoder().encode(page));
  const names = (fields: readonly PlacedField[], path: string): string[] =>
    fields.flatMap(({ name, fields: inner }) => [`${path}${name}`, ...names(inner, `${path}${name}.`)]);
  return request === "not-captured" ? [] : names(request.rows, "");
}

describe("where nesting ends and nothing marks it", () => {
  const rows = [
    field("voucherInfo", "object"),
    field("faceAmount", "number", "Min : 1 , Max : 9"),
    field("validPeriod", "object"),
    field("startDate", "string", "Length : 8"),
    field("receiverList", "array of objects"),
    field("quantity", "number", "Min : 1 , Max : 99"),
  ];

  it("a message that begins with a name says that it stands in no other", () => {
    expect(nested(rows, "Missing required values. receiverList[0].quantity")).toEqual([
      "voucherInfo",
      "voucherInfo.faceAmount",
      "voucherInfo.validPeriod",
      "voucherInfo.validPeriod.startDate",
      "receiverList",
      "receiverList.quantity",
    ]);
    expect(nested(rows, "Missing required values.")).not.toContain("receiverList");
  });

  it("what is said of a whole list stands beside it", () => {
    const list = [
      field("historyList", "array of objects", "사용 내역 목록"),
      field("historyNo", "string", "Length : 20", "사용 번호"),
      field("isCanceled", "boolean", "취소 여부"),
    ];
    const paged = [...list, field("hasNext", "boolean", "다음 여부")];
    expect(nested(paged, "x")).toContain("hasNext");
    expect(nested([...list, field("hasGift", "boolean", "선물 여부")], "x")).toContain("historyList.hasGift");
  });
});

describe("a table copied from a browser, with tabs between its cells", () => {
  it("is read by the columns of its head", () => {
    const row = (...cells: string[]): string => cells.join("\t");
    const page = [
      "Voucher SearchSync",
      "GET /api/v1/vouchers",
      "Request Headers",
      row("Name", "Type", "Required", "Length", "Description"),
      row("X-KM-Tran-Token", "string", "Y", "66", "Token"),
      row("X-KM-Tran-Time", "string", "Y", "14", ""),
      "Query Parameters",
      row("Name", "Type", "Required", "Length", "Description"),
      row("size", "number", "N", "1 ~ 100", "Page size"),
      "Response Code",
      row("Status", "Error code", "Message", "Description"),
      row("200", "000_000", "Message", "Success"),
      "Test Data",
      "Please select",
    ].join("\n");
    const { requestHeaders, query, codes, notes } = readPage("p.txt", new TextEncoder().encode(page));
    expect(requestHeaders).toMatchObject({
      rows: [
        { name: "X-KM-Tran-Token", field: { presence: "required", bounds: { length: "66" } } },
        { name: "X-KM-Tran-Time", field: { bounds: { length: "14" } } },
      ],
    });
    expect(query).toMatchObject({
      rows: [{ field: { presence: "optional", bounds: { min: "1", max: "100" } } }],
    });
    expect(codes).toMatchObject({
      rows: [{ code: "000_000", message: "Message", description: "Success" }],
    });
    expect(notes.filter(({ kind }) => kind === "not-understood")).toEqual([]);
  });
});
