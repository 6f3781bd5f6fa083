import type { Presence } from "../../contract/model.ts";
import { boundOf, isEncryptedMark, isGuidelines, isWidget, presenceOf } from "../labels.ts";
import type { PageLine } from "../text/page-text.ts";
import { isLostMark, isUnreadable } from "../text/unreadable.ts";
import { type TypeRead, typeOf } from "../type-words.ts";
import type { Bound } from "../words.ts";
import type { Notes } from "./notes.ts";
import type { Section } from "./sections.ts";

/** A row of a table as the page prints it, before anything is concluded from it. */
export interface PageField {
  /** Undefined: the capture lost it. */
  readonly name?: string;
  readonly type: TypeRead;
  readonly presence: Presence;
  readonly bounds: Readonly<Partial<Record<Bound, string>>>;
  readonly description: readonly PageLine[];
  readonly line: number;
  readonly indent: number;
  /** Marks such as "└" or ">" before the name, one a level. */
  readonly marks: number;
  readonly blanks: number;
  /** A widget that ends a list's item stood right above. */
  readonly afterWidget: boolean;
}

export interface PageTable {
  readonly encrypted: boolean;
  readonly fields: readonly PageField[];
  /** Line of a row that breaks off. */
  readonly brokenOff?: number;
}

/** The rows of a header or parameter table: name, type, presence, bounds, description. */
export function readTable(section: Section, notes: Notes): PageTable {
  const lines = section.lines;
  // A damage may have left nothing of the word for presence; then a name and a type are a row.
  const isPlain = !lines.some((line) => presenceOf(line));
  const starts = lines.flatMap((_, index) => startAt(lines, index, isPlain) ?? []).filter(unlike(lines));
  const first = starts[0]?.from ?? lines.length;
  const preamble = lines.slice(0, first);
  for (const line of preamble.filter((each) => !isPreamble(each)))
    notes.notUnderstood(line.line, `above the rows of "${section.name}": "${line.text}"`);
  const fields = starts.map((start, index) => {
    const end = starts[index + 1]?.from ?? lines.length;
    return fieldOf(lines, start, end, lines[start.from - 1], notes);
  });
  const last = lines.at(-1);
  const open = last && fields.at(-1)?.name !== undefined && endsOpen(lines) ? last.line : undefined;
  return {
    encrypted: preamble.some((line) => isEncryptedMark(line) || isLostMark(line.text)),
    fields,
    ...(open !== undefined && { brokenOff: open }),
  };
}

interface Start {
  readonly from: number;
  readonly name?: string;
  readonly marks: number;
  readonly type: TypeRead;
  readonly presence?: Presence;
  /** Index of the first line after type and presence. */
  readonly next: number;
}

const NAME = /^((?:[└ㄴ>│├─+]\s*|-{1,3}\s+|•\s+)*)([A-Za-z][\w-]*(?:\[\])?(?:\.[A-Za-z][\w-]*(?:\[\])?)*)$/;
const NO_NAMES = /^(?:true|false|null|none|yes|no)$/i;

/** A row that begins at a line: by its name, or by its type where the name was lost. */
function startAt(lines: readonly PageLine[], index: number, isPlain: boolean): Start | undefined {
  const line = lines[index];
  const match = line && NAME.exec(line.text);
  if (match && !NO_NAMES.test(match[2] ?? "") && (!typeOf(line) || isNamedAsType(lines, index))) {
    const row = rowAt(lines, index + 1, isPlain);
    return row && { from: index, name: match[2] ?? "", marks: marksIn(match[1] ?? ""), ...row };
  }
  const before = lines[index - 1];
  if (before && startAt(lines, index - 1, isPlain)) return undefined;
  const row = rowAt(lines, index, false);
  return row?.presence === undefined ? undefined : { from: index, marks: 0, ...row };
}

/** A field that is called "list" or "date": a type and a presence of its own follow. */
function isNamedAsType(lines: readonly PageLine[], index: number): boolean {
  const [name, type, presence] = lines.slice(index, index + 3);
  return (
    /^[a-z]/.test(name?.text ?? "") &&
    type !== undefined &&
    typeOf(type) !== undefined &&
    presence !== undefined &&
    presenceOf(presence) !== undefined
  );
}

