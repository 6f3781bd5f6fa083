import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadPlan, type Plan } from "../../src/cases/plan.ts";
import { loadContract } from "../../src/contract/load.ts";
import { PROJECT_ROOT } from "../../src/exact/project-root.ts";
import { diffPages } from "../../src/pages/diff/diff-pages.ts";
import { renderChanges } from "../../src/pages/diff/diff-report.ts";
import type { ImportedPage, ImportFolders } from "../../src/pages/write/import-pages.ts";
import { renderImport } from "../../src/pages/write/import-report.ts";
import { importFirst, importText } from "./imported.ts";
import { asText, ENGLISH } from "./layouts.ts";
import { MADE_UP } from "./made-up.ts";
import type { PageModel } from "./page-model.ts";

const text = asText(MADE_UP.refund as PageModel, { words: ENGLISH, compact: true });
const common = join(PROJECT_ROOT, "contract");
let dir: string;
let page: string;
let folders: ImportFolders;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "follow-"));
  page = join(dir, "refund.txt");
  folders = { contract: join(dir, "contract"), cases: join(dir, "cases"), common };
  importFirst(text, page, folders);
});

afterEach(() => rmSync(dir, { recursive: true, force: true }));

const importOf = (newer: string): ImportedPage => importText(newer, page, folders);

const plan = (): Plan => loadPlan(loadContract({ common, operations: [folders.contract] }), folders.cases);
const documented = (): string[] =>
  plan()
    .cases.filter(({ kind }) => kind === "documented")
    .map(({ name }) => name);
const table = (): string => readFileSync(join(folders.cases, "parcel-refund.yaml"), "utf8");
const rowsOf = ({ rows }: ImportedPage): string[] => rows.map(({ row, says }) => `${row} ${says}`);

/** A person's hand in the case table. */
function write(from: string | RegExp, to: string): void {
  expect(table()).toMatch(from);
  writeFileSync(join(folders.cases, "parcel-refund.yaml"), table().replace(from, to));
}

const REFUSED =
  "400\nError code\n009_004\nMessage\nRefund is not possible.\nDescription\n환불이 불가능한 거래.\n";
const withoutCode = text.replace(REFUSED, "").replace("400 - 환불이 불가능한 거래.\n", "");

