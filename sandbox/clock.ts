import { FixedOffsetZone, IANAZone } from "luxon";
import { momentOf } from "../src/wire/time.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * UTC, and abbreviations that are no IANA zone of their own; those that have no summer time by their difference, since what an
 * IANA zone was at some moment takes long to find. The page's list is open ("UTC, KST, ...", reading
 * time-zone-values); whatever has three capital letters and is a zone at all is known here.
 */
const ABBREVIATIONS: Readonly<Record<string, string>> = {
  UTC: "UTC",
  KST: "UTC+9",
  JST: "UTC+9",
  SGT: "UTC+8",
  HKT: "UTC+8",
  ICT: "UTC+7",
  PST: "America/Los_Angeles",
  CST: "America/Chicago",
};

/** The zone that X-KM-Time-Zone names, as luxon takes it; undefined for an unknown one. */
export function zoneOf(abbreviation: string): string | undefined {
  if (!/^[A-Z]{3}$/.test(abbreviation)) return undefined;
  if (Object.hasOwn(ABBREVIATIONS, abbreviation)) return ABBREVIATIONS[abbreviation];
  return IANAZone.isValidZone(abbreviation) ? abbreviation : undefined;
}

/** Whether digits in a form, read in a zone, lie within a day of now; no page says how far a clock may be off. */
export function isWithinADay(digits: string, form: string, zone: string, now: Date): boolean {
  const written = momentOf(digits, form, "UTC")?.getTime();
  if (written === undefined) return false;
  const ahead = (FixedOffsetZone.parseSpecifier(zone) ?? IANAZone.create(zone)).offset(written);
  return Math.abs(written - ahead * MINUTE_MS - now.getTime()) <= DAY_MS;
}
