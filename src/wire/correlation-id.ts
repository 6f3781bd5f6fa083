import { randomBytes } from "node:crypto";
import { correlationTime, isExistingTime, type ZoneName } from "./time.ts";

const FORM = /^(\d{12})-([0-9a-fA-F]{7})$/;

/** A new X-KM-Correlation-Id: `yyMMddHHmmss-xxxxxxx`, 20 characters, 7 hex digits (headers#request.X-KM-Correlation-Id). */
export function makeCorrelationId(now: Date, zone: ZoneName): string {
  return `${correlationTime(now, zone)}-${randomBytes(4).toString("hex").slice(0, 7)}`;
}

/** Whether a text has the documented form and its first part is a moment that exists. */
export function isCorrelationId(text: string): boolean {
  const time = FORM.exec(text)?.[1];
  return time !== undefined && isExistingTime(time, "yyMMddHHmmss");
}
