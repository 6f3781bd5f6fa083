import { byteOf } from "../../src/pages/text/code-page.ts";

const CHARACTER = new Map<number, string>();
for (const block of [
  [0x80, 0xff],
  [0x0e01, 0x0e5b],
  [0x0152, 0x0192],
  [0x02c6, 0x02dc],
  [0x2010, 0x2122],
] as const)
  for (let point = block[0]; point <= block[1]; point++) {
    const character = String.fromCodePoint(point);
    const byte = byteOf(character);
    if (byte !== undefined) CHARACTER.set(byte * 10 + familyOf(point), character);
  }

function familyOf(point: number): number {
  return point >= 0x0e00 && point < 0x0f00 ? 1 : point > 0xff ? 2 : 0;
}

/** How a text was misread: which characters stand for the bytes, and which bytes are lost. */
export type Damage =
  | "thai-and-1252"
  | "thai-controls-lost"
  | "latin-1"
  | "latin-1-controls-lost"
  | "latin-1-split"
  | "windows-1252";

/** A text in UTF-8, misread. */
export function damage(text: string, kind: Damage): string {
  return [...new TextEncoder().encode(text)]
    .map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : misread(byte, kind)))
    .join("");
}

const KEEPS_CONTROLS: Readonly<Record<Damage, "plain" | "sign" | undefined>> = {
  "latin-1": "plain",
  "thai-and-1252": "sign",
  "windows-1252": "sign",
  "latin-1-controls-lost": undefined,
  "latin-1-split": undefined,
  "thai-controls-lost": undefined,
};

function misread(byte: number, kind: Damage): string {
  const [plain = "", thai, sign = ""] = [0, 1, 2].map((family) => CHARACTER.get(byte * 10 + family));
  if (byte >= 0xa0) return kind.startsWith("thai") ? (thai ?? plain) : plain;
  if (kind === "latin-1-split" && byte === 0x85) return "\n";
  const keeps = KEEPS_CONTROLS[kind];
  return keeps === undefined ? "" : keeps === "plain" ? plain : sign;
}
