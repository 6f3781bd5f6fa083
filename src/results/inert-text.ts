/** Values from servers are cut to this many characters in prose; conformance.json holds them whole. */
export const VALUE_LIMIT = 200;

/** Controls, invisible and direction-changing characters, line and paragraph separators, halves of a pair. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Noncharacter_Code_Point}]/gu;
/** Letters, digits and signs of ASCII and of Hangul. */
const PLAIN = /^[ -~가-힣]*$/;
const OBEYED = "##[";
const NAMED: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** The text on one line, with every character that has no form of its own written as its escape, e.g. `\u202e`. */
export function visible(text: string): string {
  return text.replace(UNSEEN, escapeOf);
}

/** The same, with line ends kept. */
export function visibleLines(text: string): string {
  return text.split("\n").map(visible).join("\n");
}

/**
 * A value from outside, ready for a line of prose: at most `limit` characters of it, visible, and no command to a CI
 * runner, which obeys `##[command]` anywhere in a line of output.
 */
export function shown(text: string, limit = VALUE_LIMIT): string {
  // Most texts are harmless as they are, and a run of many operations shows them by the million.
  if (text.length <= limit && PLAIN.test(text) && !text.includes(OBEYED)) return text;
  // Twice the limit in UTF-16 units holds at least the limit in characters.
  const head = [...text.slice(0, limit * 2)].slice(0, limit).join("");
  const inert = visible(head).replaceAll(OBEYED, "## [");
  return head.length < text.length ? `${inert}… (more in conformance.json)` : inert;
}

function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16).padStart(4, "0");
  return NAMED[character] ?? (code > 0xffff ? `\\u{${hex}}` : `\\u${hex}`);
}
