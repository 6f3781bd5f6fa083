import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PROJECT_ROOT } from "../../src/exact/project-root.ts";
import { diffPages } from "../../src/pages/diff/diff-pages.ts";
import { renderChanges } from "../../src/pages/diff/diff-report.ts";
import { type ImportFolders, importPages } from "../../src/pages/write/import-pages.ts";
import { asText, ENGLISH } from "./layouts.ts";
import { MADE_UP } from "./made-up.ts";
import type { PageModel } from "./page-model.ts";

const text = asText(MADE_UP.refund as PageModel, { words: ENGLISH, compact: true });
let dir: string;
let page: string;
let folders: ImportFolders;

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "diff-"));
  page = join(dir, "refund.txt");
  folders = {
    contract: join(dir, "contract"),
    cases: join(dir, "cases"),
    common: join(PROJECT_ROOT, "contract"),
  };
  writeFileSync(page, text);
  for (const { path, text: content } of importPages([page], folders, false).pages.flatMap(
    ({ files }) => files,
  )) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
});

afterAll(() => rmSync(dir, { recursive: true, force: true }));

function changesOf(newer: string): string[] {
  writeFileSync(page, newer);
  return diffPages([page], folders, false).flatMap(({ changes }) =>
    changes.map(({ weight, says }) => `${weight}: ${says}`),
  );
}

/** The page with one text, which it has once from `after` on, replaced. */
function edited(after: string, from: string, to: string): string {
  const at = text.indexOf(from, text.indexOf(after));
  if (!text.includes(after) || at < 0) throw new Error(`the page has no "${from}" after "${after}"`);
  return text.slice(0, at) + to + text.slice(at + from.length);
}

const NEW_FIELD = (presence: string): string => `couponId\nstring\n${presence}\nLength : 8\nrefundType\n`;