function marksIn(text: string): number {
  return [...text].filter((sign) => "└ㄴ>├".includes(sign)).length || (/^-/.test(text) ? 1 : 0);
}

function rowAt(
  lines: readonly PageLine[],
  index: number,
  isPlain: boolean,
): Omit<Start, "from" | "marks"> | undefined {
  const [first, second] = lines.slice(index, index + 2);
  if (!first) return undefined;
  const type = typeOf(first);
  if (type) {
    const presence = second && presenceOf(second);
    if (presence) return { type, presence, next: index + 2 };
    const bounded = second && (boundsOf(second) ?? unlabelledBounds(second, type));
    if (bounded) return { type, next: index + 1 };
    if (isOddPresence(second)) return { type, next: index + 2 };
    return isPlain ? { type, next: index + 1 } : undefined;
  }
  const presence = presenceOf(first);
  const late = presence && second ? typeOf(second) : undefined;
  return presence && late ? { type: late, presence, next: index + 2 } : undefined;
}

/** A damaged word in the place of the presence. */
function isOddPresence(line: PageLine | undefined): boolean {
  if (!line || line.text.length > 12) return false;
  return (line.damaged !== undefined && !/[ .]/.test(line.text)) || isUnreadable(line.text);
}

/** Leaves out a start that lies within the row before it: "number" and "Required" in a description. */
function unlike(
  lines: readonly PageLine[],
): (start: Start, index: number, starts: readonly Start[]) => boolean {
  return (start, index, starts) => {
    const before = starts[index - 1];
    return !(before && start.from < before.next && lines[start.from] !== undefined);
  };
}

function isPreamble(line: PageLine): boolean {
  return (
    isEncryptedMark(line) ||
    isLostMark(line.text) ||
    isGuidelines(line) ||
    isWidget(line) ||
    line.text === "|" ||
    /^(?:none|nothing|n\/a|-|(?:해당 ?)?없음)\.?$/i.test(line.text)
  );
}

function fieldOf(
  lines: readonly PageLine[],
  start: Start,
  end: number,
  above: PageLine | undefined,
  notes: Notes,
): PageField {
  const first = lines[start.from] as PageLine;
  const { bounds, next } = readBounds(lines, start, end, notes);
  const description = lines.slice(next, end).filter((line) => !isWidget(line));
  for (const line of description.filter((each) => isEncryptedMark(each) || isLostMark(each.text)))
    notes.notUnderstood(
      line.line,
      `"${line.text}" among the rows: it may mark an encrypted table that begins there`,
    );
  const [unread] = description;
  if (unread && BOUND_BEGUN.test(unread.text))
    notes.notUnderstood(unread.line, `bounds of ${start.name ?? "the row"}: "${unread.text}"`);
  if (start.name === undefined)
    notes.notUnderstood(
      first.line,
      `a row whose name is lost: ${first.text}${above ? `, below "${above.text}"` : ""}`,
    );
  if (start.presence === undefined)
    notes.assumed(
      first.line,
      `${start.name ?? "the row"} says neither Required nor Optional that could be read; conditional is assumed`,
    );
  if (!SIMPLE.has(start.type.word) && start.type.items === undefined)
    notes.assumed(
      first.line,
      `the type "${start.type.word}" of ${start.name ?? "the row"} is read as ${start.type.type}`,
    );
  return {
    ...(start.name !== undefined && { name: start.name }),
    type: start.type,
    presence: start.presence ?? "conditional",
    bounds,
    description,
    line: first.line,
    indent: first.indent,
    marks: start.marks,
    blanks: first.blanks,
    afterWidget: above !== undefined && isWidget(above),
  };
}

const SIMPLE = new Set(["string", "number", "boolean", "object"]);

/** The bounds below the presence: "Length : 15", "Min : 1 , Max : 50", on one line or two. */
function readBounds(
  lines: readonly PageLine[],
  start: Start,
  end: number,
  notes: Notes,
): { bounds: Partial<Record<Bound, string>>; next: number } {
  let bounds: Partial<Record<Bound, string>> = {};
  let next = start.next;
  for (; next < end; next++) {
    const line = lines[next];
    const found = line && boundsOf(line);
    if (!found || Object.keys(found).some((key) => key in bounds)) break;
    bounds = { ...bounds, ...found };
  }
  const line = lines[next];
  const guessed = next === start.next && next < end && line ? unlabelledBounds(line, start.type) : undefined;
  if (!line || !guessed) return { bounds, next };
  const read = Object.entries(guessed).map(([bound, number]) => `${bound} ${number}`);
  notes.assumed(
    line.line,
    `the bounds of ${start.name ?? "the row"} have lost their labels; read as ${read.join(", ")}`,
  );
  return { bounds: guessed, next: next + 1 };
}

