import type { Hit } from "./hits.ts";
import { MASK } from "./sensitive.ts";
import type { Vocabulary } from "./vocabulary.ts";

const WORD = /[\p{Script=Latin}][\p{Script=Latin}\p{M}'\u2019-]{0,40}/gu;
const PERSON =
  /^(name|user|username|customer|member|holder|cardholder|owner|mr|mrs|ms|miss|dear|hello|hi|sender|receiver|recipient|depositor|payer|payee|beneficiary|applicant)$/i;
/** Signs between two words of one name, and between a person's title and the name. */
const INSIDE = /^(?:[ \u00A0]|\.? |, ?)$/;
const BEHIND_TITLE = /^[\s.:=("']{1,3}$/;
/** Words of one name. */
const MOST_WORDS = 4;

/** The most common family names, which is those of nine Koreans in ten. */
const SURNAMES =
  "\uAE40\uC774\uBC15\uCD5C\uC815\uAC15\uC870\uC724\uC7A5\uC784\uD55C\uC624\uC11C\uC2E0\uAD8C\uD669\uC548\uC1A1\uB958\uC804\uD64D\uACE0\uBB38\uC591\uC190\uBC30\uBC31\uD5C8\uC720\uB0A8\uC2EC\uB178\uD558\uACFD\uC131\uCC28\uC8FC\uC6B0\uAD6C\uBBFC\uB098\uC9C4\uC9C0\uC5C4\uCC44\uC6D0\uCC9C\uBC29\uACF5\uD604\uD568\uBCC0\uC5FC\uC5EC\uCD94\uB3C4\uC18C\uC11D\uC120\uC124\uB9C8\uAE38\uC5F0\uC704\uD45C\uBA85\uAE30\uBC18\uB77C\uC655\uAE08\uC625\uC721\uC778\uB9F9\uC81C\uBAA8";
const PARTICLE = "\uC740\uB294\uC774\uAC00\uC744\uB97C\uC758\uC5D0\uAC8C\uACFC\uC640\uB3C4\uC57C\uC544";
const KOREAN_NAME = new RegExp(
  `(?<![\uAC00-\uD7A3])([${SURNAMES}][\uAC00-\uD7A3]{2}|[${SURNAMES}] [\uAC00-\uD7A3]{2}(?= ?(?:\uB2D8|\uC528)))(?=[${PARTICLE}]|\uC5D0\uAC8C|\uB2D8|\uC528|\uACE0\uAC1D|\uD68C\uC6D0|[^\uAC00-\uD7A3]|$)`,
  "g",
);
const TITLED =
  /(?<![\uAC00-\uD7A3])([\uAC00-\uD7A3]{2,4}) ?(?:\uACE0\uAC1D\uB2D8|\uD68C\uC6D0\uB2D8|\uB2D8|\uC528)|(?:\uC774\uB984|\uC131\uBA85|\uC608\uAE08\uC8FC|\uACE0\uAC1D|\uD68C\uC6D0|\uC0AC\uC6A9\uC790)[\s:=(]{1,3}([\uAC00-\uD7A3]{2,4})/g;

interface Word {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly isKnown: boolean;
}

/**
 * What looks like somebody's name in a text of a server: capitalised words side by side, or one behind a word for a
 * person or before something that is hidden, none of which the vocabulary knows; Korean names by family name, form of
 * address and length. A name in small letters that nothing announces is not told from any other word.
 */
export function personNames(text: string, vocabulary: Vocabulary, hidden: readonly Hit[]): Hit[] {
  return [...latinNames(text, vocabulary, hidden), ...koreanNames(text, vocabulary)];
}

function latinNames(text: string, vocabulary: Vocabulary, hidden: readonly Hit[]): Hit[] {
  const begins = new Set(hidden.map(({ from }) => from));
  const words = [...text.matchAll(WORD)].map(({ 0: word, index }) => ({
    from: index,
    to: index + word.length,
    text: word,
    isKnown: vocabulary.has(word) || isIdentifier(text, index, index + word.length),
  }));
  const hits: Hit[] = [];
  for (let first = 0; first < words.length; ) {
    const count = wordsOfName(words, first, text);
    const word = words[first];
    const last = words[first + Math.max(count, 1) - 1];
    const isAnnounced = word && last && (isTitled(words, first, text) || isBefore(text, last.to, begins));
    if (word && last && (count >= 2 || (count === 1 && isAnnounced)))
      hits.push({ from: word.from, to: last.to, mask: MASK });
    first += Math.max(count, 1);
  }
  return hits;
}

/** How many words from here may be one name: capitalised, or of any case behind a word for a person. */
function wordsOfName(words: readonly Word[], first: number, text: string): number {
  const titled = isTitled(words, first, text);
  let count = 0;
  for (let word = words[first]; word && count < MOST_WORDS; word = words[first + count]) {
    const before = words[first + count - 1];
    if (word.isKnown || !(titled || /^\p{Lu}/u.test(word.text))) break;
    if (count > 0 && before && !INSIDE.test(text.slice(before.to, word.from))) break;
    count++;
  }
  return count;
}

function isTitled(words: readonly Word[], index: number, text: string): boolean {
  const [before, word] = [words[index - 1], words[index]];
  return (
    before !== undefined &&
    word !== undefined &&
    PERSON.test(before.text) &&
    BEHIND_TITLE.test(text.slice(before.to, word.from))
  );
}

/** Something hidden follows: a telephone number, a card. */
function isBefore(text: string, to: number, begins: ReadonlySet<number>): boolean {
  return [1, 2, 3].some((gap) => begins.has(to + gap) && /^[\s,:(]+$/.test(text.slice(to, to + gap)));
}

/** A part of a path, of an address, of a name with digits. */
function isIdentifier(text: string, from: number, to: number): boolean {
  return (
    /[0-9_/\\@#$.=]/.test(text[from - 1] ?? " ") || /^(?:[0-9_/\\@=$]|\.\p{L})/u.test(text.slice(to, to + 2))
  );
}

function koreanNames(text: string, vocabulary: Vocabulary): Hit[] {
  if (!/[\uAC00-\uD7A3]/.test(text)) return [];
  return [...text.matchAll(KOREAN_NAME), ...text.matchAll(TITLED)].flatMap((match) => {
    const name = match[1] ?? match[2] ?? "";
    if (vocabulary.hasKorean(name)) return [];
    const from = match.index + match[0].indexOf(name);
    return [{ from, to: from + name.length, mask: MASK }];
  });
}
