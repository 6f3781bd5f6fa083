import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { draftOf } from "../../src/pages/draft/draft.ts";
import { readPage } from "../../src/pages/read/read-page.ts";
import { caseTable } from "../../src/pages/write/case-rows.ts";
import { asText, ENGLISH } from "./layouts.ts";
import { MADE_UP } from "./made-up.ts";
import type { PageModel } from "./page-model.ts";

interface CaseRow {
  readonly id: string;
  readonly code: string | null;
  readonly message?: string;
  readonly trigger: string;
  readonly request?: object;
}

function importOf(text: string): { conditions: readonly string[]; rows: readonly CaseRow[] } {
  const page = readPage("p.txt", new TextEncoder().encode(text));
  const { content } = draftOf(page, { request: {}, response: {} });
  const { cases } = parse(caseTable("p", content)) as { cases: CaseRow[] };
  return { conditions: Object.keys(content.conditions as object), rows: cases };
}

const triggersOf = (text: string): string[] => [
  ...new Set(
    importOf(text)
      .rows.filter(({ request }) => request !== undefined)
      .map(({ trigger }) => trigger),
  ),
];

describe("a page whose request has a row that could not be read", () => {
  const text = asText(MADE_UP.refund as PageModel, { words: ENGLISH, compact: true });

  it("says so in its contract, and infers what its rows break", () => {
    expect(importOf(text).conditions).not.toContain("request-incomplete");
    expect(triggersOf(text)).toContain("documented");
    const lost = text.replace("\nrefundReason\n", "\n");
    expect(importOf(lost).conditions).toContain("request-incomplete");
    expect(triggersOf(lost)).toEqual(["inferred"]);
    // An inferred trigger says what is sent: none without a request.
    const guesses = importOf(lost).rows.filter(({ trigger }) => trigger === "inferred");
    expect(guesses.filter(({ request }) => request === undefined)).toEqual([]);
  });

  it("does not where the row is one of the response", () => {
    const lost = text.replace("\nrefundAmount\n", "\n");
    expect(lost).not.toBe(text);
    expect(importOf(lost).conditions).not.toContain("request-incomplete");
    expect(triggersOf(lost)).toContain("documented");
  });
});

describe("a title of the test data without a code", () => {
  const withTitle = (name: string): CaseRow | undefined => {
    const model = MADE_UP[name] as PageModel;
    const titles = [...model.titles, { status: 400, title: "Gift to oneself" }];
    return importOf(asText({ ...model, titles }, { words: ENGLISH })).rows.find(
      ({ id }) => id === "gift-to-oneself",
    );
  };

  it("demands no message where its code is among those that the page hides", () => {
    const row = withTitle("points");
    expect(row).toMatchObject({ code: null });
    expect(row).not.toHaveProperty("message");
  });

  it("is the message where the page shows all of its codes", () => {
    expect(withTitle("refund")).toMatchObject({ code: null, message: "testData" });
  });
});
