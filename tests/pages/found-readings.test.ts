import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contradictionsPage } from "../../reporters/docs/readings.tsx";
import { foundContradictions } from "../../src/contract/found-contradictions.ts";
import { loadContract } from "../../src/contract/load.ts";
import type { Contract } from "../../src/contract/model.ts";
import { PROJECT_ROOT } from "../../src/exact/project-root.ts";
import { keepFoundReadings } from "../../src/pages/write/found-readings.ts";
import { importPages } from "../../src/pages/write/import-pages.ts";
import { asText, ENGLISH } from "./layouts.ts";
import { MADE_UP } from "./made-up.ts";
import type { PageModel } from "./page-model.ts";

const refund = asText(MADE_UP.refund as PageModel, { words: ENGLISH });
/** Another operation: the same code with another message, the same field with another length. */
const other = refund
  .replaceAll("Parcel Refund", "Parcel Return")
  .replaceAll("/parcels/refund", "/parcels/return")
  .replace("Refund is not possible.", "This parcel stays.")
  .replace("Length : 24", "Length : 30");

let dir: string;
let folder: string;
const contract = (): Contract =>
  loadContract({ common: join(PROJECT_ROOT, "contract"), operations: [folder] });
const keep = (): string | undefined => keepFoundReadings(folder, foundContradictions(contract()));
const file = (): string => readFileSync(join(folder, "readings-found.yaml"), "utf8");

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "found-"));
  folder = join(dir, "contract");
  const common = join(PROJECT_ROOT, "contract");
  for (const [name, text] of [
    ["refund.txt", refund],
    ["return.txt", other],
  ] as const) {
    writeFileSync(join(dir, name), text);
    const folders = { contract: folder, cases: join(dir, "cases"), common };
    for (const each of importPages([join(dir, name)], folders, false).pages[0]?.files ?? []) {
      mkdirSync(dirname(each.path), { recursive: true });
      writeFileSync(each.path, each.text);
    }
  }
});

afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe("one message about different fields", () => {
  const withMessages = (...messages: readonly string[]): Contract => {
    const { operations, ...rest } = contract();
    const [first] = operations;
    if (!first) throw new Error("there is no operation");
    const code = first.codes.find((each) => each.code === "000_015");
    if (!code) throw new Error("there is no code 000_015");
    return {
      ...rest,
      operations: messages.map((message, index) => ({
        ...first,
        id: `page-${index}`,
        codes: [{ ...code, message }],
      })),
    };
  };
  const foundIn = (...messages: readonly string[]): string[] =>
    foundContradictions(withMessages(...messages)).map(({ id }) => id);

  it.each([
    ["of the page", "refundNo", "refundType"],
    ["in a list", "refundNo", "parcelList[0].parcelId"],
    ["in an object", "addressInfo.zipCode", "addressInfo.address"],
    ["that its page has not", "refundNo", "userId"],
    ["in a list that its page has not", "refundNo", "orderList[12].orderNo"],
  ])("is no contradiction: a field %s", (_, one, another) => {
    expect(foundIn(`Missing required values. ${one}`, `Missing required values. ${another}`)).toEqual([]);
    expect(foundIn(`Missing required values.${one}`, `Missing required values. ${another}`)).toEqual([]);
  });

  it("is one where the words differ, or one names no field", () => {
    expect(foundIn("Missing required values. refundNo", "Wrong values. refundNo")).toEqual([
      "found-code-000-015",
    ]);
    expect(foundIn("Missing required values. refundNo", "Missing required values.")).toEqual([
      "found-code-000-015",
    ]);
    expect(foundIn("Member not found.", "Charge not found.")).toEqual(["found-code-000-015"]);
  });
});

describe("what pages say differently", () => {
  it("becomes readings by themselves, in a file of their own that the contract reads", () => {
    expect(keep()).toBe(join(folder, "readings-found.yaml"));
    const readings = contract().readings;
    expect(readings.map(({ id, found }) => [id, found])).toEqual([
      ["found-code-009-004", true],
      ["found-request-refund-no", true],
    ]);
    expect(readings[1]?.evidence).toEqual([
      { where: "page of parcel-refund", says: "type string, length 24" },
      { where: "page of parcel-return", says: "type string, length 30" },
    ]);
  });

  it("is written once", () => {
    const before = file();
    expect(keep()).toBeUndefined();
    expect(file()).toBe(before);
  });

  it("stands on the page of contradictions, apart from what a person settled", () => {
    const { sections } = contradictionsPage({ contract: contract(), rules: [] } as never);
    expect(sections.map(({ id }) => id)).toEqual(["found-code-009-004", "found-request-refund-no"]);
  });

  it("gives way to a reading of a person", () => {
    const settled = file()
      .slice(file().indexOf("- id"), file().indexOf("- id: found-request"))
      .replace("found-code-009-004", "parcel-stays");
    writeFileSync(join(folder, "readings.yaml"), settled);
    expect(contract().readings.map(({ id }) => id)).toEqual(["parcel-stays", "found-request-refund-no"]);
    keep();
    expect(file()).not.toContain("009-004");
  });

  it("goes when the pages agree", () => {
    const path = join(folder, "parcel-return.yaml");
    writeFileSync(path, readFileSync(path, "utf8").replace("length: 30", "length: 24"));
    keep();
    expect(contract().readings.map(({ id }) => id)).toEqual(["parcel-stays"]);
    expect(() => file()).toThrow("ENOENT");
  });
});
