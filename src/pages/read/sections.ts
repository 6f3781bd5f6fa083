import { codeLabelOf, isEncryptedMark, isEnd, isNothingSelected, presenceOf, sectionsOf } from "../labels.ts";
import type { PageLine } from "../text/page-text.ts";
import { isLostMark, isUnreadable } from "../text/unreadable.ts";
import { typeOf } from "../type-words.ts";
import type { SectionName } from "../words.ts";
import { CODE, STATUS, TITLE } from "./code-lines.ts";
import { Headings } from "./headings.ts";
import type { Notes } from "./notes.ts";

export interface Section {
  readonly name: SectionName;
  /** Line of the heading; of the first line where the heading was lost. */
  readonly line: number;
  readonly lines: PageLine[];
}

export interface Sections {
  /** Everything above the first section. */
  readonly head: readonly PageLine[];
  readonly sections: readonly Section[];
  /** Whether the page goes on below its facts, so that it is not cut off. */
  readonly ended: boolean;
}

/** Splits a page at its headings. Where a heading was lost but its content is unmistakable, the section begins there. */
export function splitSections(lines: readonly PageLine[], notes: Notes): Sections {
  const isPlain = !lines.some((line) => presenceOf(line));
  const headings = new Headings(lines, notes);
  const head: PageLine[] = [];
  const sections: Section[] = [];
  let ended = false;
  for (const [index, line] of lines.entries()) {
    const current = sections.at(-1);
    ended ||= current !== undefined && endsThere(line, current, index === lines.length - 1);
    if (ended) break;
    const begun = sections.map(({ name }) => name);
    const named = headings.isText(index, begun) ? undefined : headingOf(line, current);
    const lost = named ? undefined : lostHeading(lines, index, current, notes, isPlain);
    if (named) sections.push({ name: named, line: line.line, lines: [] });
    if (lost) sections.push({ name: lost, line: line.line, lines: [line] });
    if (!named && !lost) (current?.lines ?? head).push(line);
  }
  return { head, sections, ended };
}

const ORDER: readonly SectionName[] = [
  "request headers",
  "path parameters",
  "query parameters",
  "request parameters",
  "response headers",
  "response parameters",
  "response codes",
  "test data",
];

/** The section that a heading begins. A damage may have made one of two: then it is the one whose turn it is. */
function headingOf(line: PageLine, current: Section | undefined): SectionName | undefined {
  const [first, ...others] = sectionsOf(line);
  const place = current ? ORDER.indexOf(current.name) : -1;
  return others.length === 0
    ? first
    : (ORDER.slice(place + 1).find((name) => [first, ...others].includes(name)) ?? first);
}

/** The portal's menu run together, or the try-it form, ends the facts wherever they are, be it that it is cut off. */
function endsThere(line: PageLine, current: Section, isLast: boolean): boolean {
  if (current.name === "test data" && (isEnd(line) || (isLast && /^Loa(?:d|di|din)?$/.test(line.text))))
    return true;
  return line.text.length > 1500 || /^(?:click try it|loading\s*(?:[.…]|$))/i.test(line.text);
}

/** The section that begins at a line although no heading says so. */
function lostHeading(
  lines: readonly PageLine[],
  index: number,
  current: Section | undefined,
  notes: Notes,
  isPlain: boolean,
): SectionName | undefined {
  const line = lines[index];
  if (!line) return undefined;
  const found =
    codesBegin(lines, index, current) ??
    titlesBegin(line, current) ??
    tableBegins(lines, index, current, isPlain);
  if (found)
    notes.assumed(line.line, `the heading of "${found}" is lost; what stands from here on is read as it`);
  return found;
}

function codesBegin(
  lines: readonly PageLine[],
  index: number,
  current: Section | undefined,
): SectionName | undefined {
  if (current?.name === "response codes" || current?.name === "test data") return undefined;
  const [first, second, third] = lines.slice(index, index + 3);
  if (!first || !second) return undefined;
  const isLabel = codeLabelOf(second) === "code" || isUnreadable(second.text);
  const coded =
    CODE.test(second.text) ||
    (isLabel && CODE.test(third?.text ?? "")) ||
    /^.{1,20}[:：]\s*\d{3}_\d{3}$/.test(second.text);
  return STATUS.test(first.text) && coded ? "response codes" : undefined;
}

function titlesBegin(line: PageLine, current: Section | undefined): SectionName | undefined {
  const isTitle = TITLE.test(line.text) || (line.text.length > 2 && isNothingSelected(line));
  return isTitle && current?.name === "response codes" ? "test data" : undefined;
}

const HEADER = /^X-[A-Z][\w-]+$/i;

function tableBegins(
  lines: readonly PageLine[],
  index: number,
  current: Section | undefined,
  isPlain: boolean,
): SectionName | undefined {
  const [line, type, presence] = lines.slice(index, index + 3);
  if (!line || !type || !presence) return undefined;
  const inHeaders = current?.name.endsWith("headers") === true;
  if (inHeaders && (isEncryptedMark(line) || isLostMark(line.text))) return parametersAfter(current);
  if (!typeOf(type)) return undefined;
  const isHeader = HEADER.test(line.text);
  const isRow = isHeader || isPlain || presenceOf(presence) !== undefined || isUnreadable(presence.text);
  if (!isRow) return undefined;
  return rowBegins(line, isHeader, current);
}

/** The table that a row begins where no heading stands above it. */
function rowBegins(line: PageLine, isHeader: boolean, current: Section | undefined): SectionName | undefined {
  if (!current)
    return isHeader ? "request headers" : /^[A-Za-z]\w*$/.test(line.text) ? "request parameters" : undefined;
  if (isHeader && current.name.endsWith("parameters"))
    return current.name === "response parameters" ? undefined : "response headers";
  // A table has each header once.
  if (isHeader && current.name === "request headers" && current.lines.some(({ text }) => text === line.text))
    return "response headers";
  const isParameter = /^[a-z][A-Za-z0-9_.]*$/.test(line.text);
  return current.name.endsWith("headers") && isParameter && !typeOf(line)
    ? parametersAfter(current)
    : undefined;
}

function parametersAfter(current: Section | undefined): SectionName {
  return current?.name === "response headers" ? "response parameters" : "request parameters";
}
