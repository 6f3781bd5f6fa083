import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/** Shorter texts stand everywhere by chance. */
export const SHORTEST_CANARY = 8;

/** One form in which a value may stand in a file. */
interface Needle {
  readonly value: string;
  readonly bytes: Buffer;
  /** Of base64 alone: how many bytes of the group of three stand before the value. */
  readonly before?: number;
}

/** A value plain, in a JSON text, URL-encoded, and in base64 and base64url, wherever in the encoded text it begins. */
function needlesFor(value: string): Needle[] {
  const plain = [value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value)];
  const all: Needle[] = [
    ...[...new Set(plain)].map((form) => ({ value, bytes: Buffer.from(form, "utf8") })),
    ...[0, 1, 2].flatMap((before) => base64Needles(value, before)),
  ];
  return all.filter(({ bytes }) => bytes.length >= SHORTEST_CANARY);
}

/** The characters of base64 that the value fills entirely; those at its ends depend on its neighbours. */
function base64Needles(value: string, before: number): Needle[] {
  const padded = Buffer.concat([Buffer.alloc(before), Buffer.from(value, "utf8")]);
  const [from, to] = [charactersBefore(before), Math.floor((padded.length * 8) / 6)];
  const forms = [padded.toString("base64").slice(from, to), padded.toString("base64url").slice(from, to)];
  return [...new Set(forms)].map((form) => ({ value, bytes: Buffer.from(form), before }));
}

function charactersBefore(bytes: number): number {
  return Math.ceil((bytes * 8) / 6);
}

/** Finds many values in large files: the first four bytes of their forms are looked up at every place. */
export class CanarySearch {
  readonly #byHead = new Map<number, Needle[]>();
  readonly #heads = new Uint8Array(1 << 21);

  constructor(values: Iterable<string>) {
    for (const needle of [...new Set(values)].flatMap(needlesFor)) {
      const head = needle.bytes.readUInt32LE(0);
      const index = hash(head);
      this.#heads[index >> 3] = (this.#heads[index >> 3] ?? 0) | (1 << (index & 7));
      const others = this.#byHead.get(head);
      if (others) others.push(needle);
      else this.#byHead.set(head, [needle]);
    }
  }

  /** The values that stand in the bytes in any form. */
  in(bytes: Buffer): string[] {
    const found = new Set<string>();
    let head = 0;
    for (let at = 0; at < bytes.length; at++) {
      head = ((head >>> 8) | ((bytes[at] ?? 0) << 24)) >>> 0;
      const index = hash(head);
      if (at < 3 || ((this.#heads[index >> 3] ?? 0) & (1 << (index & 7))) === 0) continue;
      for (const needle of this.#byHead.get(head) ?? [])
        if (standsAt(bytes, at - 3, needle)) found.add(needle.value);
    }
    return [...found];
  }

  /** Every value in every file below a folder, as `file: value`. */
  below(folder: string): string[] {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name));
    return files.flatMap((file) =>
      this.in(readFileSync(file)).map((value) => `${relative(folder, file)}: ${value}`),
    );
  }
}

/** Base64 is decoded once more around the place: its last character may hold a part of another one. */
function standsAt(bytes: Buffer, start: number, { bytes: needle, value, before }: Needle): boolean {
  if (!bytes.subarray(start, start + needle.length).equals(needle)) return false;
  if (before === undefined) return true;
  const group = start - charactersBefore(before);
  const groups = Math.ceil((before + Buffer.byteLength(value)) / 3);
  const around = bytes.toString("latin1", Math.max(0, group), group + groups * 4);
  return Buffer.from(around, "base64").includes(value);
}

/** 24 bits of four bytes. */
function hash(head: number): number {
  return Math.imul(head, 0x9e3779b1) >>> 8;
}
