import type { Hit } from "./hits.ts";
import { caseFolded, hexForms, writtenForms } from "./written-forms.ts";

/** Forms shorter than this stand for too much else: they are hidden in texts of a body alone, where they stand alone. */
const SHORTEST_ANYWHERE = 6;
const SHORTEST_IN_BODY = 3;
/** Hexadecimal digits of digits are digits themselves. */
const SHORTEST_HEX_ANYWHERE = 8;
/** So much of a long form is enough to know it by; a text that was cut after it is hidden as far as it goes. */
const KNOWN_BY = 12;
/** Characters compared for one text; a text of repetitions made to take a run's time is hidden whole instead. */
const MOST_WORK = 20_000_000;
/** Values that one exchange may teach; an answer of nothing but names must not take a run's time. */
const MOST_VALUES = 5000;

/** Units of a form that it is filed by; a shorter one by fewer. */
const TIERS = [KNOWN_BY, 6, 2] as const;
/** Many times as many as a tier usually has forms. */
const SEEN = 4096;

const NOTHING_SEEN = new Uint8Array(SEEN);
const NO_FORMS: readonly Form[] = [];

interface Form {
  /** What has to stand in the text. */
  readonly start: string;
  /** What is hidden when it goes on like this. */
  readonly full: string;
  readonly mask: string;
  readonly alone: boolean;
  /** Digits: among other digits they are a part of another number. */
  readonly isNumber: boolean;
}

/** What is left of the work that one text may take. */
interface Work {
  left: number;
}

/**
 * Sensitive values, found in any text in one pass: as they are or in any written form, in any letter case. Of values that
 * overlap all is hidden.
 */
export class KnownValues {
  readonly #masks = new Map<string, string>();
  /** Forms by the units that they begin with: as many as the form has, of `TIERS`. */
  readonly #tiers = TIERS.map(() => new Beginnings());
  #tooMany = false;

  constructor(readonly parent?: KnownValues) {}

  /** Remembers a value with what stands for it in a report. */
  remember(value: string, mask: string): void {
    const isDistinct = isForeign(value) && value.length >= 2;
    if ((value.trim().length < SHORTEST_IN_BODY && !isDistinct) || this.maskOf(value) !== undefined) return;
    if (this.parent && this.#masks.size >= MOST_VALUES) {
      this.#tooMany = true;
      return;
    }
    this.#masks.set(value, mask);
    const hex = hexForms(Buffer.from(value, "utf8"));
    for (const full of new Set(writtenForms(value).map(caseFolded))) {
      if (full.length < SHORTEST_IN_BODY && !isForeign(full)) continue;
      const isHex = hex.includes(full);
      const alone = full.length < (isHex ? SHORTEST_HEX_ANYWHERE : SHORTEST_ANYWHERE) && !isForeign(full);
      const isNumber = isNumberForm(full) && !isHex;
      const form = { start: full.slice(0, KNOWN_BY), full, mask, alone, isNumber };
      const tier = TIERS.findIndex((units) => full.length >= units);
      this.#tiers[tier]?.add(hash(full, 0, TIERS[tier] ?? 0), form);
    }
  }

  /** What stands for exactly this value; undefined where it is not known. */
  maskOf(value: string): string | undefined {
    return this.#masks.get(value) ?? this.parent?.maskOf(value);
  }

  /** Where known values stand in a text; undefined where finding them would take too long. */
  hits(text: string, ofBody: boolean): Hit[] | undefined {
    if (this.#tooMany) return undefined;
    const work: Work = { left: MOST_WORK };
    const folded = caseFolded(text);
    const hits: Hit[] = [];
    for (const tier of TIERS.keys()) this.#find(folded, tier, ofBody, work, hits);
    return work.left < 0 ? undefined : hits;
  }

  #find(text: string, tier: number, ofBody: boolean, work: Work, hits: Hit[]): void {
    const known = this.#filed(tier);
    if (known.length === 0) return;
    const places = new Places(text, TIERS[tier] ?? 0);
    let reached = 0;
    for (let from = places.next(known); from !== undefined && work.left >= 0; from = places.next(known)) {
      for (const form of known.flatMap((beginnings) => beginnings.of(places.key))) {
        const to = endOfForm(text, from, form, reached, work);
        if (to === undefined || (form.alone && !(ofBody && standsAlone(text, from, to)))) continue;
        reached = to;
        hits.push({ from, to, mask: form.mask });
      }
    }
  }

  /** The forms of a tier that are known here, those of the parent first. */
  #filed(tier: number): Beginnings[] {
    const above = this.parent ? this.parent.#filed(tier) : [];
    const own = this.#tiers[tier];
    return own === undefined || own.isEmpty ? above : [...above, own];
  }
}

