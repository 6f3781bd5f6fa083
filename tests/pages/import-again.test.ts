import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadContract } from "../../src/contract/load.ts";
import { PROJECT_ROOT } from "../../src/exact/project-root.ts";
import { readPage } from "../../src/pages/read/read-page.ts";
import type { ImportedPage, ImportFolders } from "../../src/pages/write/import-pages.ts";
import { importFirst, importText } from "./imported.ts";
import { asText, ENGLISH } from "./layouts.ts";
import { MADE_UP } from "./made-up.ts";
import type { PageModel } from "./page-model.ts";

const text = asText(MADE_UP.refund as PageModel, { words: ENGLISH, compact: true });
let dir: string;
let folders: ImportFolders;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "again-"));
  folders = {
    contract: join(dir, "contract"),
    cases: join(dir, "cases"),
    common: join(PROJECT_ROOT, "contract"),
  };
});

afterEach(() => rmSync(dir, { recursive: true, force: true }));

const importOf = (page: string): ImportedPage => importText(page, join(dir, "refund.txt"), folders);

const contract = (): string => readFileSync(join(folders.contract, "parcel-refund.yaml"), "utf8");

/** A person's hand in the contract file. */
function settle(from: string, to: string): void {
  expect(contract()).toContain(from);
  writeFileSync(join(folders.contract, "parcel-refund.yaml"), contract().replace(from, to));
}

describe("a page imported again", () => {
  it("writes nothing, in another layout as well", () => {
    importFirst(text, join(dir, "refund.txt"), folders);
    expect(importOf(text).files).toEqual([]);
  });

  it("keeps what a person settled, with comments, and follows the page in everything else", () => {
    importFirst(text, join(dir, "refund.txt"), folders);
    settle("proposedEffect: money", "# confirmed with the vendor\neffect: money");
    settle("max: 200", "max: 250");
    expect(importOf(text).files).toEqual([]);
    expect(contract()).toContain("max: 250");
    const { differences } = importOf(text.replace("Length : 24", "Length : 30"));
    expect(differences.filter(({ kind }) => kind === "written").map(({ fact }) => fact)).toEqual([
      "request.refundNo.length",
    ]);
    expect(contract()).toContain("# confirmed with the vendor\neffect: money");
    expect(contract()).not.toContain("proposedEffect");
    expect(contract()).toContain("max: 250");
    expect(contract()).toContain("length: 30");
  });

  const withoutNumber = text.replace(
    "refundNo\nstring\nRequired\nLength : 24\n환불 관리번호\n해당 번호는 Unique 해야 합니다.\n",
    "",
  );
  const load = (): unknown => loadContract({ common: folders.common, operations: [folders.contract] });

  it("keeps a field that is gone and that somebody changed, whole", () => {
    importFirst(text, join(dir, "refund.txt"), folders);
    settle("length: 24", "length: 30");
    const { differences } = importOf(withoutNumber);
    expect(contract()).toMatch(/refundNo:\n {4}type: string\n {4}presence: required\n {4}length: 30/);
    expect(differences.map(({ fact, kind }) => `${kind} ${fact}`)).toContain("kept request.refundNo.length");
    expect(load).not.toThrow();
  });

  it("takes a field that is gone out with what was said of it", () => {
    importFirst(text, join(dir, "refund.txt"), folders);
    settle("length: 24", "length: 24\n    examples: [R1]");
    importOf(withoutNumber);
    expect(contract()).not.toContain("refundNo:");
    expect(load).not.toThrow();
  });

  it("carries the page's words of a unit and a condition until somebody words them otherwise", () => {
    const fee = text.replace("환불 금액", "환불 금액 (단위: 원)");
    importOf(fee);
    expect(contract()).toContain('meaning: "환불 금액 (단위: 원)"');
    importOf(fee.replace("단위: 원", "단위: 달러"));
    expect(contract()).toContain('meaning: "환불 금액 (단위: 달러)"');
    settle('meaning: "환불 금액 (단위: 달러)"', "meaning: Amount in dollars");
    expect(importOf(fee.replace("단위: 원", "단위: 달러")).files).toEqual([]);
    const { differences } = importOf(fee.replace("단위: 원", "단위: 센트"));
    expect(differences).toMatchObject([
      { kind: "kept", fact: "response.refundAmount.meaning", page: "환불 금액 (단위: 센트)" },
    ]);
    expect(contract()).toContain("meaning: Amount in dollars");
  });

  it("leaves the rows of a case table to whoever wrote in it", () => {
    importFirst(text, join(dir, "refund.txt"), folders);
    const rows = readFileSync(join(folders.cases, "parcel-refund.yaml"), "utf8");
    writeFileSync(join(folders.cases, "parcel-refund.yaml"), `${rows}# a note of ours\n`);
    expect(importOf(text).files).toEqual([]);
    expect(readFileSync(join(folders.cases, "parcel-refund.yaml"), "utf8")).toContain("# a note of ours");
  });
});

describe("exactly ten codes", () => {
  const bytes = (page: string): Uint8Array => new TextEncoder().encode(page);
  const points = asText(MADE_UP.points as PageModel, { words: ENGLISH });

  it("are taken for a part of them, whether or not the page still has its Show All", () => {
    for (const page of [points, points.replace("Show All\n", "")]) {
      const { codes, notes } = readPage("p.txt", bytes(page));
      expect(codes).toMatchObject({ incomplete: true });
      expect(notes.some(({ says }) => /10 codes/.test(says))).toBe(true);
    }
    expect(readPage("p.txt", bytes(text)).codes).toMatchObject({ incomplete: false });
  });
});
