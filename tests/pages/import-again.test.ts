import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadContract } from "../../src/contract/load.ts";
import { PROJECT_ROOT } from "../../src/exact/project-root.ts";
import { readPage } from "../../src/pages/read/read-page.ts";
import { type ImportedPage, type ImportFolders, importPages } from "../../src/pages/write/import-pages.ts";
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

function importOf(page: string): ImportedPage {
  const path = join(dir, "refund.txt");
  writeFileSync(path, page);
  const [imported] = importPages([path], folders, false).pages;
  if (!imported) throw new Error("no page was imported");
  for (const file of imported.files) {
    mkdirSync(dirname(file.path), { recursive: true });
    writeFileSync(file.path, file.text);
  }
  return imported;
}

const contract = (): string => readFileSync(join(folders.contract, "parcel-refund.yaml"), "utf8");

/** A person's hand in the contract file. */
function settle(from: string, to: string): void {
  expect(contract()).toContain(from);
  writeFileSync(join(folders.contract, "parcel-refund.yaml"), contract().replace(from, to));
}

describe("a page imported again", () => {
  it("writes nothing, in another layout as well", () => {
    importOf(text);
    expect(importOf(text).files).toEqual([]);
  });

  it("keeps what a person settled, with comments, and follows the page in everything else", () => {
    importOf(text);
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

  it("takes a field that is gone out with what was said of it", () => {
    importOf(text);
    settle("length: 24", "length: 24\n    examples: [R1]");
    const without = text.replace(
      "refundNo\nstring\nRequired\nLength : 24\n환불 관리번호\n해당 번호는 Unique 해야 합니다.\n",
      "",
    );
    importOf(without);
    expect(contract()).not.toContain("refundNo:");
    expect(() => loadContract({ common: folders.common, operations: [folders.contract] })).not.toThrow();
  });

  it("leaves the rows of a case table to whoever wrote in it", () => {
    importOf(text);
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
