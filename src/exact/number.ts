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

/** Powers of ten that a difference may span; 1e999999999 - 1 would be a thousand million digits. */
const MAX_SPAN = 10_000;

/**
 * The exact difference `minuend - subtrahend` of two numbers as written, in plain digits.
 * Throws RangeError where an exponent is so large that the digits could not be written out.
 */
export function subtractNumbers(minuend: string, subtrahend: string): string {
  const [from, less] = [new Big(minuend), new Big(subtrahend)];
  for (const { e, c } of [from, less]) {
    if (Math.abs(e) + c.length > MAX_SPAN) {
      throw new RangeError(`${minuend} - ${subtrahend} has more than ${MAX_SPAN} digits`);
    }
  }
  return from.minus(less).toFixed();
}

/** The digits of an exact number, or undefined for any other value. */
export function numberText(value: Json | undefined): string | undefined {
  return isExactNumber(value) ? value.value : undefined;
}
