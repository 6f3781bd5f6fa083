import { describe, expect, it } from "vitest";
import { type PageRead, readPage } from "../../src/pages/read/read-page.ts";
import { asText, ENGLISH } from "./layouts.ts";
import { MADE_UP } from "./made-up.ts";
import type { PageModel } from "./page-model.ts";

const refund = asText(MADE_UP.refund as PageModel, { words: ENGLISH, compact: true });
/** The page with these lines behind its last code. */
const withLines = (...lines: readonly string[]): PageRead =>
  readPage(
    "p.txt",
    new TextEncoder().encode(refund.replace("\nTest Data\n", `\n${lines.join("\n")}\nTest Data\n`)),
  );
const codesOf = ({ codes }: PageRead): string[] =>
  codes === "not-captured"
    ? []
    : codes.rows.map(({ status, code, message, description }) =>
        [status, code, message, description].join(" | "),
      );
const TEXTS = ["Message", "Card is closed.", "Description", "Closed"];
const NORMAL = withLines("400", "Error code", "013_009", ...TEXTS);
const OTHERS = codesOf(NORMAL).slice(0, -1);

describe("a code whose number cannot be read", () => {
  it.each([
    ["is lost", ["400", "Error code", ...TEXTS]],
    ["is lost with its label", ["400", ...TEXTS]],
    ["is lost with its status", ["Error code", ...TEXTS]],
    ["is of another form", ["400", "Error code", "E01_002", ...TEXTS]],
    ["is of another form and has no status", ["Error code", "E01_002", ...TEXTS]],
  ])("%s: it is told and left out, and the code before it has nothing of it", (_what, lines) => {
    const page = withLines(
      ...lines,
      "500",
      "Error code",
      "013_010",
      "Message",
      "Late.",
      "Description",
      "Late",
    );
    expect(codesOf(page)).toEqual([...OTHERS, "500 | 013_010 | Late. | Late"]);
    expect(page.notes.map(({ says }) => says)).toContainEqual(
      expect.stringMatching(
        /^a code whose number is lost or is none such as 000_002: .*"Card is closed\."; it is left out$/,
      ),
    );
    expect(page.codes).toMatchObject({ incomplete: true });
  });
});

describe("a code that can be read", () => {
  it("leaves the list complete", () => {
    expect(codesOf(NORMAL).at(-1)).toBe("400 | 013_009 | Card is closed. | Closed");
    expect(NORMAL.codes).toMatchObject({ incomplete: false });
  });

  it.each([
    ["400", "Digits only"],
    ["Of two lines\n400 of them", "Closed"],
  ])("may have the message %s", (message, description) => {
    const page = withLines("400", "Error code", "013_009", "Message", message, "Description", description);
    expect(codesOf(page).at(-1)).toBe(`400 | 013_009 | ${message.replace("\n", " ")} | ${description}`);
    expect(page.codes).toMatchObject({ incomplete: false });
  });
});
