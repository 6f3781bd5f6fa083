import { type DefaultTreeAdapterMap, parse } from "parse5";
import type { RawLine } from "../text/page-text.ts";
import { recordOf, TableHead } from "./table.ts";

type Node = DefaultTreeAdapterMap["node"];
type Element = DefaultTreeAdapterMap["element"];

const UNSEEN = new Set([
  "head",
  "script",
  "style",
  "noscript",
  "template",
  "svg",
  "iframe",
  "object",
  "canvas",
]);
const INLINE = new Set(
  "a abbr b bdi bdo big cite code data dfn em font i img kbd label mark q s samp small span strike strong sub sup time tt u var wbr".split(
    " ",
  ),
);
/** Containers that set their content in, as far as a reader of the page sees it. */
const DEEPER = new Set([
  "ul",
  "ol",
  "dl",
  "dd",
  "blockquote",
  "details",
  "table",
  "fieldset",
  "section",
  "div",
  "article",
]);

export interface HtmlPage {
  /** The lines that a reader sees, each with the line of the file where it begins. */
  readonly lines: RawLine[];
  /** Name of the innermost element that the file ends within; undefined where it ends as it should. */
  readonly open?: string;
}

export function htmlPage(html: string): HtmlPage {
  const document = parse(html, { sourceCodeLocationInfo: true });
  const reader = new Reader();
  reader.read(document, 0, false);
  reader.breakLine();
  const open = openAtEnd(document, html.trimEnd().length);
  return { lines: reader.lines, ...(open !== undefined && { open }) };
}

/** Elements whose end tag may be left out, and those that have none. */
const ENDS_BY_ITSELF = new Set(
  "li dt dd p option optgroup thead tbody tfoot tr td th colgroup rp rt area base br col embed hr img input link meta source track wbr".split(
    " ",
  ),
);

/** A page that closes its body is whole, whatever it left open within. */
function openAtEnd(document: Node, end: number): string | undefined {
  const open: string[] = [];
  let isClosed = false;
  const visit = (node: Node): void => {
    const location = "tagName" in node ? node.sourceCodeLocation : undefined;
    if (location && "tagName" in node) {
      if (location.endTag && ["html", "body"].includes(node.tagName)) isClosed = true;
      if (!location.endTag && location.endOffset >= end && !ENDS_BY_ITSELF.has(node.tagName))
        open.push(node.tagName);
    }
    if ("childNodes" in node) for (const child of node.childNodes) visit(child);
  };
  visit(document);
  return isClosed ? undefined : open.at(-1);
}

class Reader {
  readonly lines: RawLine[] = [];
  #text = "";
  #line = 0;
  #indent = 0;
  #seen = 1;

  read(node: Node, depth: number, preformatted: boolean): void {
    if (node.nodeName === "#text")
      this.#write(node as DefaultTreeAdapterMap["textNode"], depth, preformatted);
    if (!("childNodes" in node)) return;
    if (!("tagName" in node)) for (const child of node.childNodes) this.read(child, depth, preformatted);
    else if (!UNSEEN.has(node.tagName) && !isHidden(node)) this.#element(node, depth, preformatted);
  }

