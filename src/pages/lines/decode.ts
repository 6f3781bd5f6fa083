import { PageRefused } from "../refusal.ts";

/** A captured page has some 10 KB, one saved as HTML with everything inlined some 500 KB. */
const MAX_BYTES = 2 * 1024 * 1024;

/** The text of a captured page, whichever encoding it was saved in. Throws PageRefused. */
export function decodePage(file: string, bytes: Uint8Array): string {
  if (bytes.length > MAX_BYTES) {
    const size = `${(bytes.length / 1024 / 1024).toFixed(1)} MB`;
    throw new PageRefused(file, `has ${size}; a captured page has some 10 KB, and none over 2 MB is read`);
  }
  const text = decoded(bytes);
  if (text.trim() === "") throw new PageRefused(file, "is empty; capture the page again");
  if (text.includes("\0")) throw new PageRefused(file, "is no text; save the page as text, HTML or Markdown");
  return text;
}

function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder(declaredOr(bytes)).decode(bytes);
  }
}

/** What is not UTF-8 is what it says itself, or what Korean Windows saves. */
function declaredOr(bytes: Uint8Array): string {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 4096));
  const name = /charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1];
  try {
    return new TextDecoder(name ?? "euc-kr").encoding;
  } catch {
    return "euc-kr";
  }
}
