import { byteOf } from "./code-page.ts";
import { knownWords, particles } from "./korean-words.ts";
import type { Repair } from "./repair-model.ts";

/** What is left of a syllable: its lead byte, which no damage loses, and those of its other bytes that remain. */
type Remains = readonly number[];

interface Known {
  readonly word: string;
  readonly syllables: readonly Remains[];
}

const encoder = new TextEncoder();
let index: ReadonlyMap<string, readonly Known[]> | undefined;
const LONGEST = 8;

/**
 * Repairs a text that has lost every byte below 0xA0: single syllables are beyond repair then, but words that are
 * known can be told by what is left of them.
 */
export function repairWords(damaged: string): Repair {
  const parts = [...damaged.matchAll(WHOLE_SIGN)].map((match) => ({
    at: match.index,
    sign: signOf(match[0]),
  }));
  const pieces = damaged.split(WHOLE_SIGN).map(repairPiece);
  const sum = (count: (repair: Repair) => number): number =>
    pieces.reduce((all, each) => all + count(each), 0);
  return {
    text: pieces.map(({ text }, index) => text + (parts[index]?.sign ?? "")).join(""),
    guessed: sum(({ guessed }) => guessed),
    unread: sum(({ unread }) => unread),
    doubtful: pieces.some(({ doubtful }) => doubtful),
  };
}

/** A bullet, a dash, a quote of which all three bytes are left: nothing of it has to be guessed. */
const WHOLE_SIGN =
  /[âโ][\u0080€][\u0080-\u00bf\u0e01-\u0e1f\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]/gu;

function signOf(left: string): string {
  return new TextDecoder().decode(Uint8Array.from(left, (character) => byteOf(character) ?? 0));
}

function repairPiece(damaged: string): Repair {
  const totals = { guessed: 0, unread: 0, doubtful: false };
  const signs = damaged
    .replaceAll(/(?<=\S )[âโ](?= \S)/g, "–")
    .replaceAll(/(?<=\w)[âโ](?=\w)/g, "’")
    .replaceAll(/^\s*[âโ]\s*$/g, "");
  if (signs !== damaged) totals.guessed++;
  const text = signs.replaceAll(
    /[\u0080-\u00ff\u0e01-\u0e5b\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]+/gu,
    (run) => {
      const syllables = syllablesOf(run);
      if (!syllables) {
        totals.unread += [...run].filter((character) => (byteOf(character) ?? 0) >= 0xe2).length;
        return run;
      }
      const path = segment(syllables.map(({ bytes }) => bytes));
      let at = 0;
      return path
        .map((step) => {
          const left = syllables.slice(at, at + step.length);
          at += step.length;
          if (step.words.length === 0) totals.unread++;
          else totals.guessed += step.length;
          if (step.words.length > 1) totals.doubtful = true;
          return step.words[0] ?? left.map(({ text: own }) => own).join("");
        })
        .join("");
    },
  );
  return { text, ...totals };
}

/** The syllables of a run of damaged characters; undefined where it does not begin with a lead byte of Hangul. */
function syllablesOf(run: string): { bytes: number[]; text: string }[] | undefined {
  const syllables: { bytes: number[]; text: string }[] = [];
  for (const character of run) {
    const byte = byteOf(character) ?? 0;
    const last = syllables.at(-1);
    if (byte >= 0xea && byte <= 0xed) syllables.push({ bytes: [byte], text: character });
    else if (!last || byte > 0xbf) return undefined;
    else {
      last.bytes.push(byte);
      last.text += character;
    }
  }
  return syllables;
}

interface Step {
  readonly length: number;
  readonly words: readonly string[];
}

interface Segmented {
  readonly cost: number;
  readonly steps: readonly Step[];
}

function way(
  before: Segmented | undefined,
  syllables: readonly Remains[],
  begin: number,
  end: number,
): Segmented[] {
  const words = wordsOf(syllables.slice(begin, end)).sort((a, b) =>
    begin > 0 ? rank(a) - rank(b) : rank(b) - rank(a),
  );
  if (!before || (words.length === 0 && end - begin > 1)) return [];
  const step = { length: end - begin, words };
  return [{ cost: before.cost + costOf(words, end - begin), steps: [...before.steps, step] }];
}

/** The fewest words that the syllables may be; a syllable that is in none stands for itself. */
function segment(syllables: readonly Remains[]): readonly Step[] {
  const best: (Segmented | undefined)[] = [{ cost: 0, steps: [] }];
  for (let end = 1; end <= syllables.length; end++) {
    const begins = Array.from({ length: Math.min(end, LONGEST) }, (_, index) => end - 1 - index);
    const ways = begins.flatMap((begin) => way(best[begin], syllables, begin, end));
    best[end] = ways.reduce<Segmented | undefined>(
      (cheapest, each) => (cheapest && cheapest.cost <= each.cost ? cheapest : each),
      undefined,
    );
  }
  return best[syllables.length]?.steps ?? [];
}

function wordsOf(syllables: readonly Remains[]): string[] {
  index ??= makeIndex();
  const known = index.get(keyOf(syllables)) ?? [];
  return known
    .filter((each) => each.syllables.every((bytes, at) => isLeftOf(syllables[at] ?? [], bytes)))
    .map(({ word }) => word);
}

function costOf(words: readonly string[], length: number): number {
  if (words.length === 0) return 6;
  return length === 1 ? 2 : 1;
}

/** Behind another syllable a particle is likelier than a word of one syllable, and at the beginning it is not. */
function rank(word: string): number {
  return particles().has(word) ? 0 : 1;
}

function isLeftOf(left: Remains, whole: Remains): boolean {
  let at = 0;
  for (const byte of whole) if (left[at] === byte) at++;
  return at === left.length;
}

/** What of the syllables no damage loses. */
function keyOf(syllables: readonly Remains[]): string {
  return syllables.map((bytes) => bytes.filter((byte) => byte > 0xa0 && byte !== 0xad).join(".")).join("-");
}

function makeIndex(): Map<string, Known[]> {
  const entries = new Map<string, Known[]>();
  for (const word of [...knownWords(), ...particles()]) {
    if (!/^[가-힣]+$/.test(word)) continue;
    const syllables = [...word].map((each) => [...encoder.encode(each)]);
    const key = keyOf(syllables);
    entries.set(key, [...(entries.get(key) ?? []), { word, syllables }]);
  }
  return entries;
}