describe("rows of a page that changed", () => {
  it("follow a title and a code that have other names, and keep their ids", () => {
    const ids = documented();
    const renamed = text
      .replaceAll("009_004", "009_014")
      .replace("400 - 입력 파라미터 오류", "400 - Wrong input");
    const told = rowsOf(importOf(renamed));
    expect(told).toEqual([
      expect.stringMatching(/^\S+ follows the page: testData "입력 파라미터 오류" becomes "Wrong input"/),
      expect.stringMatching(/^\S+ follows the page: code "009_004" becomes "009_014"/),
    ]);
    expect(documented()).toEqual(ids);
    expect(rowsOf(importOf(renamed))).toEqual([]);
  });

  it("are taken out where nobody changed them", () => {
    expect(rowsOf(importOf(withoutCode))).toEqual([
      expect.stringMatching(
        /^refund-is-not-possible taken out: the page has no code 009_004; the page has no test data "환불/,
      ),
    ]);
    expect(documented()).not.toContain("refund-is-not-possible");
    expect(importOf(withoutCode).files).toEqual([]);
  });

  it("stay, marked, where somebody did, and are cases again when the page has it again", () => {
    write(
      /( {4}code: "?009_004"?\n)/,
      "$1    # asked the vendor\n    clauses: [parcel-refund#request.refundType]\n",
    );
    const imported = importOf(withoutCode);
    const [row] = imported.rows;
    expect(row?.says).toMatch(/^kept, and no case any more: the page has no code 009_004/);
    const line = table().split("\n")[(row?.line ?? 0) - 1];
    expect(line).toContain("- id: refund-is-not-possible");
    expect(renderImport({ pages: [imported], idle: [] })).toContain(
      `parcel-refund.yaml:${row?.line}: refund-is-not-possible kept, and no case any more`,
    );
    expect(table()).toContain("# asked the vendor");
    expect(documented()).not.toContain("refund-is-not-possible");
    expect(importOf(withoutCode).files).toEqual([]);
    expect(rowsOf(importOf(text))).toEqual([
      "refund-is-not-possible is a case again: the page has what it rests on",
    ]);
    expect(documented()).toContain("refund-is-not-possible");
  });

  it("that somebody changed get the new name of their title alone", () => {
    write(/( {4}testData: 환불이 불가능한 거래.\n.*?)data: all/s, "$1data: [refundNo]");
    importOf(text.replace("400 - 환불이 불가능한 거래.", "400 - No refund"));
    expect(table()).toMatch(/testData: No refund\n.*data: \[refundNo\]\n/s);
    expect(documented()).toContain("refund-is-not-possible");
  });

  it("are written for a code and a title that are new", () => {
    const more = text
      .replace(
        REFUSED,
        `${REFUSED}${REFUSED.replace("009_004", "009_009").replaceAll(/Refund.*\.|환불.*\./g, "Parcel is lost.")}`,
      )
      .replace("Loading ...", "400 - Parcel is lost\nLoading ...");
    expect(rowsOf(importOf(more))).toEqual(["parcel-is-lost is new"]);
    expect(documented()).toContain("parcel-is-lost");
  });

  it("send another request where the bound that they break is another", () => {
    const lengthOf = (): number => /refundNo: "?(1+)"?/.exec(table())?.[1]?.length ?? 0;
    expect(lengthOf()).toBe(23);
    importOf(text.replace("Length : 24", "Length : 30"));
    expect(lengthOf()).toBe(29);
  });

  it("that somebody changed are named where the bound that they break is another", () => {
    write(/refundNo: "?1+"?/, 'refundNo: "1"');
    expect(rowsOf(importOf(text.replace("Length : 24", "Length : 30")))).toEqual([
      expect.stringContaining("stays as somebody wrote it, and request.refundNo.length is 30 now, was 24"),
    ]);
    expect(table()).toContain('refundNo: "1"');
  });

  it("are marked where the field that they send is gone", () => {
    write(/refundNo: "?1+"?/, 'refundNo: "1"');
    const gone = text.replace(
      "refundNo\nstring\nRequired\nLength : 24\n환불 관리번호\n해당 번호는 Unique 해야 합니다.\n",
      "",
    );
    const [told] = rowsOf(importOf(gone));
    expect(told).toContain("kept, and no case any more: ");
    expect(told).toContain("the page has no request field refundNo");
    expect(() => plan()).not.toThrow();
  });

  it("are none for a further message of a success, which its row takes as well, and none are called not-captured", () => {
    const both = text
      .replace(
        "400\nError code\n000_002",
        "200\nError code\n000_000\nMessage\nNothing found.\nDescription\n없음\n400\nError code\n000_002",
      )
      .replace("Message\nRefund is not possible.\nDescription\n환불이 불가능한 거래.\n", "");
    const imported = importOf(both);
    expect(documented().filter((name) => /success|not-captured/.test(name))).toEqual(["success"]);
    const success = plan().cases.find(({ name }) => name === "success");
    expect(success?.expected.messages).toEqual(expect.arrayContaining(["Success.", "Nothing found."]));
    expect(imported.draft.notes.map(({ says }) => says)).toContain(
      '000_000 is listed with a further message, "Nothing found."; a success may have either',
    );
  });

  it("are named by a diff, which writes nothing", () => {
    const before = table();
    writeFileSync(page, withoutCode);
    const told = renderChanges(diffPages([page], folders, false), plan().cases);
    expect(told).toMatch(
      /row: \S+parcel-refund.yaml: refund-is-not-possible taken out: the page has no code 009_004/,
    );
    expect(told).toContain("cases: parcel-refund/refund-is-not-possible");
    expect(table()).toBe(before);
  });
});
