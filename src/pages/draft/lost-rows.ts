import { isOfLostRow, type Note } from "../read/notes.ts";
import type { PageRead } from "../read/read-page.ts";

/** The condition of an operation whose request has a row that could not be read. */
export const REQUEST_INCOMPLETE = "request-incomplete";

/** What the page tells of rows of its request that are lost: the contract does not ask for what they ask for. */
export function lostRequestRows({ notes, ...page }: PageRead): Note[] {
  const request = [page.request, page.path, page.query];
  const others = [page.requestHeaders, page.responseHeaders, page.response, page.codes, page.testData];
  const linesOf = (sections: readonly ("not-captured" | { readonly line: number })[]): number[] =>
    sections.flatMap((section) => (section === "not-captured" ? [] : [section.line]));
  return notes.filter((note) => {
    const above = (lines: readonly number[]): number =>
      Math.max(-1, ...lines.filter((line) => line <= (note.line ?? 0)));
    return isOfLostRow(note) && above(linesOf(request)) > above(linesOf(others));
  });
}
