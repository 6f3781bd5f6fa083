import { describe, expect, it } from "vitest";
import { readPage } from "../../src/pages/read/read-page.ts";
import { isBeyondReading, LAYOUTS, type Layout, wildCapture } from "./wild/capture.ts";
import { type Miss, measure } from "./wild/measure.ts";

/** Pages of a layout: those of the even seeds, or of the odd ones. */
const PAGES = 12;

interface Sum {
  facts: number;
  readonly wrong: string[];
  readonly silent: string[];
}

/** Facts of so many pages that were read otherwise than they are; those that no report speaks of. */
function sumOf(layout: Layout): Sum {
  const sum: Sum = { facts: 0, wrong: [], silent: [] };
  for (let page = 0; page < PAGES; page++) {
    const seed = 1 + 2 * page + (LAYOUTS.indexOf(layout) % 2);
    const capture = wildCapture(seed, layout);
    const read = readPage(`${seed}.txt`, new TextEncoder().encode(capture.page));
    const { facts, misses } = measure(capture, read);
    sum.facts += facts;
    const text = ({ fact, says }: Miss): string => `page ${seed}: ${fact}: ${says}`;
    sum.silent.push(...misses.filter(({ told }) => !told).map(text));
    sum.wrong.push(...misses.filter(({ fact, truth }) => !isBeyondReading(capture, fact, truth)).map(text));
  }
  return sum;
}

describe("pages of invented operations, captured in many ways", () => {
  it.each(LAYOUTS)("%s: 98 of 100 facts, and nothing wrong without a word", (layout) => {
    const { facts, wrong, silent } = sumOf(layout);
    expect(facts).toBeGreaterThan(1000);
    expect(silent).toEqual([]);
    expect(wrong.length / facts, wrong.join("\n")).toBeLessThan(0.02);
  });
});
