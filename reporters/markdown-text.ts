import { markdownTable } from "markdown-table";
import { visible } from "../src/results/inert-text.ts";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  "|": "&#124;",
  "`": "&#96;",
  "@": "&#64;",
  $: "&#36;",
};

/** An address of letters, digits and signs that no markup can come of. */
const ADDRESS = /(\bhttps?:\/\/[\w.~:/?#=%-]{0,500}[\w/=-])/i;

/**
 * Text as text in GitHub Flavored Markdown: no markup, no HTML, no cell border, no link and no mention comes of it.
 * An underscore or a hash between letters or digits is none of these, so that `001_049` and clause ids stay readable;
 * addresses are code, which can be read on a terminal as well.
 */
export function markdownText(text: string): string {
  return visible(text)
    .split(ADDRESS)
    .map((part, index) => (index % 2 === 1 ? `\`${part}\`` : inert(part)))
    .join("");
}

function inert(text: string): string {
  return text
    .replace(/[&<>|`@$]/g, (character) => ENTITIES[character] ?? character)
    .replace(/[\\*[\]~!]|(?<![A-Za-z0-9&])#|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, "\\$&")
    .replaceAll("://", "&#58;//")
    .replace(/www\./gi, (start) => `${start.slice(0, 3)}&#46;`);
}

/** Text to be copied as it is, in a fence that nothing inside can close. */
export function markdownFence(text: string, indent = ""): string {
  const ticks = "`".repeat(Math.max(3, longestRun(text) + 1));
  return [`${ticks}text`, ...text.split("\n"), ticks].map((line) => indent + line).join("\n");
}

/** A table of texts, each made inert; the first row is the head. */
export function markdownRows(rows: readonly (readonly string[])[]): string {
  return markdownTable(
    rows.map((row) => row.map(markdownText)),
    { alignDelimiters: false },
  );
}

/** Content that is read when its summary is opened. */
export function folded(summary: string, content: string): string {
  return `<details>\n<summary>${markdownText(summary)}</summary>\n\n${content}\n\n</details>`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
