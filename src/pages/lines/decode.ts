import { PageRefused } from "../refusal.ts";

/** A captured page has some 10 KB, one saved as HTML with everything inlined some 500 KB. */
const MAX_BYTES = 2 * 1024 * 1024;

export interface Decoded {
  readonly text: string;
  /** The last bytes are the beginning of a character. */
  readonly endsInCharacter: boolean;
}

/** The text of a captured page, whichever encoding it was saved in. Throws PageRefused. */
export function decodePage(file: string, bytes: Uint8Array): Decoded {
  if (bytes.length > MAX_BYTES) {
    const size = `${(bytes.length / 1024 / 1024).toFixed(1)} MB`;
    throw new PageRefused(file, `has ${size}; a captured page has some 10 KB, and none over 2 MB is read`);
  }
  const read = decoded(bytes);
  const { text } = read;
  if (text.trim() === "") throw new PageRefused(file, "is empty; capture the page again");
  if (text.includes("\0")) throw new PageRefused(file, "is no text; save the page as text, HTML or Markdown");
  return read;
}

function decoded(bytes: Uint8Array): Decoded {
  const [first, second] = bytes;
  const whole = (text: string): Decoded => ({ text, endsInCharacter: false });
  if (first === 0xff && second === 0xfe) return whole(new TextDecoder("utf-16le").decode(bytes));
  if (first === 0xfe && second === 0xff) return whole(new TextDecoder("utf-16be").decode(bytes));
  try {
    const decoder = new TextDecoder("utf-8", { fatal: true });
    const text = decoder.decode(bytes, { stream: true });
    return { text, endsInCharacter: isOpen(decoder) };
  } catch {
    return whole(new TextDecoder(declaredOr(bytes)).decode(bytes));
  }
}

/** Whether a decoder still waits for the rest of a character. */
function isOpen(decoder: TextDecoder): boolean {
  try {
    decoder.decode();
    return false;
  } catch {
    return true;
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
