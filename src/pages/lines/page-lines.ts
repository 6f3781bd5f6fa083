import { type PageLine, type RawLine, type RepairNote, repairedLines } from "../text/page-text.ts";
import { htmlLines } from "./html.ts";
import { isMarkdown, markdownLines } from "./markdown.ts";
import { splitRecord } from "./one-line.ts";

export type Layout = "text" | "html" | "markdown";

export interface PageLines {
  readonly layout: Layout;
  readonly lines: readonly PageLine[];
  readonly repairs: readonly RepairNote[];
}

/** The lines of a page as a reader sees them, whichever way it was saved. */
export function pageLines(text: string): PageLines {
  const layout = layoutOf(text);
  const even = text.replaceAll(/\r\n?|\u2028|\u2029/g, "\n");
  const raw =
    layout === "html" ? htmlLines(even) : layout === "markdown" ? markdownLines(even) : textLines(even);
  const { lines, repairs } = repairedLines(raw);
  return { layout, lines: lines.flatMap(splitRecord), repairs };
}

function layoutOf(text: string): Layout {
  if (/<(?:!doctype html|html|body|div|table|ul|h[1-6]|p|section|main)\b[^>]*>/i.test(text)) return "html";
  return isMarkdown(text) ? "markdown" : "text";
}

/** A table copied from a browser has a tab between its cells. */
function textLines(text: string): RawLine[] {
  return text.split("\n").flatMap((raw, index) => {
    const indent = /^[ \u00a0\t]*/.exec(raw)?.[0].length ?? 0;
    return raw
      .split("\t")
      .filter(
        (part, at, parts) => part.trim() !== "" || parts.length === 1 || (at === 0 && raw.trim() === ""),
      )
      .map((part) => ({ text: part, line: index + 1, indent }));
  });
}
