import { describe, expect, it } from "vitest";
import { readPage } from "../../src/pages/read/read-page.ts";
import { capturedPages } from "./captured.ts";
import { MADE_UP } from "./made-up.ts";
import { factsOf, factsRead, modelOf, type PageModel } from "./page-model.ts";
import { LOSSY, type Variant, WHOLE } from "./variants.ts";

type Models = readonly [string, PageModel][];

const MODELS: Models = Object.entries(MADE_UP);

/** The captured pages, in layouts that have little in common. */
const CAPTURED_MODELS: Models = [...capturedPages()].map(([id, page]) => [id, modelOf(page)]);
const APART = [
  "the portal's own",
  "HTML, nested blocks",
  "Markdown, bullets",
  "thai-and-1252, Korean labels",
];

interface Measure {
  readonly facts: number;
  readonly wrong: readonly string[];
}

/** How many facts a variant has and which of them were read wrongly, left out, or made up. */
function measure(variant: Variant, models: Models): Measure {
  const wrong: string[] = [];
  let facts = 0;
  for (const [id, model] of models) {
    const truth = factsOf(model);
    const read = factsRead(readPage(id, new TextEncoder().encode(variant(model))));
    facts += truth.size;
    for (const [fact, value] of truth)
      if (read.get(fact) !== value) wrong.push(`${id} ${fact}: ${value}, read ${read.get(fact)}`);
    for (const fact of read.keys()) if (!truth.has(fact)) wrong.push(`${id} ${fact}: made up`);
  }
  return { facts, wrong };
}

describe("a page in another layout says the same", () => {
  it.each(WHOLE)("%s", (_, variant) => {
    expect(measure(variant, MODELS).wrong).toEqual([]);
  });

  it.each(WHOLE.filter(([name]) => APART.includes(name)))("the captured pages: %s", (_, variant) => {
    expect(measure(variant, CAPTURED_MODELS).wrong).toEqual([]);
  });

  it.each(LOSSY)("%s: 98 of 100 facts", (_, variant) => {
    const { facts, wrong } = measure(variant, MODELS);
    expect(wrong.length / facts, wrong.join("\n")).toBeLessThan(0.02);
  });

  it("a fact that a layout changes is counted as wrong", () => {
    const variant: Variant = (model) => (WHOLE[0]?.[1](model) ?? "").replace("Length : 15", "Length : 14");
    expect(measure(variant, MODELS.slice(0, 1)).wrong).toEqual([
      "refund requestHeaders.X-KM-User-AspId.length: 15, read 14",
    ]);
  });
});
