import type { PageField } from "./fields.ts";
import type { Frame, PlacedField } from "./placed-field.ts";

/**
 * How much a row has in common with the rows of a frame: from 0, nothing, to 1, every word of it that the table has
 * elsewhere. What no other row has tells nothing. `inner` is the open container within that frame, which is not
 * counted: whatever belongs into it has its words as well.
 */
export interface Affinity {
  between(field: PageField, frame: Frame, inner: PlacedField | undefined): number;
}

/** Words that say little of where a row belongs. */
const COMMON = new Set(
  "id no num number name info list data date time type code status yn flag value item detail unique given 여부 정보 번호 값 코드 상태 설정 목록 일시 일자 구분 이름 고유".split(
    " ",
  ),
);
const STOP = new Set(
  "is has the to of and for by in on when that this with are was be as at it from can or an".split(" "),
);

/** Weight of the words of a description, those of the name being 1. */
const OF_TEXT = 0.5;
/** So much weight of telling words makes the judgement a full one. */
const ENOUGH = 0.4;

/** Judges by the words of names and descriptions, rare ones more than those that half of the table has. */
export function affinityOf(fields: readonly PageField[]): Affinity {
  const words = new Map(fields.map((field) => [field, wordsOf(field)]));
  const lists = [...words.values()].map((each) => [...each.keys()]);
  const counts = new Map<string, number>();
  const count = (word: string): number => {
    const known = counts.get(word) ?? lists.filter((each) => has(each, word)).length;
    counts.set(word, known);
    return known;
  };
  const weight = (word: string, share: number): number =>
    (share * (COMMON.has(word) ? 0.2 : 1)) / Math.sqrt(Math.max(1, count(word)));
  return {
    between: (field, frame, inner) => {
      const theirs = wordsIn(frame, inner, words);
      const telling = [...(words.get(field) ?? [])].filter(([word]) => count(word) > 1);
      const all = telling.reduce((sum, [word, share]) => sum + weight(word, share), 0);
      const shared = telling
        .filter(([word]) => has(theirs, word))
        .reduce((sum, [word, share]) => sum + weight(word, share), 0);
      return all === 0 ? 0 : (shared / all) * Math.min(1, all / ENOUGH);
    },
  };
}

function wordsIn(
  frame: Frame,
  inner: PlacedField | undefined,
  words: ReadonlyMap<PageField, ReadonlyMap<string, number>>,
): string[] {
  const own = frame.container ? [frame.container.field] : [];
  const rows = frame.fields.filter((row) => row !== inner).map(({ field }) => field);
  return [...new Set([...own, ...rows].flatMap((field) => [...(words.get(field)?.keys() ?? [])]))];
}

/** The words of a name (camel case taken apart) and of the first lines of its description, with their share. */
function wordsOf({ name = "", description }: PageField): Map<string, number> {
  const ofName = name.split(/(?=[A-Z])|[_.[\]-]/).map((word) => word.toLowerCase());
  const text = description
    .slice(0, 2)
    .map((line) => line.text.toLowerCase())
    .join(" ");
  const ofText = text
    .split(/[^a-z가-힣]+/)
    .map((word) => word.replace(/(?:의|을|를|이|가|은|는|에|로|으로|와|과)$/, ""));
  const words = new Map(ofText.map((word) => [word, OF_TEXT]));
  for (const word of ofName) words.set(word, 1);
  return new Map([...words].filter(([word]) => word.length > 1 && !STOP.has(word)));
}

/** Words of one stem count as the same: recharge and rechargeable, 충전 and 충전금액. */
function has(words: readonly string[], word: string): boolean {
  return words.some((each) => each === word || stemmed(each, word) || stemmed(word, each));
}

function stemmed(long: string, short: string): boolean {
  return short.length >= (/[가-힣]/.test(short) ? 2 : 5) && long.startsWith(short);
}