/** A line that begins as bounds do and is none. */
const BOUND_BEGUN =
  /^(?:length|min|max|value|길이|최소|최대|값)(?![a-z가-힣])\s*(?:[^\sa-z가-힣]|\S{1,3}\d)/i;

const NUMBER = "(-?[\\d,]+(?:\\.\\d+)?)";
/** A colon, or what a damage has left of a full-width one. */
const COLON = "(?:[:：=]|[^\\p{ASCII}가-힣]{1,4}|\\?{1,3})";
const ONE = new RegExp(`^(\\S(?:.{0,12}?\\S)?)\\s*${COLON}?\\s*${NUMBER}$`, "u");
const TWO = new RegExp(
  `^(\\S(?:.{0,12}?\\S)?)\\s*${COLON}\\s*${NUMBER}\\s*[,/|~ ]\\s*(\\S(?:.{0,12}?\\S)?)\\s*${COLON}\\s*${NUMBER}$`,
  "u",
);

/** The bounds that a line states; undefined where it is none. */
function boundsOf(line: PageLine): Partial<Record<Bound, string>> | undefined {
  const text = narrow(line.text);
  const two = TWO.exec(text);
  if (two) {
    const [, first = "", low = "", second = "", high = ""] = two;
    const [a, b] = [wordBound(line, first, 0), wordBound(line, second, 1)];
    return a && b && a !== b ? { [a]: digits(low), [b]: digits(high) } : undefined;
  }
  const [, word = "", number = ""] = ONE.exec(text) ?? [];
  const bound = word ? wordBound(line, word, 0) : undefined;
  return bound && { [bound]: digits(number) };
}

const UNLABELLED = new RegExp(`^([^a-z0-9]{1,20}?)${NUMBER}(?:([^a-z0-9.]{1,20}?)${NUMBER})?$`, "i");

/**
 * Bounds below labels that the damage left nothing of: two are the least and the most, as every page has them; one is
 * the length of a text, or the value of anything else.
 */
function unlabelledBounds(line: PageLine, { type }: TypeRead): Partial<Record<Bound, string>> | undefined {
  const text = narrow(line.text);
  const [, label = "", first = "", between, second] = UNLABELLED.exec(text) ?? [];
  if (first === "" || !isUnreadable(label)) return undefined;
  if (second === undefined) return { [type === "string" ? "length" : "value"]: digits(first) };
  return between !== undefined && isUnreadable(between)
    ? { min: digits(first), max: digits(second) }
    : undefined;
}

/** A damaged label is judged by what it was before the repair guessed at it, and by its place: min before max. */
function wordBound(line: PageLine, word: string, place: 0 | 1): Bound | undefined {
  const plain = boundOf({ text: word });
  if (plain || line.damaged === undefined) return plain;
  const damaged = narrow(line.damaged)
    .split(/[\d,]+/)
    [place]?.replaceAll(/[:：=,~/|\s\u00a0Âย]+|[ï๏][¼ผ][\u009aš]?/g, "");
  return damaged ? boundOf({ text: word, damaged }) : undefined;
}

/** Full-width digits and signs, which Korean keyboards write, as plain ones. */
function narrow(text: string): string {
  return text.replaceAll(/[\uff01-\uff5e]/g, (sign) =>
    String.fromCharCode((sign.codePointAt(0) ?? 0) - 0xfee0),
  );
}

function digits(text: string): string {
  return text.replaceAll(",", "");
}

/** Whether a table breaks off within a row: its last lines are a name, or a name and a type. */
function endsOpen(lines: readonly PageLine[]): boolean {
  const [name, type] = lines.slice(-2);
  return (
    name !== undefined &&
    type !== undefined &&
    NAME.test(name.text) &&
    typeOf(type) !== undefined &&
    /^[a-zX]/.test(name.text)
  );
}
