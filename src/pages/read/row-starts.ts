import type { Presence } from "../../contract/model.ts";
import { presenceOf } from "../labels.ts";
import type { PageLine } from "../text/page-text.ts";
import { isUnreadable } from "../text/unreadable.ts";
import { type TypeRead, typeOf } from "../type-words.ts";
import { boundsOf, rowBounds, unlabelledBounds } from "./bounds.ts";

/** Where a row begins, and what its first lines say. */
export interface RowStart {
  readonly from: number;
  readonly name?: string;
  readonly marks: number;
  /** Undefined: the capture lost it. */
  readonly type?: TypeRead;
  readonly presence?: Presence;
  /** Index of the first line after type and presence. */
  readonly next: number;
}

export const NAME =
  /^((?:[└ㄴ>│├─+]\s*|-{1,3}\s+|•\s+)*)([A-Za-z][\w-]*(?:\[\])?(?:\.[A-Za-z][\w-]*(?:\[\])?)*)$/;
const NO_NAMES = /^(?:true|false|null|none|yes|no)$/i;

/** The rows of a table, each with its name, its type, or both: a capture may have lost one of them. */
export function rowStarts(lines: readonly PageLine[]): RowStart[] {
  // A damage may have left nothing of the word for presence; then a name and a type are a row.
  const isPlain = !lines.some((line) => presenceOf(line));
  const starts = lines
    .flatMap((_, index) => startAt(lines, index, isPlain) ?? typelessAt(lines, index, isPlain) ?? [])
    // "number" and "Required" in a description lie within the row before them.
    .filter((start, index, all) => {
      const before = all[index - 1];
      return !(before && start.from < before.next);
    });
  return withoutDescriptions(lines, starts);
}

/** A name, its presence or its bounds, and no type between them. */
function typelessAt(lines: readonly PageLine[], index: number, isPlain: boolean): RowStart | undefined {
  const [line, second, third] = lines.slice(index, index + 3);
  const match = line && NAME.exec(line.text);
  const name = match?.[2] ?? "";
  const isName = /^[a-z]/.test(name) && !NO_NAMES.test(name);
  if (isPlain || !line || !second || !isName || typeOf(line) || presenceOf(line) || /^•/.test(second.text))
    return undefined;
  const presence = third && typeOf(third) ? undefined : presenceOf(second);
  if (!presence && !boundsOf(second)) return undefined;
  const next = index + (presence ? 2 : 1);
  return { from: index, name, marks: marksIn(match?.[1] ?? ""), next, ...(presence && { presence }) };
}

/**
 * A word below the facts of a row, above those of another, describes the first where it is its name again or is written
 * as no name of the table is: then the second row has lost its own.
 */
function withoutDescriptions(lines: readonly PageLine[], starts: readonly RowStart[]): RowStart[] {
  const describes = starts.map((start, index) => {
    const before = starts[index - 1];
    return before !== undefined && rowBounds(lines, before, start.from).next === start.from;
  });
  const names = starts.flatMap(({ name = "" }, index) =>
    describes[index] || /^(?:X-|$)/i.test(name) ? [] : [name],
  );
  const isSmall = names.length > 0 && names.every((name) => /^[a-z]/.test(name));
  return starts.map((start, index) => {
    const { name, ...row } = start;
    if (name === undefined || !describes[index] || /^X-/i.test(name) || !start.type) return start;
    const isAgain = name.toLowerCase() === starts[index - 1]?.name?.toLowerCase();
    return isAgain || (isSmall && /^[A-Z]/.test(name)) ? { ...row, from: start.from + 1 } : start;
  });
}

function startAt(lines: readonly PageLine[], index: number, isPlain: boolean): RowStart | undefined {
  const line = lines[index];
  const match = line && NAME.exec(line.text);
  if (match && !NO_NAMES.test(match[2] ?? "") && (!typeOf(line) || isNamedAsType(lines, index))) {
    const row = rowAt(lines, index + 1, isPlain);
    return row && { from: index, name: match[2] ?? "", marks: marksIn(match[1] ?? ""), ...row };
  }
  const before = lines[index - 1];
  if (before && startAt(lines, index - 1, isPlain)) return undefined;
  const row = rowAt(lines, index, false);
  return row?.presence === undefined ? undefined : { from: index, marks: 0, ...row };
}

/** A field that is called "list" or "date": a type and a presence of its own follow. */
function isNamedAsType(lines: readonly PageLine[], index: number): boolean {
  const [name, type, presence] = lines.slice(index, index + 3);
  return (
    /^[a-z]/.test(name?.text ?? "") &&
    type !== undefined &&
    typeOf(type) !== undefined &&
    presence !== undefined &&
    presenceOf(presence) !== undefined
  );
}

function marksIn(text: string): number {
  return [...text].filter((sign) => "└ㄴ>├".includes(sign)).length || (/^-/.test(text) ? 1 : 0);
}

function rowAt(
  lines: readonly PageLine[],
  index: number,
  isPlain: boolean,
): Omit<RowStart, "from" | "marks"> | undefined {
  const [first, second] = lines.slice(index, index + 2);
  if (!first) return undefined;
  const type = typeOf(first);
  if (type) {
    const presence = second && presenceOf(second);
    if (presence) return { type, presence, next: index + 2 };
    const bounded = second && (boundsOf(second) ?? unlabelledBounds(second, type));
    if (bounded) return { type, next: index + 1 };
    if (isOddPresence(second)) return { type, next: index + 2 };
    return isPlain ? { type, next: index + 1 } : undefined;
  }
  const presence = presenceOf(first);
  const late = presence && second ? typeOf(second) : undefined;
  return presence && late ? { type: late, presence, next: index + 2 } : undefined;
}

/** A damaged word in the place of the presence. */
function isOddPresence(line: PageLine | undefined): boolean {
  if (!line || line.text.length > 12) return false;
  return (line.damaged !== undefined && !/[ .]/.test(line.text)) || isUnreadable(line.text);
}
