import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { loadContract } from "../../src/contract/load.ts";
import { PROJECT_ROOT } from "../../src/exact/project-root.ts";
import type { ImportFolders } from "../../src/pages/write/import-pages.ts";
import { importFirst, importText } from "./imported.ts";
import { asText, ENGLISH } from "./layouts.ts";
import { MADE_UP } from "./made-up.ts";
import type { PageModel } from "./page-model.ts";

const HEAD = asText(MADE_UP.refund as PageModel, { words: ENGLISH, compact: true });

/** A page whose layout does not mark where `options` ends; its reading puts the two last rows into it. */
const ITEMS = `itemList
array of objects
Required
Items
itemId
string
Required
Length : 5
Item
options
array of objects
Optional
Options
optionId
string
Required
Length : 3
Option
dcvv
string
Required
Length : 3
DCVV
quantity
number
Required
Min : 1 , Max : 99
Quantity
`;
const page = HEAD.replace(/refundReason\n(?:.*\n)*?(?=Response Headers)/, (rows) => rows + ITEMS);

let dir: string;
let folders: ImportFolders;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "settled-"));
  folders = {
    contract: join(dir, "contract"),
    cases: join(dir, "cases"),
    common: join(PROJECT_ROOT, "contract"),
  };
  importFirst(page, join(dir, "refund.txt"), folders);
});

afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** The paths that an import of the page changes, and what it tells of facts. */
function importOf(text: string): { files: string[]; told: string[] } {
  const imported = importText(text, join(dir, "refund.txt"), folders);
  return {
    files: imported.files.map((file) => file.path),
    told: imported.differences.map(({ kind, fact }) => `${kind} ${fact}`),
  };
}

const file = (): string => readFileSync(join(folders.contract, "parcel-refund.yaml"), "utf8");
const load = (): unknown => loadContract({ common: folders.common, operations: [folders.contract] });
const written = (told: readonly string[]): string[] => told.filter((each) => !each.startsWith("kept "));

interface Row {
  fields?: Record<string, Row>;
  type?: string;
}

/** A person's hand: rows of the request, moved or given other names. */
function settle(change: (request: Record<string, Row>) => void): void {
  const content = parse(file(), { intAsBigInt: true }) as { request: Record<string, Row> };
  change(content.request);
  const json = JSON.stringify(content, (_, value: unknown) =>
    typeof value === "bigint" ? `#${value}#` : value,
  );
  writeFileSync(join(folders.contract, "parcel-refund.yaml"), json.replaceAll(/"#(-?\d+)#"/g, "$1"));
}

function rowsOf(row: Record<string, Row> | undefined, name: string): Record<string, Row> {
  const fields = row?.[name]?.fields;
  if (!fields) throw new Error(`${name} has no fields`);
  return fields;
}

function move(from: Record<string, Row>, to: Record<string, Row>, name: string, as = name): void {
  const row = from[name];
  if (!row) throw new Error(`there is no ${name}`);
  delete from[name];
  to[as] = row;
}

const SETTLED: readonly [string, (request: Record<string, Row>) => void][] = [
  [
    "rows moved out of two containers, and a whole container into another",
    (request) => {
      const items = rowsOf(request, "itemList");
      const options = rowsOf(items, "options");
      move(options, items, "quantity");
      move(options, request, "dcvv");
      move(request, items, "addressInfo");
    },
  ],
  ["a container moved to the top", (request) => move(rowsOf(request, "itemList"), request, "options")],
  [
    "a row with another name, which a proposal was made for",
    (request) => move(rowsOf(rowsOf(request, "itemList"), "options"), request, "dcvv", "amount"),
  ],
  [
    "a row moved into a container that stands before it",
    (request) => move(request, rowsOf(request, "addressInfo"), "refundReason"),
  ],
];

describe("what a person settled of rows", () => {
  it.each(SETTLED)("survives the same page: %s", (_, change) => {
    settle(change);
    const before = file();
    expect(importOf(page).files).toEqual([]);
    expect(importOf(page).files).toEqual([]);
    expect(file()).toBe(before);
    expect(load).not.toThrow();
  });

  it.each(SETTLED)("survives a page that says something else elsewhere: %s", (_, change) => {
    settle(change);
    const { told } = importOf(page.replace("Length : 24", "Length : 30"));
    expect(written(told)).toEqual(["written request.refundNo.length"]);
    expect(load).not.toThrow();
  });

  it("is told, and not half undone, where the page changes the row itself, or has a new one in it", () => {
    settle((request) => move(rowsOf(rowsOf(request, "itemList"), "options"), request, "quantity", "count"));
    const { told } = importOf(page.replace("Max : 99\nQuantity", "Max : 98\nQuantity"));
    expect(written(told)).toEqual([]);
    expect(told).toContain("kept request.itemList.options.quantity.max");
    expect(file()).toContain('"count"');
    expect(load).not.toThrow();
  });

  it("hides no row that is new on the page", () => {
    settle((request) => move(request, rowsOf(request, "addressInfo"), "refundReason"));
    const added = page.replace("refundType\n", "couponId\nstring\nRequired\nLength : 8\nrefundType\n");
    const { told } = importOf(added);
    expect(told).toContain("written request.couponId.type");
    expect(written(told).every((each) => each.startsWith("written request.couponId."))).toBe(true);
    expect(load).not.toThrow();
  });

  it("stays what it was where another operation has a container of the same name", () => {
    const other = file()
      .replace("/api/v2/parcels/refund", "/api/v2/parcels/other")
      .replace(/ {6}zipCode:/, "      refundType:\n        type: string\n        presence: required\n$&");
    writeFileSync(join(folders.contract, "parcel-other.yaml"), other);
    expect(importOf(page).files).toEqual([]);
  });
});
