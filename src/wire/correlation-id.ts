import { randomBytes, randomInt } from "node:crypto";
import { correlationTime, isExistingTime, type ZoneName } from "./time.ts";

const FORM = /^(\d{12})-([0-9a-fA-F]{7})$/;

/**
 * A new X-KM-Correlation-Id: `yyMMddHHmmss-xxxxxxx`, 20 characters, 7 hex digits (headers#request.X-KM-Correlation-Id). The
 * first of the seven is a letter, so that an id in capitals is always another text.
 */
export function makeCorrelationId(now: Date, zone: ZoneName): string {
  return `${correlationTime(now, zone)}-${"abcdef"[randomInt(6)]}${randomBytes(3).toString("hex")}`;
}

/** Whether a text has the documented form and its first part is a moment that exists. */
export function isCorrelationId(text: string): boolean {
  const time = FORM.exec(text)?.[1];
  return time !== undefined && isExistingTime(time, "yyMMddHHmmss");
}
