import { DateTime, IANAZone } from "luxon";

/**
 * Abbreviations that are no IANA zone of their own; those that have no summer time by their difference, since what an
 * IANA zone was at some moment takes long to find. The page's list is open ("UTC, KST, ...", reading
 * time-zone-values); whatever has three capital letters and is a zone at all is known here.
 */
const ABBREVIATIONS: Readonly<Record<string, string>> = {
  KST: "UTC+9",
  JST: "UTC+9",
  SGT: "UTC+8",
  HKT: "UTC+8",
  ICT: "UTC+7",
  PST: "America/Los_Angeles",
  CST: "America/Chicago",
};

const LOCALE = { locale: "en-US" };
/** By luxon form: to read a form is dearer than to read a time in it. */
const parsers = new Map<string, ReturnType<typeof DateTime.buildFormatParser>>();

/** The zone that X-KM-Time-Zone names, as luxon takes it; undefined for an unknown one. */
export function zoneOf(abbreviation: string): string | undefined {
  if (!/^[A-Z]{3}$/.test(abbreviation)) return undefined;
  if (Object.hasOwn(ABBREVIATIONS, abbreviation)) return ABBREVIATIONS[abbreviation];
  return IANAZone.isValidZone(abbreviation) ? abbreviation : undefined;
}

/** Whether digits in a luxon form, read in a zone, lie within a day of now; no page says how far a clock may be off. */
export function isWithinADay(digits: string, form: string, zone: string, now: Date): boolean {
  const parser = parsers.get(form) ?? DateTime.buildFormatParser(form, LOCALE);
  parsers.set(form, parser);
  const moment = DateTime.fromFormatParser(digits, parser, { zone, ...LOCALE });
  return moment.isValid && Math.abs(moment.diff(DateTime.fromJSDate(now)).as("hours")) <= 24;
}
