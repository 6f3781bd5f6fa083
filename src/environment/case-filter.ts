import picomatch from "picomatch";
import { suggestion } from "../exact/nearest.ts";
import { OF_ONES_OWN } from "./known.ts";

/** Splits `a/b,c/{d,e}` at the commas that stand outside braces. */
export function splitCasePatterns(text: string): string[] {
  return text
    .split(/,(?![^{]*\})/)
    .map((pattern) => pattern.trim())
    .filter((pattern) => pattern !== "");
}

/** A pattern that matches nothing but itself; a repetition of a run names hundreds of these. */
const IS_LITERAL = /^[\w./-]+$/;

/** Whether a case id is one of the ids or matches one of the globs; without patterns every case is. */
export function caseFilter(patterns: readonly string[]): (caseId: string) => boolean {
  if (patterns.length === 0) return () => true;
  const matchers = patterns
    .filter((pattern) => !IS_LITERAL.test(pattern))
    .map((pattern) => picomatch(pattern));
  const exact = new Set(patterns);
  return (caseId) => exact.has(caseId) || matchers.some((matches) => matches(caseId));
}

/** What is wrong with a pattern, or undefined where it names at least one known case. */
export function unknownPattern(pattern: string, caseIds: readonly string[]): string | undefined {
  if (caseIds.some(caseFilter([pattern]))) return undefined;
  return `${JSON.stringify(pattern)} matches no case; give a case id or a glob such as membership-cancellation/*; ${suggestion(pattern, caseIds)} ${OF_ONES_OWN}`;
}
