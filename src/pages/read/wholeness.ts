import type { PageLines } from "../lines/page-lines.ts";
import { PageRefused } from "../refusal.ts";
import type { PageLine } from "../text/page-text.ts";
import type { PageCode } from "./codes.ts";
import type { Notes } from "./notes.ts";
import type { Sections } from "./sections.ts";
import type { PageTitle } from "./test-data.ts";

/** What tells a page that is cut off from a whole one. */
export interface PageEnd {
  readonly file: string;
  readonly page: PageLines;
  readonly sections: Sections;
  readonly codes: "not-captured" | { readonly rows: readonly PageCode[]; readonly shownInPart: boolean };
  readonly testData: "not-captured" | { readonly rows: readonly PageTitle[] };
  /** Line of a row or a code that breaks off. */
  readonly brokenOff: number | undefined;
}

/**
 * A capture ends with the test data and the try-it form. One that ends with a code may have more of them, and its last
 * line may be half of one: only "Show All" says that the list is over. One that ends among its titles is cut off where
 * the last of them is no whole one; where that cannot be told, it is noted. Throws PageRefused.
 */
export function ensureWhole(end: PageEnd, notes: Notes): void {
  const { file, page, sections } = end;
  const line = page.lines.at(-1)?.line ?? 1;
  if (sections.ended) return;
  const last = sections.sections.at(-1)?.name;
  const lacks = whatLacks(end, last);
  if (lacks !== undefined)
    throw new PageRefused(
      file,
      `is cut off at line ${line}, ${lacks}; capture the whole page, or import it with --partial as far as it goes`,
    );
  if (sections.sections.at(-1)?.name === "test data" && page.layout !== "html")
    notes.assumed(line, "the page ends inside its test data; whether more follows cannot be told");
}

function whatLacks(
  { page, codes, testData, brokenOff }: PageEnd,
  last: string | undefined,
): string | undefined {
  const within = `within ${last ?? "its head"}`;
  if (page.open !== undefined) return `${within}: <${page.open}> is not closed`;
  if (page.endsInCharacter) return `${within}: its last character is half of one`;
  if (brokenOff !== undefined) return within;
  if (last === undefined) return "before its first table";
  if (last === "response codes") return isListOver(codes) ? undefined : `${within}: no test data follow`;
  if (last !== "test data") return `${within}: no response codes follow`;
  if (page.layout === "html" || testData === "not-captured") return undefined;
  const half = halfTitle(page.lines, testData.rows, codes === "not-captured" ? [] : codes.rows);
  return half === undefined ? undefined : `${within}: ${half}`;
}

function isListOver(codes: PageEnd["codes"]): boolean {
  return codes !== "not-captured" && codes.shownInPart;
}

/** Words that no title ends with. */
const OPEN_END =
  /(?:\s|^)(?:an?|the|of|for|to|from|with|without|and|or|whose|who|that|which|because|than|has|have|is|are|be|if)$|[-–—:,([“‘]$/i;

/** Why the last line of the test data is no whole title; undefined where it may be one. */
function halfTitle(
  lines: readonly PageLine[],
  titles: readonly PageTitle[],
  codes: readonly PageCode[],
): string | undefined {
  const [last, title] = [lines.at(-1), titles.at(-1)];
  if (!last || !title) return undefined;
  const { text } = last;
  const isHalf =
    /^[1-5]\d{0,2}\s*[-–—:]?$/.test(text) ||
    OPEN_END.test(text) ||
    text.split("`").length % 2 === 0 ||
    text.split("(").length > text.split(")").length ||
    endsInWord(text, lines) ||
    codes.some((code) => breaksWord(title.title, code.description) || breaksWord(title.title, code.message));
  return isHalf ? `"${text}" is no whole title` : undefined;
}

/** Whether a text is the beginning of another and ends within one of its words. */
function breaksWord(text: string, whole: string): boolean {
  return (
    whole.startsWith(text) && /[\p{L}\p{N}]$/u.test(text) && /^[\p{L}\p{N}]/u.test(whole.slice(text.length))
  );
}

/** An end that makes another word of a whole one. */
const ENDING = /^(?:e?s|e?d|ing|er|ly|al|able|at?ion|ment|'s)$/;

/** Whether the last word of a text is on the page nowhere else, but as the beginning of another. */
function endsInWord(text: string, lines: readonly PageLine[]): boolean {
  const [word] = /(?<![\w`])[a-z]{5,}$/i.exec(text) ?? [];
  if (word === undefined) return false;
  const begun = word.toLowerCase();
  const words = lines.slice(0, -1).flatMap((line) => line.text.toLowerCase().match(/[a-z']+/g) ?? []);
  return (
    !words.includes(begun) &&
    words.some((each) => each.startsWith(begun) && !ENDING.test(each.slice(begun.length)))
  );
}
