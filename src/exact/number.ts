import { Big } from "big.js";
import { isExactNumber, type Json } from "./json.ts";

const JSON_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

/** Whether a text is a number by the grammar of RFC 8259 section 6. */
export function isNumberText(text: string): boolean {
  return JSON_NUMBER.test(text);
}

/** Negative, zero or positive as the number written `a` is below, equal to or above `b`; exact at any size. */
export function compareNumbers(a: string, b: string): number {
  return new Big(a).cmp(new Big(b));
}

/** Whether the number written so has no fractional part: "1", "1.0" and "1e3" have none, "1.5" has. */
export function isIntegerText(text: string): boolean {
  const { c, e } = new Big(text);
  return e >= c.length - 1;
}

/** The exact difference `minuend - subtrahend` of two numbers as written. */
export function subtractNumbers(minuend: string, subtrahend: string): string {
  return new Big(minuend).minus(new Big(subtrahend)).toFixed();
}

/** The digits of an exact number, or undefined for any other value. */
export function numberText(value: Json | undefined): string | undefined {
  return isExactNumber(value) ? value.value : undefined;
}
