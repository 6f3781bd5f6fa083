import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Shorter texts stand everywhere by chance. */
export const SHORTEST_CANARY = 8;

/** The forms in which a value may leak: plain, in a JSON text, URL-encoded, and base64 wherever in a text it stands. */
export function leakForms(value: string): string[] {
  const forms = [value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value), ...base64Forms(value)];
  return [...new Set(forms)].filter((form) => Buffer.byteLength(form) >= SHORTEST_CANARY);
}

/** The characters of base64 and base64url that depend on the value alone, for each of three places it may begin at. */
function base64Forms(value: string): string[] {
  return [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(value, "utf8")]);
    const from = Math.ceil((before * 8) / 6);
    const to = Math.floor((bytes.length * 8) / 6);
    return [bytes.toString("base64").slice(from, to), bytes.toString("base64url").slice(from, to)];
  });
}

/** Finds many needles in large files: their first four bytes are looked up at every place. */
export class CanarySearch {
  readonly #byHead = new Map<number, { readonly needle: Buffer; readonly value: string }[]>();
  readonly #heads = new Uint8Array(1 << 21);

  constructor(values: Iterable<string>) {
    for (const value of new Set(values)) {
      for (const form of leakForms(value)) {
        const needle = Buffer.from(form, "utf8");
        const head = needle.readUInt32LE(0);
        this.#heads[bit(head) >> 3] = (this.#heads[bit(head) >> 3] ?? 0) | (1 << (bit(head) & 7));
        const others = this.#byHead.get(head) ?? [];
        this.#byHead.set(head, [...others, { needle, value }]);
      }
    }
  }

  /** The values that stand in the bytes in any form. */
  in(bytes: Buffer): string[] {
    const found = new Set<string>();
    let head = 0;
    for (let at = 0; at < bytes.length; at++) {
      head = ((head >>> 8) | ((bytes[at] ?? 0) << 24)) >>> 0;
      const index = bit(head);
      if (at < 3 || ((this.#heads[index >> 3] ?? 0) & (1 << (index & 7))) === 0) continue;
      for (const { needle, value } of this.#byHead.get(head) ?? []) {
        const start = at - 3;
        if (bytes.subarray(start, start + needle.length).equals(needle)) found.add(value);
      }
    }
    return [...found];
  }

  /** Every value in every file below a folder, as `file: value`. */
  below(folder: string): string[] {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    return files.flatMap(({ parentPath, name }) =>
      this.in(readFileSync(join(parentPath, name))).map((value) => `${name}: ${value}`),
    );
  }
}

/** 24 bits of a hash of four bytes. */
function bit(head: number): number {
  return Math.imul(head, 0x9e3779b1) >>> 8;
}
