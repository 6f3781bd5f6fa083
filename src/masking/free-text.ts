import { digitShapes } from "./digit-shapes.ts";
import { type Documented, isDocumentedId } from "./documented.ts";
import { encodedValues } from "./encoded.ts";
import { type Hit, withoutHits } from "./hits.ts";
import type { KnownValues } from "./known-values.ts";
import { labelledValues, spokenValues } from "./labelled.ts";
import { personNames } from "./person-names.ts";
import { ReadableText } from "./readable-text.ts";
import { MASK } from "./sensitive.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Whose words a text is: the suite's own, a request's, or an answer's, of which names of persons go as well or not. */
export type Origin = "suite" | "request" | "answer" | "answer-without-persons";

/** What masking goes by, apart from what a text looks like. */
export interface Knowledge {
  readonly known: KnownValues;
  readonly vocabulary: Vocabulary;
  readonly documented: Documented;
  /** Short texts in which nothing looks like personal data, whatever is known: names of fields and usual values come again and again. */
  readonly harmless: Set<string>;
}

/** Characters of a text that are looked through; what goes on behind them is left out, but for what is known. */
const LONGEST_TEXT = 256 * 1024;
const LONGEST_HARMLESS = 200;
const MOST_HARMLESS = 5000;
/** Texts in texts: nobody encodes more floors than this. */
const MOST_FLOORS = 2;
const ID_LABEL = /(?<![\w-])([A-Za-z_][\w-]{0,60})(?:["'\\]{0,4}\s?[=:]\s?["'\\]{0,4}|>)$/;
const LOCAL_PART = /[\p{L}\p{N}._%+-]{1,64}$/u;
const DOMAIN = /^@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/u;
const TRAN_TOKEN = /KMV[0-9]:[0-9]{14,17}:[A-Za-z0-9+/_-]{16,88}={0,2}/g;
const URL_CREDENTIALS = /:\/\/([^\s/@"'<>]{1,200})@/g;

/**
 * A text without the known values and without what looks like personal data, as it stands and as it reads once tags
 * and escapes are gone; undefined where that would take too long.
 */
export function hiddenText(
  text: string,
  origin: Origin,
  knowledge: Knowledge,
  floor = 0,
): string | undefined {
  const known = knowledge.known.hits(text, origin !== "suite");
  const looks = lookalikes(text.slice(0, LONGEST_TEXT), origin, knowledge, floor);
  if (!known || !looks) return undefined;
  const hits = [...known, ...looks];
  const beyond = text.length - LONGEST_TEXT;
  if (beyond > 0) hits.push({ from: LONGEST_TEXT, to: text.length, mask: `… (${beyond} characters more)` });
  return hits.length === 0 ? text : withoutHits(text, hits);
}

/** What looks like personal data, and what is known once tags and escapes are gone. */
function lookalikes(text: string, origin: Origin, knowledge: Knowledge, floor: number): Hit[] | undefined {
  const { harmless } = knowledge;
  const key = text.length <= LONGEST_HARMLESS ? `${origin} ${text}` : undefined;
  if (key !== undefined && harmless.has(key)) return [];
  const joined = new ReadableText(text);
  const again = joined.differs ? knowledge.known.hits(joined.text, origin !== "suite") : [];
  // Between tags, and in what only looks like one: `<010-5555-6666>`.
  const readings = text.includes("<")
    ? [new ReadableText(text, "parting"), new ReadableText(text, "text")]
    : [joined];
  const seen = readings.map((readable) => seenIn(readable, text, origin, knowledge));
  if (!again || seen.some((found) => found === undefined)) return undefined;
  const hits = [
    ...again.map((hit) => joined.inText(hit)),
    ...seen.flatMap((found) => found ?? []),
    ...urlCredentials(text),
    ...tranTokens(text),
  ];
  if (origin === "suite" || floor >= MOST_FLOORS) return hits;
  const labelled = labelledValues(text);
  let isEncoded = false;
  const isToHide = (decoded: string): boolean => {
    isEncoded = true;
    return hiddenText(decoded, "request", knowledge, floor + 1) !== decoded;
  };
  const found = labelled && [...hits, ...labelled, ...encodedValues(text, isToHide)];
  // What is known does not come into it: there is nothing to unfold.
  if (key !== undefined && found?.length === 0 && floor === 0 && !joined.differs && !isEncoded) {
    if (harmless.size >= MOST_HARMLESS) harmless.clear();
    harmless.add(key);
  }
  return found;
}

/** Numbers, addresses and names in one reading of a text; undefined where there are too many to look at. */
function seenIn(
  readable: ReadableText,
  text: string,
  origin: Origin,
  { vocabulary, documented }: Knowledge,
): Hit[] | undefined {
  const digits = digitShapes(readable.text);
  if (!digits) return undefined;
  const numbers = digits.filter((hit) => !isLabelledId(text, readable.inText(hit), documented));
  const seen = [...numbers, ...mailAddresses(readable.text)];
  if (origin !== "suite") seen.push(...spokenValues(readable.text));
  if (origin === "answer") seen.push(...personNames(readable.text, vocabulary, seen));
  return seen.map((hit) => readable.inText(hit));
}

/** A number behind the name of a documented id: `userId=50000104652`, `<userId>50000104652`. */
function isLabelledId(text: string, { from, to }: Hit, documented: Documented): boolean {
  const [, label = ""] = ID_LABEL.exec(text.slice(Math.max(0, from - 80), from)) ?? [];
  return isDocumentedId(documented, label, text.slice(from, to));
}

function mailAddresses(text: string): Hit[] {
  const hits: Hit[] = [];
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
    const domain = DOMAIN.exec(text.slice(at, at + 600))?.[0];
    const local = domain && LOCAL_PART.exec(text.slice(Math.max(0, at - 64), at))?.[0];
    if (domain && local) hits.push({ from: at - local.length, to: at + domain.length, mask: MASK });
  }
  return hits;
}

/** Tokens of the protocol, also those of requests that were never seen. */
function tranTokens(text: string): Hit[] {
  return [...text.matchAll(TRAN_TOKEN)].map(({ 0: token, index }) => ({
    from: index,
    to: index + token.length,
    mask: MASK,
  }));
}

function urlCredentials(text: string): Hit[] {
  return [...text.matchAll(URL_CREDENTIALS)].map(({ 1: credentials = "", index }) => {
    const from = index + "://".length;
    return { from, to: from + credentials.length, mask: MASK };
  });
}
