import { presenceOf } from "../labels.ts";
import type { PageLine } from "../text/page-text.ts";
import { typeOf } from "../type-words.ts";

const NAME = /^[A-Za-z][\w.[\]-]*$/;
const BETWEEN = /\s*[|·,]\s*|\s+[-–—]\s+|\s+/;

/**
 * A line that holds a whole row ("userId number Required Length : 15", "userId (number, Required)") as the lines that
 * a page usually gives it; any other line as it is.
 */
export function splitRecord(line: PageLine): PageLine[] {
  const text = line.text.replace(/^(?:[-•*]|└|ㄴ|>)\s+(?=\w)/, "");
  const part = (each: string, index: number): PageLine => ({
    ...line,
    text: each,
    blanks: index === 0 ? line.blanks : 0,
  });
  const parts = rowOf(text);
  return parts ? parts.map(part) : [line];
}

function rowOf(text: string): string[] | undefined {
  const named = /^(\S+?)\s*[:(]?\s+?(?=\S)(.*)$/.exec(text) ?? /^(\S+?)\s*[:(]\s*(.*)$/.exec(text);
  const first = named?.[1]?.replace(/[:(]$/, "") ?? "";
  const rest = tail((named?.[2] ?? "").replace(/^\(/, ""));
  const nameless = tail(text);
  // A field may be called "list" or "date"; then what follows is a whole row, and the line by itself is none.
  const isName = NAME.test(first) && (!typeOf({ text: first }) || (!nameless && /^[a-z]/.test(first)));
  return rest && isName ? [first, ...rest] : nameless;
}

/** "number Required Min : 1 , Max : 5 Member ID": type, presence, bounds and what is said besides. */
function tail(line: string): string[] | undefined {
  const text = unglued(line);
  for (const words of [3, 2, 1]) {
    const pieces = text.split(BETWEEN).filter((piece) => piece !== "");
    const type = pieces.slice(0, words).join(" ");
    const piece = pieces[words] ?? "";
    const presence = /^[([].*[)\]]$/.test(piece) ? piece : piece.replace(/[)\]:]$/, "");
    if (!typeOf({ text: type }) || !presenceOf({ text: presence })) continue;
    const after = text
      .slice(text.indexOf(presence, type.length) + presence.length)
      .replace(/^[\s)\]|·,:–—-]+/, "");
    return [type, presence, ...bounds(after)];
  }
  return undefined;
}

/** "stringRequired" as "string Required". */
function unglued(text: string): string {
  const [, type = "", rest = ""] =
    /^(\S.{0,20}?)((?:Required|Optional|Conditional|Mandatory|필수|선택|조건부)(?!\p{L}).*)$/u.exec(text) ??
    [];
  return type !== "" && typeOf({ text: type }) ? `${type} ${rest}` : text;
}

const BOUNDS =
  /^((?:length|min|max|value|길이|최소값?|최대값?|값)\s*:?\s*-?[\d,.]+(?:\s*[,/|]\s*(?:max|최대값?)\s*:?\s*-?[\d,.]+)?)\s*[|·,)–—-]*\s*(.*)$/i;

function bounds(text: string): string[] {
  const match = BOUNDS.exec(text);
  const parts = match ? [match[1], match[2]] : [text];
  return parts.map((each) => each?.trim() ?? "").filter((each) => each !== "");
}
