import { looksDamaged, lostBytes } from "./code-page.ts";
import { type Losses, repairText } from "./repair.ts";
import { hasLostLetters } from "./unreadable.ts";

/** One line of a page as the reader sees it. */
export interface PageLine {
  /** Trimmed, no-break and other odd spaces turned into spaces, damage repaired. */
  readonly text: string;
  /** The same before the repair, where that changed it. */
  readonly damaged?: string;
  /** From 1, in the file as it is. */
  readonly line: number;
  /** Depth by which the layout sets the line in: spaces of a text, nesting of elements in HTML. */
  readonly indent: number;
  /** Empty lines right above. */
  readonly blanks: number;
}

/** What a repair did to a line. */
export interface RepairNote {
  readonly line: number;
  readonly guessed: number;
  readonly doubtful: boolean;
  readonly unread: number;
  readonly text: string;
}

export interface RawLine {
  readonly text: string;
  readonly line: number;
  readonly indent: number;
}

/** Lines longer than this are the portal's menus run together; no fact is that long. */
const LONGEST = 1500;

/** A line of nothing but a zero-width space, misread. */
const LOST_ZERO_WIDTH = /^\s*[âโ][\u0080€]?[\u008b‹]?\s*$/;

/** Joins what the damage split, repairs what it mixed up, and leaves the empty lines out (their number is kept). */
export function repairedLines(raw: readonly RawLine[]): {
  readonly lines: PageLine[];
  readonly repairs: RepairNote[];
} {
  const page = raw.map(({ text }) => text).join("\n");
  const losses: Losses = {
    bytes: lostBytes(page),
    plainSpaces: !/[\u0e40-\u0e4d\u00ea-\u00ed]\u00a0/.test(page),
  };
  const lines: PageLine[] = [];
  const repairs: RepairNote[] = [];
  let blanks = 0;
  for (const { text: whole, line, indent } of joinedWords(raw, losses)) {
    const text = whole.replace(LOST_ZERO_WIDTH, "");
    const repair = text.length <= LONGEST && looksDamaged(text) ? repairText(text, losses) : undefined;
    const clean = tidy(withoutLoneSpaces(repair?.text ?? text));
    if (clean === "") {
      blanks++;
      continue;
    }
    const isLost = text.length <= LONGEST && hasLostLetters(clean);
    if (repair && (repair.unread > 0 || !isLost)) repairs.push({ line, ...repair, text: clean });
    else if (isLost) repairs.push({ line, guessed: 0, doubtful: false, unread: 1, text: clean });
    lines.push({ text: clean, line, indent, blanks, ...(repair && { damaged: tidy(text) }) });
    blanks = 0;
  }
  return { lines, repairs };
}

/** 0x85 is a line break in some code pages: a word that it split is one again where only together it makes sense. */
function joinedWords(raw: readonly RawLine[], losses: Losses): RawLine[] {
  const lines: RawLine[] = [];
  for (const each of raw) {
    const before = lines.at(-1);
    const joined = before && `${before.text}\u0085${each.text}`;
    if (before && joined && isSplit(before.text, each.text, losses))
      lines[lines.length - 1] = { ...before, text: joined };
    else lines.push(each);
  }
  return lines;
}

function isSplit(first: string, second: string, losses: Losses): boolean {
  if (
    !losses.bytes.includes(0x85) ||
    first.length > LONGEST ||
    second.length > LONGEST ||
    !endsOpen(first) ||
    second.trim() === ""
  )
    return false;
  const apart = repairText(first, losses);
  const rest = looksDamaged(second) ? repairText(second, losses) : { guessed: 0, unread: strays(second) };
  const together = repairText(`${first}\u0085${second}`, losses);
  const cost = (guessed: number, unread: number): number => guessed + 4 * unread;
  return (
    cost(together.guessed, together.unread) < cost(apart.guessed + rest.guessed, apart.unread + rest.unread)
  );
}

/** Whether a line ends in a sequence that lacks bytes. */
function endsOpen(text: string): boolean {
  return /[\u0e40-\u0e4d\u00e0-\u00ef][\u0080-\u00bf\u0e01-\u0e1f\u2010-\u203a\u20ac\u2122\u0152-\u0192\u02c6\u02dc]?$/.test(
    text,
  );
}

function strays(text: string): number {
  return /^[\u0080-\u00bf\u0e01-\u0e1f\u0152-\u0192\u02c6\u02dc\u2122]/.test(text.trim()) ? 1 : 0;
}

/** A no-break space is two bytes in UTF-8; the first of them, read by itself, is a letter that no page has. */
function withoutLoneSpaces(text: string): string {
  return text.replaceAll(/(?<=^|[ -~\u00a0])[Âย](?=[ -~\u00a0]|$)/g, " ");
}

/** Zero-width characters, direction marks and the byte order mark. */
const UNSEEN = /[\u200b-\u200f\u2028-\u202e\u2060\ufeff]/g;

/** Without zero-width characters and controls; every kind of space is one, and none at the ends. */
function tidy(text: string): string {
  return text
    .replaceAll(UNSEEN, "")
    .replaceAll(/\s+/g, " ")
    .replaceAll(/\p{Cc}/gu, "")
    .trim();
}
