import { inject } from "vitest";
import type { Case } from "../../src/cases/model.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Whole catalogues are tried, and whole plans run: `npm run check` has the time for it, `npm test` has not. */
    exhaustive: boolean;
  }
}

/** One of so many derived cases is run where a share is enough. */
const PARTS = 10;

export function isExhaustive(): boolean {
  return inject("exhaustive");
}

/** All of a table where everything is tried, and otherwise those rows of it that stand for the rest. */
export function representatives<Row>(
  rows: readonly Row[],
  stands: (row: Row, index: number) => boolean,
): Row[] {
  return rows.filter((row, index) => isExhaustive() || stands(row, index));
}

/**
 * The cases of a plan that a claim of whole runs is tried with: all of them where everything is tried, and otherwise each
 * documented one, each journey, and a tenth of the derived ones of every operation and kind.
 */
export function shareOf(cases: readonly Case[]): Case[] {
  return representatives(
    cases,
    ({ kind }, index) => kind === "documented" || kind === "journey" || index % PARTS === 0,
  );
}

/** How many of so many cases of a whole run are in its share, at least. */
export function scaled(count: number): number {
  return isExhaustive() ? count : Math.floor(count / PARTS);
}
