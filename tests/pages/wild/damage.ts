/** How the bytes of a page were misread between the portal and the file. */
export const DAMAGES = [
  "windows-874",
  "tis-620",
  "thai and windows-1252, holes lost",
  "windows-1252",
  "windows-1252, holes lost",
  "latin-1",
  "latin-1, controls lost",
  "latin-1, next line breaks",
  "thai, vowel signs lost",
  "euc-kr read as utf-8",
  "question marks",
] as const;
export type Damage = (typeof DAMAGES)[number];

const thai = new TextDecoder("windows-874");
const western = new TextDecoder("windows-1252");
const HOLES = [0x81, 0x8d, 0x8f, 0x90, 0x9d];
const THAI_LOW = [0x80, 0x85, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97];

/** A text's UTF-8 bytes as another code page. */
export function misread(text: string, damage: Damage): string {
  if (damage === "euc-kr read as utf-8") return text.replaceAll(/[^\p{ASCII}]/gu, "\ufffd\ufffd");
  if (damage === "question marks") return text.replaceAll(/[^\p{ASCII}]/gu, "?");
  const bytes = [...new TextEncoder().encode(text)];
  return bytes.map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : signOf(byte, damage))).join("");
}

function signOf(byte: number, damage: Damage): string {
  const plain = String.fromCharCode(byte);
  const asThai = (): string => {
    const sign = thai.decode(Uint8Array.of(byte));
    return byte < 0xa0 && !THAI_LOW.includes(byte) ? "" : sign;
  };
  const asWestern = (keepHoles: boolean): string =>
    HOLES.includes(byte) && !keepHoles ? "" : western.decode(Uint8Array.of(byte));
  switch (damage) {
    case "windows-874":
      return asThai();
    case "tis-620":
      return byte <= 0xa0 ? "" : asThai();
    case "thai, vowel signs lost":
      return byte <= 0xa0 ? "" : asThai().replace(/[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]/, "");
    case "thai and windows-1252, holes lost":
      return byte < 0xa0 ? asWestern(false) : asThai();
    case "windows-1252":
      return asWestern(true);
    case "windows-1252, holes lost":
      return asWestern(false);
    case "latin-1":
      return plain;
    case "latin-1, controls lost":
      return byte < 0xa0 ? "" : plain;
    case "latin-1, next line breaks":
      return byte === 0x85 ? "\n" : byte < 0xa0 ? "" : plain;
    default:
      return plain;
  }
}
