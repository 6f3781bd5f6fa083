import type { Hit } from "./hits.ts";
import { MASK, masked } from "./sensitive.ts";

/** What may stand between two groups of digits of one number. */
const BETWEEN = /^(?:[\s.,:;|/\\_+()~\u00B7\u2010-\u2015\u2022\u2063\u2212\u30FB-]{1,3}|[\s\u2063]{1,12})$/;
const BETWEEN_OF_PHONE = /^[\s./()\u00B7\u2010-\u2015\u2063\u2212-]{1,3}$/;
const HYPHEN = /^\s?[\u2010-\u2015\u2212-]\s?$/;
const MOST_DIGITS = 19;
/** Groups of digits that one text may have; one of nothing but digits must not take a run's time. */
const MOST_GROUPS = 200_000;

interface Group {
  readonly from: number;
  readonly to: number;
  readonly digits: string;
}

/** Groups that may be one number, with what stands between them. */
interface Number {
  readonly groups: readonly Group[];
  readonly digits: string;
  readonly sizes: readonly number[];
  readonly between: readonly string[];
  /** The text of which they are a part. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Card numbers, resident registration numbers and telephone numbers that stand in a text, grouped in any usual way or
 * not; undefined where there are too many digits to look at. Times and the ids of this API's traffic are left.
 */
export function digitShapes(text: string): Hit[] | undefined {
  const hits: Hit[] = [];
  let chain: Group[] = [];
  let groups = 0;
  for (const match of text.matchAll(/[0-9]+/g)) {
    if (++groups > MOST_GROUPS) return undefined;
    const group = { from: match.index, to: match.index + match[0].length, digits: match[0] };
    const last = chain.at(-1);
    if (last && !(group.from - last.to <= 12 && BETWEEN.test(text.slice(last.to, group.from)))) {
      hits.push(...shapesOf(chain, text));
      chain = [];
    }
    chain.push(group);
  }
  return [...hits, ...shapesOf(chain, text)];
}

function shapesOf(chain: readonly Group[], text: string): Hit[] {
  const hits: Hit[] = [];
  for (let first = 0; first < chain.length; ) {
    const found = longestAt(chain, first, text);
    if (found) hits.push(found.hit);
    first = found ? found.next : first + 1;
  }
  return hits;
}

function longestAt(
  chain: readonly Group[],
  first: number,
  text: string,
): { hit: Hit; next: number } | undefined {
  let last = first;
  let length = chain[first]?.digits.length ?? 0;
  for (
    let next = chain[last + 1];
    next && length + next.digits.length <= MOST_DIGITS;
    next = chain[last + 1]
  ) {
    length += next.digits.length;
    last++;
  }
  for (; last >= first; last--) {
    const number = numberOf(chain.slice(first, last + 1), text);
    const hit = hitOf(number);
    if (hit && !isIdOfTraffic(number)) return { hit, next: last + 1 };
  }
  return undefined;
}

function numberOf(groups: readonly Group[], text: string): Number {
  return {
    groups,
    text,
    digits: groups.map(({ digits }) => digits).join(""),
    sizes: groups.map(({ digits }) => digits.length),
    between: groups.slice(1).map(({ from }, index) => text.slice(groups[index]?.to, from)),
    from: groups[0]?.from ?? 0,
    to: groups.at(-1)?.to ?? 0,
  };
}

function hitOf(number: Number): Hit | undefined {
  const { from, to, digits } = number;
  if (digits.length > MOST_DIGITS || digits.length < 8) return undefined;
  if (isPhone(number)) return { from: isInternational(number) ? from - 1 : from, to, mask: MASK };
  if (isResidentNumber(number)) return { from, to, mask: MASK };
  return isCard(number) ? { from, to, mask: masked(digits, "card-number") } : undefined;
}

function isCard(number: Number): boolean {
  const { digits, sizes, between } = number;
  if (digits.length < 13) return false;
  if (sizes.length === 1)
    return !isTime(digits) && (digits.length === 16 || (passesLuhn(digits) && !isGlued(number)));
  const [first = "", second = ""] = number.groups.map((group) => group.digits);
  const isUniform = between.every((separator) => separator === between[0]);
  if (digits.length === 16 && sizes.every((size) => size === 4)) return true;
  if (!isUniform || (/^(19|20)/.test(first) && first.length === 4 && second.length <= 2)) return false;
  if (digits.length === 16) return sizes.length <= 4 || sizes.every((size) => size === sizes[0]);
  const isSpaced = sizes.every((size) => size === 1);
  const isGrouped =
    sizes.every((size) => size >= 2 && size <= 6) && /^[\s./\u2010-\u2015\u2063-]+$/.test(between[0] ?? "");
  return (isSpaced || isGrouped) && passesLuhn(digits);
}

/** Six digits of a birth date, seven more. */
function isResidentNumber(number: Number): boolean {
  const { digits, sizes, between } = number;
  if (digits.length !== 13) return false;
  if (sizes.length === 1)
    return /^[1-8]$/.test(digits[6] ?? "") && isDay(digits.slice(2, 6)) && !isGlued(number);
  if (sizes[0] !== 6 || sizes[1] !== 7) return false;
  return HYPHEN.test(between[0] ?? "") || isDay(digits.slice(2, 6));
}

function isPhone(number: Number): boolean {
  const { digits, sizes, between } = number;
  if (sizes.length > 6 || !between.every((separator) => BETWEEN_OF_PHONE.test(separator))) return false;
  if (isInternational(number)) return digits.length <= 15;
  if (sizes.length === 1 && isGlued(number) && !/^01[016789]/.test(digits)) return false;
  if (/^(?:(?:00)?820?|0)1[016789][0-9]{7,8}$/.test(digits)) return sizes.length <= 5;
  if (/^0(?:2|[3-6][1-5]|[78]0|50[0-9])[0-9]{7,8}$/.test(digits))
    return sizes.length <= 3 && (sizes.at(-1) ?? 0) >= 4;
  const [area = 0, exchange = 0, line = 0] = sizes;
  return sizes.length === 3 && area === 3 && (exchange === 3 || exchange === 4) && line === 4;
}

function isInternational({ text, from, digits }: Number): boolean {
  return text[from - 1] === "+" && !/[A-Za-z0-9]/.test(text[from - 2] ?? " ") && digits.length >= 8;
}

/** Month and day. */
function isDay(monthDay: string): boolean {
  return /^(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])$/.test(monthDay);
}

