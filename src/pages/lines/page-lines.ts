import { type PageLine, type RawLine, type RepairNote, repairedLines } from "../text/page-text.ts";
import type { Decoded } from "./decode.ts";
import { htmlPage } from "./html.ts";
import { isMarkdown, markdownLines } from "./markdown.ts";
import { splitRecord } from "./one-line.ts";
import { recordOf, TableHead } from "./table.ts";

export type Layout = "text" | "html" | "markdown";

export interface PageLines {
  readonly layout: Layout;
  readonly lines: readonly PageLine[];
  readonly repairs: readonly RepairNote[];
  /** The last bytes are the beginning of a character. */
  readonly endsInCharacter: boolean;
  /** Name of the element that an HTML page ends within. */
  readonly open?: string;
}

/** The lines of a page as a reader sees them, whichever way it was saved. */
export function pageLines({ text, endsInCharacter }: Decoded): PageLines {
  const layout = layoutOf(text);
  const even = text.replaceAll(/\r\n?|\u2028|\u2029/g, "\n");
  const html = layout === "html" ? htmlPage(even) : undefined;
  const raw = html?.lines ?? (layout === "markdown" ? markdownLines(even) : textLines(even));
  const { lines, repairs } = repairedLines(raw);
  return {
    layout,
    lines: lines.flatMap(splitRecord),
    repairs,
    endsInCharacter,
    ...(html?.open !== undefined && { open: html.open }),
  };
}

function layoutOf(text: string): Layout {
  if (/<(?:!doctype html|html|body|div|table|ul|h[1-6]|p|section|main)\b[^>]*>/i.test(text)) return "html";
  return isMarkdown(text) ? "markdown" : "text";
}

/** A table copied from a browser has a tab between its cells; one with a head is read by its columns. */
function textLines(text: string): RawLine[] {
  const head = new TableHead();
  return text.split("\n").flatMap((raw, index) => {
    const indent = /^[ \u00a0\t]*/.exec(raw)?.[0].length ?? 0;
    const line = index + 1;
    const cells = raw.split("\t");
    if (cells.length < 3) head.columns = [];
    const record = cells.length < 3 ? undefined : recordOf(cells, head);
    if (record && head.columns.length > 0) return record.map((part) => ({ text: part, line, indent }));
    return cells
      .filter(
        (part, at, parts) => part.trim() !== "" || parts.length === 1 || (at === 0 && raw.trim() === ""),
      )
      .map((part) => ({ text: part, line, indent }));
  });
}