/** Where a form that begins here ends; undefined where none does, or where it is a part of another number. */
function endOfForm(text: string, from: number, form: Form, reached: number, work: Work): number | undefined {
  if (!form.isNumber) return endOfHit(text, from, form, reached, work);
  // Before the comparison: a long run of digits would be compared with itself to no end.
  if (isInsideNumber(text, from)) return undefined;
  const to = endOfHit(text, from, form, reached, work);
  return to === undefined || isDigit(text, to) ? undefined : to;
}

/**
 * The same without regard to what stands around it; undefined also where it ends inside what is hidden already. The
 * character after that is looked at first: a text of repetitions would be compared with itself to no end.
 */
function endOfHit(
  text: string,
  from: number,
  { start, full }: Form,
  reached: number,
  work: Work,
): number | undefined {
  const beyond = Math.max(reached, from);
  if (full.charCodeAt(beyond - from) !== text.charCodeAt(beyond) || !text.startsWith(start, from))
    return undefined;
  let length = start.length;
  while (length < full.length && text.charCodeAt(from + length) === full.charCodeAt(length)) length++;
  work.left -= length;
  return from + length > reached ? from + length : undefined;
}

/** No letter or digit beside it, and no half of a code such as 007_001. */
function standsAlone(text: string, from: number, to: number): boolean {
  const around = text.slice(Math.max(0, from - 4), to + 4);
  const inside = from - Math.max(0, from - 4);
  const isCode = [...around.matchAll(/(?<![0-9])[0-9]{3}_[0-9]{3}(?![0-9])/g)].some(
    ({ index }) => index <= inside && inside + (to - from) <= index + 7,
  );
  return !isCode && !/[\p{L}\p{N}]/u.test(`${text[from - 1] ?? " "}${text[to] ?? " "}`);
}

/** Digits, or a few of them in groups: only a run of digits may be long, for a text repeats it no second time. */
function isNumberForm(form: string): boolean {
  return /^[0-9]+$/.test(form) || (form.length <= 40 && /^[0-9][0-9 ./-]*$/.test(form));
}

/** A digit that ends an escape, `%20` or `\\u0020`, is none of the number's. */
function isInsideNumber(text: string, from: number): boolean {
  if (!isDigit(text, from - 1)) return false;
  return !/(%|\\x|\\u[0-9a-f]{2})[0-9a-f]{2}$/.test(text.slice(Math.max(0, from - 6), from));
}

function isDigit(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 48 && unit <= 57;
}

/** Letters beyond ASCII do not stand in the suite's own words. */
function isForeign(value: string): boolean {
  return /[^\u0020-\u007e]/.test(value);
}

/** Forms by the hash of the units that they begin with. */
class Beginnings {
  readonly #forms = new Map<number, Form[]>();
  /** Where a form can be: most places of a text are looked up here alone. */
  #seen = NOTHING_SEEN;

  get isEmpty(): boolean {
    return this.#forms.size === 0;
  }

  add(key: number, form: Form): void {
    if (this.isEmpty) this.#seen = new Uint8Array(SEEN);
    this.#seen[placeOf(key)] = 1;
    const filed = this.#forms.get(key);
    if (filed) filed.push(form);
    else this.#forms.set(key, [form]);
  }

  of(key: number): readonly Form[] {
    return this.#forms.get(key) ?? NO_FORMS;
  }

  /** False of nearly every place of a text where no form is; the rest is looked up. */
  maybe(key: number): boolean {
    return this.#seen[placeOf(key)] === 1;
  }
}

function placeOf(key: number): number {
  return (key ^ (key >>> 16)) & (SEEN - 1);
}

/**
 * The places of a text at which a form may begin, by the hash of so many units: from one place to the next the first unit
 * leaves, and another comes in.
 */
class Places {
  /** The hash at the place that `next` gave. */
  key = 0;
  #from = -1;
  readonly #last: number;
  readonly #leaving: number;

  constructor(
    private readonly text: string,
    private readonly units: number,
  ) {
    this.#last = text.length - units;
    let leaving = 1;
    for (let unit = 1; unit < units; unit++) leaving = Math.imul(leaving, 31);
    this.#leaving = leaving;
  }

  next(known: readonly Beginnings[]): number | undefined {
    const { text, units } = this;
    const leaving = this.#leaving;
    let { key } = this;
    for (let from = this.#from + 1; from <= this.#last; from++) {
      if (from === 0) key = hash(text, 0, units);
      else {
        const rest = (key - Math.imul(text.charCodeAt(from - 1), leaving)) | 0;
        key = (Math.imul(rest, 31) + text.charCodeAt(from + units - 1)) | 0;
      }
      for (let index = 0; index < known.length; index++) {
        if (!known[index]?.maybe(key)) continue;
        this.key = key;
        this.#from = from;
        return from;
      }
    }
    return undefined;
  }
}

function hash(text: string, from: number, units: number): number {
  let key = 0;
  for (let index = from; index < from + units; index++)
    key = (Math.imul(key, 31) + text.charCodeAt(index)) | 0;
  return key;
}