describe("a newer page", () => {
  it("that says the same changes nothing, in another layout as well", () => {
    expect(changesOf(text)).toEqual([]);
    expect(changesOf(asText(MADE_UP.refund as PageModel, { words: ENGLISH }))).toEqual([]);
  });

  it.each([
    [
      "a path",
      edited("POST", "/api/v2/parcels/refund", "/api/v3/parcels/refund"),
      "breaking: path: /api/v2/parcels/refund becomes /api/v3/parcels/refund",
    ],
    ["a method", edited("Version", "POST", "PUT"), "breaking: method: POST becomes PUT"],
    [
      "a narrower bound",
      edited("refundReason", "Max : 200", "Max : 100"),
      "breaking: request.refundReason.max: 200 becomes 100, narrower",
    ],
    [
      "a wider bound",
      edited("refundReason", "Max : 200", "Max : 300"),
      "additive: request.refundReason.max: 200 becomes 300, wider",
    ],
    [
      "a length",
      edited("refundNo", "Length : 24", "Length : 30"),
      "breaking: request.refundNo.length: 24 becomes 30",
    ],
    [
      "a wider bound of an answer",
      edited("refundAmount", "Max : 9999999999", "Max : 99999999999"),
      "breaking: response.refundAmount.max: 9999999999 becomes 99999999999, wider",
    ],
    [
      "a field newly required",
      edited("refundReason", "Optional", "Required"),
      "breaking: request.refundReason.presence: optional becomes required",
    ],
    [
      "a field no longer required",
      edited("refundType", "Required", "Optional"),
      "additive: request.refundType.presence: required becomes optional",
    ],
    [
      "an answer's field no longer certain",
      edited("refundId", "Required", "Optional"),
      "breaking: response.refundId.presence: required becomes optional",
    ],
    [
      "a type",
      edited("refundReason", "string", "number"),
      "breaking: request.refundReason.type: string becomes number",
    ],
    [
      "a new required field",
      edited("addressInfo", "refundType\n", NEW_FIELD("Required")),
      "breaking: request.couponId is new and required; a request of today lacks it",
    ],
    [
      "a new optional field",
      edited("addressInfo", "refundType\n", NEW_FIELD("Optional")),
      "additive: request.couponId is new and optional",
    ],
    [
      "a value that is gone",
      edited("refundType", "FULL", "WHOLE"),
      "breaking: request.refundType.values: FULL gone, WHOLE new",
    ],
    [
      "a code's number",
      edited("Response Code", "009_004", "009_005"),
      'additive: code 009_005 is new: "Refund is not possible."',
    ],
    [
      "a status",
      edited("000_015", "400\nError code\n009_004", "409\nError code\n009_004"),
      "breaking: code 009_004: the status 400 becomes 409",
    ],
    [
      "a message",
      edited("009_004", "Refund is not possible.", "No refund."),
      'wording: code 009_004: its message "Refund is not possible." becomes "No refund."',
    ],
    [
      "a mode",
      edited("Parcel", "RefundAsync", "RefundSync"),
      "breaking: the operation is synchronous now, and was asynchronous",
    ],
    [
      "a header",
      edited("X-KM-Access-Key", "Conditional", "Required"),
      "breaking: headers.request.X-KM-Access-Key.presence: conditional becomes required",
    ],
    [
      "encryption",
      edited("Request Parameters", "Encrypted|\nCheck out\nGuidelines\nfor more information.\n", ""),
      "breaking: the request is encrypted no more",
    ],
    [
      "a unit",
      edited("refundAmount", "환불 금액", "환불 금액 (단위: 원)"),
      'breaking: response.refundAmount: what it says of its unit is on the page now: "환불 금액 (단위: 원)"',
    ],
    [
      "a formula",
      edited("refundAmount", "환불 금액", "환불 금액 = 결제 금액 * 2"),
      'breaking: response.refundAmount: what it says of its formula is on the page now: "환불 금액 = 결제 금액 * 2"',
    ],
    [
      "a condition",
      edited("refundReason", "환불 사유", "refundType이 FULL인 경우 필수"),
      'breaking: request.refundReason: what it says of its condition is on the page now: "refundType이 FULL인 경우 필수"',
    ],
    [
      "a field's encryption",
      edited("refundReason", "환불 사유", "환불 사유 (AES 암호화)"),
      'breaking: request.refundReason: what it says of its encryption is on the page now: "환불 사유 (AES 암호화)"',
    ],
    [
      "a value in its words",
      edited("refundType", "PARTIAL : 부분 환불", "PARTIAL : 일부 환불"),
      'wording: request.refundType: what it says of its values is on the page now: "PARTIAL : 일부 환불", and something else no more',
    ],
    [
      "no demand to be unique",
      edited("refundNo", "해당 번호는 Unique 해야 합니다.", "해당 번호입니다."),
      "additive: request.refundNo.unique: true is gone",
    ],
    [
      "a header of another length",
      edited("X-KM-Tran-Token", "Length : 66", "Length : 67"),
      "breaking: headers.request.X-KM-Tran-Token.length: 66 becomes 67",
    ],
  ])("with %s", (_, newer, change) => {
    expect(changesOf(newer)).toContain(change);
  });

  it("that prints a header otherwise says nothing of what it means", () => {
    const changes = changesOf(edited("X-KM-Tran-Token", "Length : 66", "Length : 67"));
    expect(changes).toHaveLength(1);
  });

  it("is held against the last page, whatever a person made of its words", () => {
    const path = join(folders.contract, "parcel-refund.yaml");
    const before = readFileSync(path, "utf8");
    writeFileSync(path, before.replace(/meaning: "?PARTIAL[^\n]*/, "meaning: What is refunded"));
    expect(readFileSync(path, "utf8")).not.toBe(before);
    expect(changesOf(text)).toEqual([]);
    expect(changesOf(edited("refundType", "PARTIAL : 부분 환불", "PARTIAL : 일부 환불"))).toHaveLength(1);
    writeFileSync(path, before);
  });

  it("tells a code that is gone, and the field of an answer", () => {
    const [start, end] = ["400\nError code\n009_004", "Test Data"].map((each) => text.indexOf(each));
    expect(changesOf(text.slice(0, start) + text.slice(end))).toEqual(["breaking: code 009_004 is gone"]);
    const gone = edited(
      "Response Parameters",
      "refundId\nstring\nRequired\nLength : 20\n환불 거래 번호\n",
      "",
    );
    expect(changesOf(gone)).toEqual([
      "breaking: response.refundId is gone; a client that reads it gets nothing",
    ]);
  });

  it("does not take a section that the capture lost for one that is gone", () => {
    const [start, end] = ["Response Parameters", "Response Code"].map((each) => text.indexOf(each));
    writeFileSync(page, text.slice(0, start) + text.slice(end));
    const [found] = diffPages([page], folders, false);
    expect(found).toMatchObject({ changes: [], lost: ["response"] });
  });

  it("of no operation of the contract is refused", () => {
    writeFileSync(page, asText(MADE_UP.points as PageModel, { words: ENGLISH }));
    expect(() => diffPages([page], folders, false)).toThrow("is of no operation of the contract");
  });

  it("is told by weight, with its line, the cases and the schemas that it touches", () => {
    writeFileSync(page, edited("refundReason", "Max : 200", "Max : 100"));
    const clause = "parcel-refund#request.refundReason.max";
    const cases = [
      {
        id: "parcel-refund/over-max",
        operation: "parcel-refund",
        clauses: [clause],
        expected: { status: 400 },
      },
      { id: "parcel-refund/success", operation: "parcel-refund", clauses: [], expected: { status: 200 } },
    ];
    const told = renderChanges(diffPages([page], folders, false), cases);
    expect(told).toMatch(
      /^refund\.txt against contract\/parcel-refund\.yaml: 1 breaking, 0 additive, 0 wording\n {2}breaking:\n {4}line \d+: request\.refundReason\.max: 200 becomes 100, narrower\n/,
    );
    expect(told).toContain("cases: parcel-refund/over-max\n");
    expect(told).toContain("schemas: schemas/parcel-refund/request-body.schema.json, schemas/openapi.json");
  });
});
