import { boundOf } from "../labels.ts";
import type { PageLine } from "../text/page-text.ts";
import { isUnreadable } from "../text/unreadable.ts";
import type { TypeRead } from "../type-words.ts";
import type { Bound } from "../words.ts";

export type Bounds = Readonly<Partial<Record<Bound, string>>>;

/**
 * The bounds below the presence: "Length : 15", "Min : 1 , Max : 50", on one line or two; `guessed` where they have
 * lost their labels. `next` is the index of the line below them.
 */
export function rowBounds(
  lines: readonly PageLine[],
  start: { readonly type?: TypeRead; readonly next: number },
  end: number,
): { readonly bounds: Bounds; readonly next: number; readonly guessed: boolean } {
  let bounds: Bounds = {};
  let next = start.next;
  for (; next < end; next++) {
    const line = lines[next];
    const found = line && boundsOf(line);
    if (!found || Object.keys(found).some((key) => key in bounds)) break;
    bounds = { ...bounds, ...found };
  }
  const line = next === start.next && next < end ? lines[next] : undefined;
  const guess = line && start.type && unlabelledBounds(line, start.type);
  return guess ? { bounds: guess, next: next + 1, guessed: true } : { bounds, next, guessed: false };
}

/** A line that begins as bounds do and is none. */
export const BOUND_BEGUN =
  /^(?:length|min|max|value|길이|최소|최대|값)(?![a-z가-힣])\s*(?:[^\sa-z가-힣]|\S{1,3}\d)|^(?:(?:max|min)(?:imum)?|size|최대|최소)\b[^\d]{0,16}[:：=]\s*\d/i;

const NUMBER = "(-?[\\d,]+(?:\\.\\d+)?)";
/** A colon, or what a damage has left of a full-width one. */
const COLON = "(?:[:：=]|[^\\p{ASCII}가-힣]{1,4}|\\?{1,3})";
const ONE = new RegExp(`^(\\S(?:.{0,12}?\\S)?)\\s*${COLON}?\\s*${NUMBER}$`, "u");
const TWO = new RegExp(
  `^(\\S(?:.{0,12}?\\S)?)\\s*${COLON}\\s*${NUMBER}\\s*[,/|~ ]\\s*(\\S(?:.{0,12}?\\S)?)\\s*${COLON}\\s*${NUMBER}$`,
  "u",
);

/** The bounds that a line states; undefined where it is none. */
export function boundsOf(line: PageLine): Bounds | undefined {
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
export function unlabelledBounds(line: PageLine, { type }: TypeRead): Bounds | undefined {
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
