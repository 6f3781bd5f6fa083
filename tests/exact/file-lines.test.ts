import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { linesOf, readPart } from "../../src/exact/file-lines.ts";

const folder = mkdtempSync(join(tmpdir(), "lines-"));
const path = join(folder, "lines.txt");

afterAll(() => rmSync(folder, { recursive: true }));

describe("lines of a file", () => {
  it("come one after the other, however they lie across what is read at once", () => {
    // Three bytes a letter: the border of what is read at once falls into the middle of one.
    const texts = ["first", "", "가".repeat(500_000), "나".repeat(900_000), "last"];
    writeFileSync(path, texts.map((text) => `${text}\n`).join(""));
    const lines = [...linesOf(path)];
    expect(lines.map(({ text }) => text === "" || texts.indexOf(text))).toEqual([0, true, 2, 3, 4]);
    expect(lines.every(({ isEnded }) => isEnded)).toBe(true);
    for (const line of lines) expect(readPart(path, line) === line.text).toBe(true);
  });

  it("tell of a last one that has no end, and of none in an empty file", () => {
    writeFileSync(path, "whole\nhal");
    expect([...linesOf(path)].map(({ text, isEnded }) => [text, isEnded])).toEqual([
      ["whole", true],
      ["hal", false],
    ]);
    writeFileSync(path, "");
    expect([...linesOf(path)]).toEqual([]);
  });

  it("end with the file's end where less stands there than was asked for", () => {
    writeFileSync(path, "short");
    expect(readPart(path, { from: 2, bytes: 100 })).toBe("ort");
  });
});
