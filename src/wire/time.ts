/** What the zones that X-KM-Time-Zone may name here are ahead of UTC at present, where neither of them changes. */
const HOURS_AHEAD = { UTC: 0, KST: 9 } as const;
const HOUR_MS = 3_600_000;

export type ZoneName = keyof typeof HOURS_AHEAD;

/** A moment as it is read from a clock on the wall. */
interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
}

/** What the letters of a form stand for: the unit, and how many of its digits are written, from behind. */
const LETTERS: Readonly<Record<string, readonly [unit: keyof WallTime, digits: number]>> = {
  yyyy: ["year", 4],
  yy: ["year", 2],
  MM: ["month", 2],
  dd: ["day", 2],
  HH: ["hour", 2],
  mm: ["minute", 2],
  ss: ["second", 2],
  SSS: ["millisecond", 3],
};
/** A form says nothing of what is smaller than its smallest unit, nor a time of day of its date. */
const START: WallTime = { year: 1970, month: 1, day: 1, hour: 0, minute: 0, second: 0, millisecond: 0 };
/** Of two digits of a year, what is later belongs to the century before. */
const LATEST_OF_CENTURY = 60;

/** A form in its parts: letters, or a sign that stands for itself. */
const forms = new Map<string, readonly string[]>();

export function isZoneName(text: string): text is ZoneName {
  return Object.hasOwn(HOURS_AHEAD, text);
}

/** X-KM-Tran-Time: `yyyyMMddHHmmss`, 14 digits, in the given zone. */
export function tranTime(now: Date, zone: ZoneName): string {
  return writtenTime(now, "yyyyMMddHHmmss", zone);
}

/** The time inside X-KM-Tran-Token: `yyyyMMddHHmmssSSS`, 17 digits. */
export function tokenTime(now: Date, zone: ZoneName): string {
  return writtenTime(now, "yyyyMMddHHmmssSSS", zone);
}

/** The first part of a correlation id: `yyMMddHHmmss`, 12 digits. */
export function correlationTime(now: Date, zone: ZoneName): string {
  return writtenTime(now, "yyMMddHHmmss", zone);
}

/** A moment in a form such as `yyyy-MM-dd'T'HH:mm:ss.SSS`: letters by Unicode TR 35, digits and signs for themselves. */
export function writtenTime(moment: Date, form: string, zone: ZoneName = "UTC"): string {
  const there = new Date(moment.getTime() + HOURS_AHEAD[zone] * HOUR_MS);
  const units: WallTime = {
    year: there.getUTCFullYear(),
    month: there.getUTCMonth() + 1,
    day: there.getUTCDate(),
    hour: there.getUTCHours(),
    minute: there.getUTCMinutes(),
    second: there.getUTCSeconds(),
    millisecond: there.getUTCMilliseconds(),
  };
  return partsOf(form)
    .map((part) => {
      const letters = LETTERS[part];
      if (letters === undefined) return part;
      const [unit, digits] = letters;
      return String(units[unit]).padStart(digits, "0").slice(-digits);
    })
    .join("");
}

/** Whether a text names, in this form, a moment that exists: 20280229 does in `yyyyMMdd`. No hour is the 24th. */
export function isExistingTime(text: string, form: string): boolean {
  return readTime(text, form) !== undefined;
}

/** The moment that a text in this form names in a zone; undefined where it does not exist. */
export function momentOf(text: string, form: string, zone: ZoneName): Date | undefined {
  const units = readTime(text, form);
  if (!units) return undefined;
  const { year, month, day, hour, minute, second, millisecond } = units;
  const moment = new Date(0);
  moment.setUTCFullYear(year, month - 1, day);
  moment.setUTCHours(hour - HOURS_AHEAD[zone], minute, second, millisecond);
  return moment;
}

function readTime(text: string, form: string): WallTime | undefined {
  const units: { -readonly [Unit in keyof WallTime]: number } = { ...START };
  let at = 0;
  for (const part of partsOf(form)) {
    const [unit, length] = LETTERS[part] ?? [undefined, part.length];
    const written = text.slice(at, at + length);
    at += length;
    if (unit === undefined) {
      if (written !== part) return undefined;
      continue;
    }
    if (written.length < length || !/^[0-9]+$/.test(written)) return undefined;
    units[unit] = unit === "year" && length === 2 ? wholeYear(Number(written)) : Number(written);
  }
  return at === text.length && exists(units) ? units : undefined;
}

function wholeYear(ofCentury: number): number {
  return ofCentury + (ofCentury > LATEST_OF_CENTURY ? 1900 : 2000);
}

function exists({ year, month, day, hour, minute, second }: WallTime): boolean {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return false;
  return hour <= 23 && minute <= 59 && second <= 59;
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
}

function partsOf(form: string): readonly string[] {
  const known = forms.get(form);
  if (known) return known;
  const parts = (form.match(/'[^']*'|yyyy|yy|MM|dd|HH|mm|ss|SSS|./gs) ?? []).map((part) =>
    part.replaceAll("'", ""),
  );
  forms.set(form, parts);
  return parts;
}