  #element(element: Element, depth: number, preformatted: boolean): void {
    const name = element.tagName;
    this.#seen = element.sourceCodeLocation?.startLine ?? this.#seen;
    if (name === "br") this.#newLine();
    else if (name === "table") this.#table(element, depth + 1);
    else this.#block(element, depth, preformatted);
  }

  #block(element: Element, depth: number, preformatted: boolean): void {
    const name = element.tagName;
    const inline = INLINE.has(name);
    if (!inline) this.breakLine();
    if (name === "li") this.#bullet(element);
    const deeper = depth + (DEEPER.has(name) ? 1 : 0);
    const pre = preformatted || name === "pre" || name === "textarea" || preserves(element);
    const selected = name === "select" ? selectedVersion(element) : undefined;
    if (selected !== undefined) this.lines.push({ text: selected, line: this.#seen, indent: depth });
    for (const child of element.childNodes) this.read(child, deeper, pre);
    if (!inline) this.breakLine();
  }

  /** A list item of its own words has a bullet; one that only holds blocks has none. */
  #bullet(element: Element): void {
    const own = element.childNodes.some((child) => child.nodeName === "#text" && textOf(child).trim() !== "");
    if (own) this.#text = "• ";
  }

  /** The cells of a row stand one below the other, as a page without tables prints them. */
  #table(table: Element, depth: number): void {
    this.breakLine();
    const head = new TableHead();
    for (const row of rowsOf(table)) {
      const line = row.sourceCodeLocation?.startLine ?? this.#seen;
      const cells = row.childNodes.filter((child): child is Element => "tagName" in child);
      if (cells.some((cell) => cell.childNodes.some((child) => child.nodeName === "table"))) {
        for (const cell of cells) this.read(cell, depth, false);
        continue;
      }
      const texts = cells.map((cell) => textOf(cell));
      const record = recordOf(texts, head);
      for (const text of record) this.lines.push({ text, line, indent: depth + indentOf(texts[0] ?? "") });
    }
  }

  #write(node: DefaultTreeAdapterMap["textNode"], depth: number, preformatted: boolean): void {
    const start = node.sourceCodeLocation?.startLine ?? this.#seen;
    for (const [index, part] of node.value.split("\n").entries()) {
      if (preformatted && index > 0) this.#newLine();
      if (part.trim() !== "") this.#append(part, start + index, depth, preformatted);
      else if (this.#text !== "" && !this.#text.endsWith(" ")) this.#text += " ";
      this.#seen = start + index;
    }
  }

  #append(part: string, line: number, depth: number, preformatted: boolean): void {
    if (this.#text.trim() === "" || this.#text === "• ") {
      this.#line = line;
      this.#indent = depth + (preformatted ? indentOf(part) : 0);
    }
    this.#text += preformatted ? part : part.replaceAll(/[ \t\r]+/g, " ");
  }

  #newLine(): void {
    if (this.#text.trim() === "") this.lines.push({ text: "", line: this.#seen, indent: 0 });
    this.breakLine();
  }

  breakLine(): void {
    if (this.#text.trim() !== "" && this.#text !== "• ")
      this.lines.push({ text: this.#text, line: this.#line, indent: this.#indent });
    this.#text = "";
  }
}

/** The version that a list of them has selected: the portal prints it once more beside the list. */
function selectedVersion({ childNodes }: Element): string | undefined {
  const option = childNodes.find(
    (child) => "tagName" in child && child.attrs.some(({ name }) => name === "selected"),
  );
  const text = option && textOf(option).trim();
  return text !== undefined && /^(?:(?:version|버전)\s*[:：]?\s*)?v\d[\w.]*$/i.test(text) ? text : undefined;
}

function rowsOf(node: Element): Element[] {
  return node.childNodes
    .filter((child): child is Element => "tagName" in child)
    .flatMap((child) =>
      child.tagName === "tr"
        ? [child]
        : ["thead", "tbody", "tfoot"].includes(child.tagName)
          ? rowsOf(child)
          : [],
    );
}

/** Text of a cell; its paragraphs and breaks are lines of their own. */
function textOf(node: Node): string {
  if (node.nodeName === "#text")
    return (node as DefaultTreeAdapterMap["textNode"]).value.replaceAll(/\s*\n\s*/g, " ");
  if (node.nodeName === "br") return "\n";
  if (!("childNodes" in node)) return "";
  const text = node.childNodes.map(textOf).join("");
  return "tagName" in node && !INLINE.has(node.tagName) && !["td", "th"].includes(node.tagName)
    ? `\n${text}\n`
    : text;
}

function isHidden({ attrs }: Element): boolean {
  return attrs.some(
    ({ name, value }) => name === "hidden" || (name === "style" && /display\s*:\s*none/i.test(value)),
  );
}

function preserves({ attrs }: Element): boolean {
  return attrs.some(({ name, value }) => name === "style" && /white-space\s*:\s*pre/i.test(value));
}

function indentOf(text: string): number {
  return /^[\s\u00a0]*/.exec(text)?.[0].length ?? 0;
}
