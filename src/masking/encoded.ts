import type { Hit } from "./hits.ts";
import { MASK } from "./sensitive.ts";

const BASE64 = /[A-Za-z0-9+/_-]{12,20000}={0,2}/g;
const HEX = /(?:(?:0x|\\x)?[0-9A-Fa-f]{2}[ :,-]?){8,2000}/g;
const SIGNED_TOKEN =
  /(?<![A-Za-z0-9_-])ey[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{2,}\.[A-Za-z0-9_-]*(?![A-Za-z0-9_.-])/g;
/** Text, and no bytes that happen to be some. */
const READABLE = /^[\t\r\n -~\u00A0-\uFFFC]+$/;

/** Signed tokens, and base64 and hexadecimal digits of texts in which something is to be hidden. */
export function encodedValues(text: string, isToHide: (decoded: string) => boolean): Hit[] {
  return [
    ...hitsOf(text, SIGNED_TOKEN, () => true),
    ...hitsOf(text, BASE64, (run) => {
      const decoded = readable(Buffer.from(run, "base64"));
      return decoded !== undefined && isToHide(decoded);
    }),
    ...hitsOf(text, HEX, (run) => {
      const digits = run.replaceAll(/0x|\\x|[^0-9A-Fa-f]/g, "");
      return [digits, digits.slice(1)].some((from) => {
        const decoded = readable(Buffer.from(from.slice(0, from.length & ~1), "hex"));
        return decoded !== undefined && isToHide(decoded);
      });
    }),
  ];
}

function hitsOf(text: string, pattern: RegExp, isHit: (run: string) => boolean): Hit[] {
  return [...text.matchAll(pattern)]
    .filter(([run]) => isHit(run))
    .map(({ 0: run, index }) => ({ from: index, to: index + run.trimEnd().length, mask: MASK }));
}

function readable(bytes: Buffer): string | undefined {
  // Most runs are no text, and their first bytes show it.
  const begin = bytes.subarray(0, 24).toString("utf8").slice(0, -1);
  if (bytes.length === 0 || (begin !== "" && !READABLE.test(begin))) return undefined;
  const text = bytes.toString("utf8");
  return READABLE.test(text) ? text : undefined;
}
