import type { Presence } from "../../contract/model.ts";
import { isEncryptedMark, isGuidelines, isWidget, presenceOf } from "../labels.ts";
import type { PageLine } from "../text/page-text.ts";
import { isLostMark } from "../text/unreadable.ts";
import { type TypeRead, typeOf } from "../type-words.ts";
import { BOUND_BEGUN, type Bounds, boundsOf, rowBounds } from "./bounds.ts";
import type { Notes } from "./notes.ts";
import { NAME, type RowStart, rowStarts } from "./row-starts.ts";
import type { Section } from "./sections.ts";

/** A row of a table as the page prints it, before anything is concluded from it. */
export interface PageField {
  /** Undefined: the capture lost it. */
  readonly name?: string;
  readonly type: TypeRead;
  readonly presence: Presence;
  readonly bounds: Bounds;
  readonly description: readonly PageLine[];
  readonly line: number;
  readonly indent: number;
  /** Marks such as "└" or ">" before the name, one a level. */
  readonly marks: number;
  readonly blanks: number;
  /** A widget that ends a list's item stood right above. */
  readonly afterWidget: boolean;
}

export interface PageTable {
  readonly encrypted: boolean;
  readonly fields: readonly PageField[];
  /** Line of a row that breaks off. */
  readonly brokenOff?: number;
}

/** The rows of a header or parameter table: name, type, presence, bounds, description. */
export function readTable(section: Section, notes: Notes): PageTable {
  const lines = section.lines;
  const starts = rowStarts(lines);
  const first = starts[0]?.from ?? lines.length;
  const preamble = lines.slice(0, first);
  for (const line of preamble.filter((each) => !isPreamble(each)))
    notes.notUnderstood(line.line, `above the rows of "${section.name}": "${line.text}"`);
  const fields = starts.flatMap((start, index) => {
    const end = starts[index + 1]?.from ?? lines.length;
    if (isTyped(start)) return [fieldOf(lines, start, end, lines[start.from - 1], notes)];
    noteTypeless(lines, start, notes);
    return [];
  });
  const last = lines.at(-1);
  const open = last && fields.at(-1)?.name !== undefined && endsOpen(lines) ? last.line : undefined;
  return {
    encrypted: preamble.some((line) => isEncryptedMark(line) || isLostMark(line.text)),
    fields,
    ...(open !== undefined && { brokenOff: open }),
  };
}

function holdsFields({ type, items }: TypeRead): boolean {
  return type === "object" || (type === "array" && items === "object");
}

type TypedStart = RowStart & { readonly type: TypeRead };

function isTyped(start: RowStart): start is TypedStart {
  return start.type !== undefined;
}

/** Which type it had cannot be told: a Max may bound a number or the length of a text. */
function noteTypeless(lines: readonly PageLine[], { from, name = "" }: RowStart, notes: Notes): void {
  const above = lines[from - 1];
  notes.notUnderstood(
    lines[from]?.line,
    `a row whose type is lost: ${name}${above ? `, below "${above.text}"` : ""}; it is left out`,
  );
}

function isPreamble(line: PageLine): boolean {
  return (
    isEncryptedMark(line) ||
    isLostMark(line.text) ||
    isGuidelines(line) ||
    isWidget(line) ||
    line.text === "|" ||
    /^(?:none|nothing|n\/a|-|(?:해당 ?)?없음)\.?$/i.test(line.text)
  );
}

function fieldOf(
  lines: readonly PageLine[],
  start: TypedStart,
  end: number,
  above: PageLine | undefined,
  notes: Notes,
): PageField {
  const first = lines[start.from] as PageLine;
  const { bounds, next, guessed } = rowBounds(lines, start, end);
  if (guessed) noteGuessed(start, lines[next - 1], bounds, notes);
  const description = lines.slice(next, end).filter((line) => !isWidget(line));
  for (const line of description.filter((each) => isEncryptedMark(each) || isLostMark(each.text)))
    notes.notUnderstood(
      line.line,
      `"${line.text}" among the rows: it may mark an encrypted table that begins there`,
    );
  noteFactsIn(description, start, notes);
  if (start.name === undefined)
    notes.notUnderstood(
      first.line,
      `a row whose name is lost: ${first.text}${above ? `, below "${above.text}"` : ""}${holdsFields(start.type) ? "; its fields may be read into a wrong place" : ""}`,
    );
  if (start.presence === undefined)
    notes.assumed(
      first.line,
      `${start.name ?? "the row"} says neither Required nor Optional that could be read; conditional is assumed`,
    );
  if (!SIMPLE.has(start.type.word) && start.type.items === undefined)
    notes.assumed(
      first.line,
      `the type "${start.type.word}" of ${start.name ?? "the row"} is read as ${start.type.type}`,
    );
  return {
    ...(start.name !== undefined && { name: start.name }),
    type: start.type,
    presence: start.presence ?? "conditional",
    bounds,
    description,
    line: first.line,
    indent: first.indent,
    marks: start.marks,
    blanks: first.blanks,
    afterWidget: above !== undefined && isWidget(above),
  };
}

const SIMPLE = new Set(["string", "number", "boolean", "object"]);

/** Bounds and presence have their place above a description: below it, they are what is left of a row. */
function noteFactsIn(description: readonly PageLine[], { name = "the row" }: RowStart, notes: Notes): void {
  for (const [index, line] of description.entries()) {
    if (/^•/.test(line.text)) continue;
    if (index === 0 && BOUND_BEGUN.test(line.text))
      notes.notUnderstood(line.line, `bounds of ${name}: "${line.text}"`);
    else if (boundsOf(line) || presenceOf({ text: line.text }))
      notes.notUnderstood(
        line.line,
        `"${line.text}" in the description of ${name}: it may belong to a row that is lost`,
      );
  }
}

function noteGuessed({ name }: RowStart, line: PageLine | undefined, bounds: Bounds, notes: Notes): void {
  const read = Object.entries(bounds).map(([bound, number]) => `${bound} ${number}`);
  notes.assumed(
    line?.line,
    `the bounds of ${name ?? "the row"} have lost their labels; read as ${read.join(", ")}`,
  );
}

/** Whether a table breaks off within a row: its last lines are a name, or a name and a type. */
function endsOpen(lines: readonly PageLine[]): boolean {
  const [name, type] = lines.slice(-2);
  return (
    name !== undefined &&
    type !== undefined &&
    NAME.test(name.text) &&
    typeOf(type) !== undefined &&
    /^[a-zX]/.test(name.text)
  );
}
