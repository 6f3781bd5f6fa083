import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findDrift, writeDerived } from "../../src/derive/files.ts";
import { madeContract } from "./made-contract.ts";

const contract = madeContract();
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "schemas-"));
  writeDerived(contract, folder);
});

afterEach(() => rmSync(folder, { recursive: true }));

const drift = () => findDrift(contract, folder).map(({ message }) => message);
const shown = (path: string) => relative(process.cwd(), join(folder, path));

describe("drift between contract/ and schemas/", () => {
  it("is none after writing", () => {
    expect(drift()).toEqual([]);
  });

  it("names file and line of an edited keyword, what was found and what is derived", () => {
    const path = join(folder, "stamp/request-body.schema.json");
    const lines = readFileSync(path, "utf8").split("\n");
    const at = lines.findIndex((line) => line.includes("9999999999999999999"));
    lines[at] = '      "maximum": 10000000000000000000,';
    writeFileSync(path, lines.join("\n"));
    expect(drift()).toEqual([
      `${shown("stamp/request-body.schema.json")}:${at + 1}: is not what contract/ derives to: ` +
        'found "\\"maximum\\": 10000000000000000000,", derived "\\"maximum\\": 9999999999999999999,"; run npx konaplate derive',
    ]);
  });

  it("names the line after the last where something was added, and the first missing one", () => {
    const path = join(folder, "stamp/error-body.schema.json");
    const lines = readFileSync(path, "utf8").split("\n").length;
    appendFileSync(path, "{}\n");
    expect(drift()).toEqual([expect.stringContaining(`error-body.schema.json:${lines}: `)]);
    writeFileSync(path, "");
    expect(drift()).toEqual([
      expect.stringContaining('error-body.schema.json:1: is not what contract/ derives to: found ""'),
    ]);
  });

  it("names a missing and a stray file, and writing mends both", () => {
    rmSync(join(folder, "stamp/success-body.schema.json"));
    mkdirSync(join(folder, "old"));
    writeFileSync(join(folder, "old/request-body.schema.json"), "{}");
    expect(drift()).toEqual([
      `${shown("stamp/success-body.schema.json")}: is missing; run npx konaplate derive`,
      `${shown("old/request-body.schema.json")}: nothing in contract/ derives this file; remove it`,
    ]);
    writeDerived(contract, folder);
    expect(drift()).toEqual([]);
  });

  it("is everything where there is no folder", () => {
    expect(findDrift(contract, join(folder, "nowhere"))).toHaveLength(6);
  });
});
