import { describe, expect, it } from "vitest";
import { draftOf } from "../../src/pages/draft/draft.ts";
import { readPage } from "../../src/pages/read/read-page.ts";
import { repairWords } from "../../src/pages/text/word-repair.ts";
import { asText, ENGLISH } from "./layouts.ts";
import { MADE_UP } from "./made-up.ts";
import type { PageModel } from "./page-model.ts";
import { misread } from "./wild/damage.ts";

const model = MADE_UP.refund as PageModel;
const [before = "", after = ""] = asText(model, { words: ENGLISH, compact: true }).split(/(?:Version.*\n+)+/);
const versionOf = (page: string): { readonly version: unknown; readonly told: string } => {
  const { content, notes } = draftOf(readPage("p.txt", new TextEncoder().encode(page)), {
    request: {},
    response: {},
  });
  return { version: content.version, told: notes.map(({ says }) => says).join("\n") };
};

describe("the version that a page shows, of several", () => {
  it.each([
    ["behind the list", ["v1", "v2", "v3", "v3"]],
    ["above the list", ["v3", "v1", "v2", "v3"]],
  ])("is the one that stands again %s", (_where, versions) => {
    const page = `${before}${versions.map((each) => `Version: ${each}\n`).join("")}${after}`;
    expect(versionOf(page)).toMatchObject({
      version: "v3",
      told: expect.stringContaining("v3, which stands twice,"),
    });
  });

  it("is taken for the first where none stands again, and this is told", () => {
    expect(versionOf(`${before}Version: v1\nVersion: v2\n${after}`)).toMatchObject({
      version: "v1",
      told: expect.stringContaining("the first is taken for the one shown"),
    });
  });

  it.each([
    ["selected", "v2"],
    ["", "v1"],
  ])("is the option of a list that is %s", (attribute, version) => {
    const lines = (text: string): string => text.replaceAll("<", "&lt;").replaceAll("\n", "<br>");
    const list = `<select><option>Version: v1</option><option ${attribute}>Version: v2</option></select>`;
    const page = `<html><body><div>${lines(before)}</div>${list}<div>${lines(after)}</div></body></html>`;
    expect(versionOf(page).version).toBe(version);
  });
});

describe("signs of which all bytes are left in a text that has lost others", () => {
  it.each(["• Form : yyMMdd", "‹", "don’t – “so”"])("%s is restored, nothing guessed", (text) => {
    const damaged = [...text].map((sign) => misread(sign, "thai and windows-1252, holes lost")).join("");
    const whole = !/[”]/.test(text);
    const repair = repairWords(damaged);
    if (whole) expect(repair).toMatchObject({ text, guessed: 0, unread: 0 });
    else expect(repair.text).toContain("don’t – “so");
  });

  it("but one that lacks a byte is still told", () => {
    expect(repairWords("โข Form : yyMMdd").unread).toBeGreaterThan(0);
  });
});
