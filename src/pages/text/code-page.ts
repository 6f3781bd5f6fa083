/**
 * Text whose UTF-8 bytes were read in a single-byte code page. The code pages in question do not contradict each
 * other: Thai letters stand for 0xA1 to 0xFB (TIS-620, Windows-874), the signs of Windows-1252 for 0x80 to 0x9F, and
 * everything below U+0100 for itself (Latin-1). So one table leads back from all of them.
 */
const WINDOWS_1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** By the character's unit; 0 where it stands for none. */
const BYTE_OF = new Uint8Array(0x10000);
for (const [index, sign] of [...WINDOWS_1252].entries()) BYTE_OF[sign.charCodeAt(0)] = 0x80 + index;
for (let byte = 0x80; byte <= 0xff; byte++) BYTE_OF[byte] = byte;
for (let byte = 0xa1; byte <= 0xfb; byte++) BYTE_OF[0x0e00 + byte - 0xa0] = byte;

/** The byte that a character stood for before it was misread; undefined for ASCII and for what no such table has. */
export function byteOf(character: string): number | undefined {
  return (character.length === 1 && BYTE_OF[character.charCodeAt(0)]) || undefined;
}

/** Bytes that each way of misreading loses: the code page has no character for them, or a control character. */
const UNDEFINED_1252 = [0x81, 0x8d, 0x8f, 0x90, 0x9d];
const IN_WINDOWS_874 = new Set([0x80, 0x85, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97]);
const CONTROLS = Array.from({ length: 0x20 }, (_, index) => 0x80 + index);

/** Which bytes a text has lost, judged by those from 0x80 to 0x9F that are left in it. */
export function lostBytes(text: string): readonly number[] {
  const left = new Set<number>();
  let afterLead = false;
  for (const character of text) {
    const byte = byteOf(character);
    if (byte !== undefined && byte < 0xa0 && afterLead) left.add(byte);
    afterLead = byte !== undefined && (byte >= 0xa0 || afterLead);
  }
  if (left.size === 0) return CONTROLS;
  if ([...left].every((byte) => IN_WINDOWS_874.has(byte)))
    return CONTROLS.filter((byte) => !IN_WINDOWS_874.has(byte));
  return UNDEFINED_1252.filter((byte) => !left.has(byte));
}

/** Whether a text has a sequence as misread UTF-8 makes them: a lead byte of Hangul or punctuation and what follows. */
export function looksDamaged(text: string): boolean {
  // A quote or a dash that lost its other bytes stands alone.
  if (/[\w\s][âโ][\w\s]/.test(text)) return true;
  const characters = [...text];
  return characters.some((character, index) => {
    const byte = byteOf(character);
    const next = byteOf(characters[index + 1] ?? "");
    return byte !== undefined && byte >= 0xe2 && byte <= 0xef && next !== undefined;
  });
}