/** yyyyMMddHHmmss with up to milliseconds, or what a clock counts since 1970 in milli-, micro- or nanoseconds. */
function isTime(digits: string): boolean {
  const written = /^(?:19|20)[0-9]{2}([0-9]{4})(?:[01][0-9]|2[0-3])[0-5][0-9][0-5][0-9][0-9]{0,3}$/.exec(
    digits,
  );
  if (written) return isDay(written[1] ?? "");
  return /^1[5-9](?:[0-9]{11}|[0-9]{14}|[0-9]{17})$/.test(digits);
}

/** Letters beside it: a part of an id. */
function isGlued({ text, from, to }: Number): boolean {
  return /[A-Za-z_]/.test(`${text[from - 1] ?? " "}${text[to] ?? " "}`);
}

const TRAFFIC_IDS = [
  /[0-9]{12}-[0-9a-f]{7}(?![0-9a-z])/gi,
  /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi,
  /(?<![0-9a-z])(?=[0-9]*[a-f])[0-9a-f]{32,64}(?![0-9a-z])/gi,
  /(?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9][T ][0-9:.,]{5,}/g,
  /(?<![0-9.])[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?![0-9])/g,
];

/** Whether it stands in a correlation id, a UUID, a digest, a written time or an address of the network. */
function isIdOfTraffic({ text, from, to }: Number): boolean {
  const start = Math.max(0, from - 64);
  const around = text.slice(start, to + 64);
  return TRAFFIC_IDS.some((pattern) =>
    [...around.matchAll(pattern)].some(
      ({ 0: id, index }) => start + index <= from && to <= start + index + id.length,
    ),
  );
}

/** ISO/IEC 7812-1, annex B. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - 48;
    const doubled = digit > 4 ? digit * 2 - 9 : digit * 2;
    sum += index % 2 === 0 ? digit : doubled;
  }
  return sum % 10 === 0;
}
