import { byteOf } from "./code-page.ts";

/** Whether nothing of a text can be read: signs alone, of which some stand for letters that are lost. */
export function isUnreadable(text: string): boolean {
  const left = text.replaceAll(/[\s:：=,~/|()[\]*-]/g, "");
  return left !== "" && [...left].every(isLost);
}

/** "암호화|" of which nothing but its bar is left; nothing else above a table has one. */
export function isLostMark(text: string): boolean {
  return text.endsWith("|") && isUnreadable(text.slice(0, -1));
}

/** Whether a text has letters in it that no reading explains: a sign for what a code page lacks, or damage that is left. */
export function hasLostLetters(text: string): boolean {
  return (
    /\ufffd|\?{2,}|[\p{L}]\?[\p{L}]|[\u0e00-\u0e7f]/u.test(text) ||
    // The first of the three bytes of a Korean letter, as a Western letter that neither language has.
    /[ê-í](?![a-z])/.test(text)
  );
}

function isLost(character: string): boolean {
  if (character === "\ufffd" || character === "?") return true;
  return byteOf(character) !== undefined && !/[·•“”‘’–—…×°]/.test(character);
}
