import type { Hit } from "./hits.ts";

/**
 * What keeps letters and digits from being seen: percent escapes (also escaped again), \u escapes, character
 * references, tags, characters without a width, digits of full width. Bounded, so that no text takes long.
 */
const ESCAPES =
  /(?:%(?:25){0,4}[0-9A-Fa-f]{2}){1,2000}|(?:\\{1,8}(?:u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2})){1,2000}|(?:&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|nbsp|hyphen|dash);){1,2000}|[\u00AD\u200B-\u200F\u2060\uFEFF]+|[\uFF0B\uFF0D-\uFF0F\uFF10-\uFF1A\uFF20\uFF21-\uFF3A\uFF41-\uFF5A]+/g;
const ESCAPES_AND_TAGS = new RegExp(`(?:<[^<>]{0,300}>){1,200}|${ESCAPES.source}`, "g");

/** Stands for tags that part words; no text of a server has it. */
const PARTING = "\u2063";

/** What tags are: nothing, where what they part is one word; a separator, where they part two; or text like any other. */
export type Tags = "joining" | "parting" | "text";

interface Rewritten {
  /** Offsets in the readable text, then in the text itself. */
  readonly readableFrom: number;
  readonly readableTo: number;
  readonly from: number;
  readonly to: number;
}

/** A text as a person would read it, with the way back to where it stands. */
export class ReadableText {
  readonly text: string;
  /** Whether it differs from the text itself. */
  readonly differs: boolean;
  readonly #rewritten: readonly Rewritten[];

  constructor(text: string, tags: Tags = "joining") {
    const rewritten: Rewritten[] = [];
    let readable = "";
    let at = 0;
    for (const match of text.matchAll(tags === "text" ? ESCAPES : ESCAPES_AND_TAGS)) {
      const plain = plainForm(match[0], tags === "parting" ? PARTING : "");
      if (plain === match[0]) continue;
      readable += text.slice(at, match.index);
      const readableFrom = readable.length;
      readable += plain;
      at = match.index + match[0].length;
      rewritten.push({ readableFrom, readableTo: readable.length, from: match.index, to: at });
    }
    this.text = readable + text.slice(at);
    this.differs = rewritten.length > 0;
    this.#rewritten = rewritten;
  }

  /** A hit in the readable text as one in the text itself; what was rewritten is hidden whole. */
  inText({ from, to, mask }: Hit): Hit {
    if (!this.differs) return { from, to, mask };
    const first = this.#at(from);
    const last = this.#at(to - 1);
    return { from: first.inside?.from ?? from + first.shift, to: last.inside?.to ?? to + last.shift, mask };
  }

  /** The rewritten part that an offset stands in; else how far the text itself is ahead of the readable one. */
  #at(offset: number): { inside?: Rewritten; shift: number } {
    let low = 0;
    let high = this.#rewritten.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#rewritten[middle]?.readableFrom ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    // Parts that became nothing share their offset with what follows.
    const before = this.#rewritten[low - 1];
    if (!before) return { shift: 0 };
    const shift = before.to - before.readableTo;
    return offset < before.readableTo ? { inside: before, shift } : { shift };
  }
}

function plainForm(written: string, tag: string): string {
  switch (written[0]) {
    case "%":
      return Buffer.from(written.replaceAll(/%(?:25)*/g, ""), "hex").toString("utf8");
    case "\\":
      return written.replaceAll(/\\+[ux]([0-9A-Fa-f]{2,4})/g, (_escape, hex: string) => unit(hex, 16));
    case "&":
      return written.replaceAll(/&(#?)([xX]?)([0-9A-Za-z]+);/g, (_reference, ...parts: string[]) => {
        const [sharp, hex, body = ""] = parts;
        if (!sharp) return body === "nbsp" ? " " : "-";
        return unit(body, hex ? 16 : 10);
      });
    case "<":
      return tag;
    default:
      return written.replaceAll(/[\u00AD\u200B-\u200F\u2060\uFEFF]/g, "").normalize("NFKC");
  }
}

function unit(digits: string, base: number): string {
  const code = Number.parseInt(digits, base);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "\uFFFD";
}
