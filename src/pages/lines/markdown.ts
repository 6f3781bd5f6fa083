import type { RawLine } from "../text/page-text.ts";
import { recordOf, TableHead } from "./table.ts";

/** Whether a text is Markdown: it has headings, a table, or lines in bold. */
export function isMarkdown(text: string): boolean {
  return (
    /^\s{0,3}#{1,6} \S/m.test(text) ||
    /^\s*\|?\s*:?-{3,}:?\s*\|/m.test(text) ||
    /^\s*(?:[-*] )?\*\*[^*\n]+\*\*/m.test(text)
  );
}

/** The lines of a Markdown text without their marks. Backticks within a sentence are the page's own and stay. */
export function markdownLines(text: string): RawLine[] {
  const head = new TableHead();
  return text.split("\n").flatMap((raw, index) => {
    const line = index + 1;
    const indent = /^[ \t]*/.exec(raw)?.[0].replaceAll("\t", "  ").length ?? 0;
    const cells = tableCells(raw);
    if (!cells) {
      head.columns = [];
      return linesOf(raw).map((each) => ({ text: each, line, indent }));
    }
    if (cells.every((cell) => /^:?-+:?$/.test(cell))) return [];
    const record = recordOf(
      cells.flatMap((cell) => [linesOf(cell).join("\n")]),
      head,
    );
    return record.map((each) => ({ text: each, line, indent }));
  });
}

function tableCells(raw: string): string[] | undefined {
  const line = raw.trim();
  if (!line.startsWith("|") || !line.endsWith("|") || line.length < 3) return undefined;
  return line
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}

function linesOf(raw: string): string[] {
  return raw.split(/<br\s*\/?>/i).map(plain);
}

function plain(raw: string): string {
  const text = raw.trim();
  if (/^([-*_] ?){3,}$/.test(text) || /^={3,}$/.test(text) || /^```/.test(text)) return "";
  const unmarked = text
    .replace(/^(?:>\s?)+/, "")
    .replace(/^#{1,6}\s+(.*?)\s*#*$/, "$1")
    .replace(/^[-*+]\s+(?=\S)/, "• ")
    .replaceAll(/!\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/\[([^\]]+)\]\([^)]*\)/g, "$1")
    .replaceAll(/<\/?[a-z][^>]*>/gi, "")
    .replaceAll(/(\*\*|__)(?=\S)(.+?)(?<=\S)\1/g, "$2")
    .replaceAll(/(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\w*])/g, "$1")
    .replaceAll(/\\([\\`*_{}[\]()#+\-.!|<>~])/g, "$1")
    .replaceAll("&nbsp;", " ")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
  return withoutCode(unmarked);
}

/** A line that is code, and one that begins with a method or a name in code, is a page's cells and no sentence. */
function withoutCode(text: string): string {
  const code = /^(?:• )?`([^`]+)`$/.exec(text)?.[1];
  if (code !== undefined) return code;
  const [, bullet = "", cell = "", rest = ""] = /^(• )?`([A-Za-z][\w.[\]-]*)`(\s.*)$/.exec(text) ?? [];
  return cell === "" ? text : `${bullet}${cell}${rest.replaceAll(/^(\s+)`([^`]+)`/g, "$1$2")}`;
}
