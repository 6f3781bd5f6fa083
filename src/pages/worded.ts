import { byteOf } from "./text/code-page.ts";

/** What a line is in itself, and as it was before its repair. */
export interface Worded {
  readonly text: string;
  readonly damaged?: string;
}

const LONGEST_WORD = 24;
const MOST_REMEMBERED = 2000;

/** What a text comes to: a page's lines are asked the same again and again. */
function remembered<Value extends NonNullable<unknown>>(
  read: (text: string) => Value,
): (text: string) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const value = read(text);
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(text, value);
    return value;
  };
}

/** The word of a list that a line is; a damaged one is any of which it may be what is left. */
export function among(line: Worded, words: readonly string[]): boolean {
  const text = normal(line.text);
  if (words.includes(text)) return true;
  const damaged = line.damaged ?? line.text;
  if (/^\p{ASCII}*$/u.test(damaged)) return false;
  return words.some((word) => couldBe(damaged, word));
}

/** A line without its bullet, its colon and its capitals. */
export const normal = remembered((text: string): string =>
  text
    .toLowerCase()
    .replace(/^[•·▪◦*\-\s]+(?=\S)/, "")
    .replace(/\s*[:：|]\s*$/, "")
    .trim(),
);

const encoder = new TextEncoder();
const bytesOf = remembered((word) => encoder.encode(word.replaceAll(" ", "")));

/** The bytes that are left in a damaged text, which is no more than a word; none where it is longer. */
const bytesLeft = remembered((damaged): readonly (number | undefined)[] =>
  damaged.length > LONGEST_WORD
    ? []
    : [...damaged.replaceAll(/[\s\u00a0Âย]/g, "")].map((each) => byteOf(each) ?? each.codePointAt(0)),
);

/**
 * Whether a damaged text is what is left of a Korean word: its bytes in their order, without some of those that a
 * code page has no character for. Lead bytes are never lost, so the number of syllables is right.
 */
export function couldBe(damaged: string, word: string): boolean {
  const left = bytesLeft(damaged);
  if (left.length === 0 || !/[가-힣]/.test(word)) return false;
  let at = 0;
  for (const byte of bytesOf(word)) {
    if (left[at] === byte) at++;
    else if (!(byte >= 0x80 && byte <= 0xa0) && byte !== 0xad) return false;
  }
  return at === left.length;
}

/** The key of a table under which a word stands that a line is, or may be what is left of. */
export function labelledKey<Key extends string>(
  line: Worded,
  table: Readonly<Record<Key, readonly string[]>>,
): Key | undefined {
  const keys = Object.keys(table) as Key[];
  const text = normal(line.text);
  return keys.find((key) => table[key].includes(text)) ?? keys.find((key) => among(line, table[key]));
}
