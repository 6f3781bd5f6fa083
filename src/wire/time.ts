import { DateTime } from "luxon";

/** The zones that X-KM-Time-Zone may name here, as IANA zones. */
const ZONES = { UTC: "UTC", KST: "Asia/Seoul" } as const;
/** The same for the present, in which neither of them changes: what an IANA zone was at some moment takes long to find. */
const PRESENT = { UTC: "UTC", KST: "UTC+9" } as const;
const LATIN_UTC = { zone: "UTC", locale: "en-US" };
const parsers = new Map<string, ReturnType<typeof DateTime.buildFormatParser>>();

export type ZoneName = keyof typeof ZONES;

export function isZoneName(text: string): text is ZoneName {
  return Object.hasOwn(ZONES, text);
}

/** X-KM-Tran-Time: `yyyyMMddHHmmss`, 14 digits, in the given zone. */
export function tranTime(now: Date, zone: ZoneName): string {
  return inZone(now, zone).toFormat("yyyyMMddHHmmss");
}

/** The time inside X-KM-Tran-Token: `yyyyMMddHHmmssSSS`, 17 digits. */
export function tokenTime(now: Date, zone: ZoneName): string {
  return inZone(now, zone).toFormat("yyyyMMddHHmmssSSS");
}

/** The first part of a correlation id: `yyMMddHHmmss`, 12 digits. */
export function correlationTime(now: Date, zone: ZoneName): string {
  return inZone(now, zone).toFormat("yyMMddHHmmss");
}

/**
 * Whether digits name a moment that exists in the given luxon form, e.g. 20280229 in `yyyyMMdd`.
 * Written back it must be the same: luxon reads 24:00:00 as the midnight after.
 */
export function isExistingTime(digits: string, form: string): boolean {
  return (
    /^[0-9]+$/.test(digits) &&
    DateTime.fromFormatParser(digits, parserOf(form), LATIN_UTC).toFormat(form) === digits
  );
}

/** To read a form is dearer than to read a time in it, and there are few forms. */
function parserOf(form: string): ReturnType<typeof DateTime.buildFormatParser> {
  const parser = parsers.get(form) ?? DateTime.buildFormatParser(form, LATIN_UTC);
  parsers.set(form, parser);
  return parser;
}

/** The moment that digits in a luxon form name in a zone; undefined where it does not exist. */
export function momentOf(digits: string, form: string, zone: ZoneName): Date | undefined {
  if (!isExistingTime(digits, form)) return undefined;
  return DateTime.fromFormat(digits, form, { zone: ZONES[zone], locale: "en-US" }).toJSDate();
}

function inZone(now: Date, zone: ZoneName): DateTime {
  return DateTime.fromJSDate(now).setZone(PRESENT[zone]).reconfigure({ locale: "en-US" });
}
