import { inject } from "vitest";
import type { Case } from "../../src/cases/model.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Whole catalogues are tried, and whole plans run: `npm run check` has the time for it, `npm test` has not. */
    exhaustive: boolean;
  }
}

/** One of so many derived cases of a kind is run where a share is enough: at least one of every operation. */
const PARTS = 20;
/** So many of every operation and kind are run where a few are enough. */
const FEW = 2;

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

/** Each documented case, each journey that somebody wrote, and of every kind of derived ones some of every operation. */
export function partOf(cases: readonly Case[]): Case[] {
  const met = new Map<string, number>();
  return cases.filter(({ kind, name }) => {
    if (kind === "documented" || name.startsWith("journey.")) return true;
    const before = met.get(kind) ?? 0;
    met.set(kind, before + 1);
    return before % PARTS === 0;
  });
}

/** The cases of a plan that a claim of whole runs is tried with: all of them where everything is tried, and otherwise a part. */
export function shareOf(cases: readonly Case[]): Case[] {
  return isExhaustive() ? [...cases] : partOf(cases);
}

/** The same as patterns of a run, of which none is a whole plan. */
export function shareNames(cases: readonly Case[]): string[] {
  return isExhaustive() ? [] : shareOf(cases).map(({ id }) => id);
}

/**
 * The cases that what a server says is followed through every report with: all of them where everything is tried, and
 * otherwise two of every operation and kind. What they differ in is what they send.
 */
export function fewOf(cases: readonly Case[]): Case[] {
  const met = new Map<string, number>();
  return representatives(cases, ({ operation, kind }) => {
    const count = (met.get(`${operation} ${kind}`) ?? 0) + 1;
    met.set(`${operation} ${kind}`, count);
    return count <= FEW;
  });
}

/** How many of so many cases of a whole run are in its share, at least. */
export function scaled(count: number): number {
  return isExhaustive() ? count : Math.floor(count / PARTS);
}
