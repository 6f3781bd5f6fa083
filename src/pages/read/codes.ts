import { codeLabelOf, isFrame, isShowAll, isWidget } from "../labels.ts";
import type { PageLine } from "../text/page-text.ts";
import { isUnreadable } from "../text/unreadable.ts";
import type { CodeLabel } from "../words.ts";
import { CODE, STATUS } from "./code-lines.ts";
import type { Notes } from "./notes.ts";
import type { Section } from "./sections.ts";

export interface PageCode {
  readonly code: string;
  readonly status: number;
  readonly message: string;
  readonly description: string;
  readonly line: number;
  readonly messageLine: number;
}

export interface PageCodes {
  readonly codes: readonly PageCode[];
  /** The page shows its first ten codes and hides the rest, or one that it shows cannot be read. */
  readonly incomplete: boolean;
  /** It says so, by its "Show All". */
  readonly shownInPart: boolean;
  /** Line of a code that breaks off before its message. */
  readonly brokenOff?: number;
}

interface Begun {
  /** Undefined: the capture lost it, or it is none such as 000_000. */
  readonly code?: string;
  readonly line: number;
  readonly status: string | undefined;
  readonly parts: Record<"message" | "description", PageLine[]>;
  readonly loose: PageLine[];
}

/** As many codes as the portal shows before it hides the rest. */
const SHOWN_AT_FIRST = 10;

/** The codes of a page: status, code, message and description, each below its label; labels may be lost. */
export function readCodes(section: Section, notes: Notes): PageCodes {
  const lines = section.lines.flatMap(apart).filter((line) => !isFrame(line) && !isWidget(line));
  const shownInPart = lines.some((line) => isShowAll(line));
  const lost = lostLabels(lines);
  if (lost.size > 0)
    notes.assumed(
      section.line,
      "the labels of the codes are damaged beyond reading; they are told by their places",
    );
  const reader = new CodeReader(notes, lost);
  for (const [index, line] of lines.entries()) if (!isShowAll(line)) reader.read(line, lines, index);
  const codes = reader.begun.flatMap((each) => finish(each, notes) ?? []);
  const hasLost = codes.length < reader.begun.length;
  for (const line of lines.filter((each) => isStray(each, codes)))
    notes.notUnderstood(line.line, `a code that is read as none: "${line.text}"`);
  const isFirstPart = reader.begun.length === SHOWN_AT_FIRST;
  if (shownInPart)
    notes.assumed(section.line, `the page shows ${codes.length} codes and hides the rest behind "Show All"`);
  else if (isFirstPart)
    notes.assumed(
      section.line,
      `the page shows exactly ${SHOWN_AT_FIRST} codes, as many as it shows before "Show All"; there may be more`,
    );
  const { brokenOff } = reader;
  const incomplete = shownInPart || isFirstPart || hasLost;
  return { codes, incomplete, shownInPart, ...(brokenOff !== undefined && { brokenOff }) };
}

/** A short line with a code in it that the list of codes does not have. */
function isStray({ text }: PageLine, codes: readonly PageCode[]): boolean {
  const [number] = /(?<![\d_])\d{3}_\d{3}(?![\d_])/.exec(text) ?? [];
  return number !== undefined && text.length < 40 && !codes.some(({ code }) => code === number);
}

class CodeReader {
  readonly begun: Begun[] = [];
  #status: PageLine | undefined;
  #label: CodeLabel | undefined;

  constructor(
    readonly notes: Notes,
    readonly lost: ReadonlyMap<string, CodeLabel>,
  ) {}

  /** Line of a status or code that nothing follows. */
  get brokenOff(): number | undefined {
    const last = this.begun.at(-1);
    const bare = last && last.parts.message.length + last.parts.description.length + last.loose.length === 0;
    return this.#status?.line ?? (bare ? last.line : undefined);
  }

  read(line: PageLine, lines: readonly PageLine[], index: number): void {
    const label = this.#labelOf(line);
    const numberless = this.#numberless(lines, index);
    if (numberless) {
      const isStatus = STATUS.test(line.text);
      this.begun.push(begin(line, isStatus ? line : this.#status, undefined));
      this.#status = undefined;
      this.#label = "code";
    } else if (STATUS.test(line.text) && beginsCode(lines, index)) {
      this.#status = line;
      this.#label = undefined;
    } else if (CODE.test(line.text)) {
      this.begun.push(begin(line, this.#status, line.text));
      this.#status = undefined;
      this.#label = undefined;
    } else if (label && !isText(line, this.#label, lines[index + 1])) this.#label = label;
    else this.#text(line);
  }

  #labelOf(line: PageLine | undefined): CodeLabel | undefined {
    return line && (codeLabelOf(line) ?? this.lost.get(line.text));
  }

  /** Whether a status, or the label of a code, begins one whose number is lost or of another form. */
  #numberless(lines: readonly PageLine[], index: number): boolean {
    const [line, next, after] = lines.slice(index, index + 3);
    const above = lines[index - 1];
    // What stands right below a label is its text.
    if (!line || !next || this.#labelOf(above)) return false;
    if (STATUS.test(line.text) && !beginsCode(lines, index))
      return this.#labelOf(next) === "code" || (this.#labelOf(next) === "message" && this.#label !== "code");
    const isLabel = this.#labelOf(line) === "code" && !CODE.test(next.text);
    const isBegun = above !== undefined && STATUS.test(above.text);
    return isLabel && !isBegun && [next, after].some((each) => this.#labelOf(each) === "message");
  }

  #text(line: PageLine): void {
    const current = this.begun.at(-1);
    if (current && !this.#status) keep(current, this.#label, line);
    else if (current || /\d{3}_\d/.test(line.text))
      this.notes.notUnderstood(line.line, `among the codes: "${line.text}"`);
  }
}

/** "Error code : 000_002" as label and text; "400 000_002" as status and code. */
function apart(line: PageLine): PageLine[] {
  const labelled = /^(.{2,14}?)\s*[:：]\s*(\S.*)$/.exec(line.text);
  const damaged = line.damaged === undefined ? undefined : /^(.*?)\s*[:：]\s*(.*)$/.exec(line.damaged);
  const parts = [labelled?.[1], labelled?.[2]].map((text = "", part): PageLine => {
    const { damaged: _whole, ...rest } = line;
    return { ...rest, text, ...(damaged?.[part + 1] && { damaged: damaged[part + 1] }) };
  });
  const [label] = parts;
  if (labelled && label && (codeLabelOf(label) || isUnreadable(label.text))) return parts;
  const row = /^([1-5]\d\d)\s+(?:-\s*)?(\d{3}_\d{3})(?:\s+[-:]?\s*(\S.*))?$/.exec(line.text);
  if (!row) return [line];
  return [row[1], row[2], row[3]].flatMap((text) => (text ? [{ ...line, text }] : []));
}

function beginsCode(lines: readonly PageLine[], index: number): boolean {
  const [next, after] = lines.slice(index + 1, index + 3);
  if (!next) return true;
  const isLabel = codeLabelOf(next) === "code" || isUnreadable(next.text);
  return CODE.test(next.text) || (isLabel && (after === undefined || CODE.test(after.text)));
}

/** What the labels of a page are that the damage left nothing of, by their places around the codes. */
function lostLabels(lines: readonly PageLine[]): Map<string, CodeLabel> {
  const labels = new Map<string, CodeLabel>();
  const isLost = (line: PageLine | undefined): line is PageLine =>
    line !== undefined && codeLabelOf(line) === undefined && isUnreadable(line.text);
  const at = lines.flatMap(({ text }, index) => (CODE.test(text) ? [index] : []));
  for (const index of at) {
    const [before, after] = [lines[index - 1], lines[index + 1]];
    if (isLost(before)) labels.set(before.text, "code");
    if (isLost(after) && lines[index + 2] !== undefined) labels.set(after.text, "message");
  }
  const third = at.map((index) => lines[index + 3]);
  if (labels.size > 0)
    for (const line of third)
      if (isLost(line) && !labels.has(line.text)) labels.set(line.text, "description");
  return labels;
}

/** A message may be a word that is a label elsewhere: it is text where its own label stands right above it. */
function isText(line: PageLine, label: CodeLabel | undefined, next: PageLine | undefined): boolean {
  if (label !== "description" && label !== "message") return false;
  return codeLabelOf(line) === label && next !== undefined;
}

function begin(line: PageLine, status: PageLine | undefined, code: string | undefined): Begun {
  return {
    ...(code !== undefined && { code }),
    line: line.line,
    status: status?.text,
    parts: { message: [], description: [] },
    loose: [],
  };
}

function keep(current: Begun, label: CodeLabel | undefined, line: PageLine): void {
  if (label === "message" || label === "description") current.parts[label].push(line);
  else current.loose.push(line);
}

function finish({ code, line, status, parts, loose }: Begun, notes: Notes): PageCode | undefined {
  if (code === undefined) {
    const says = [...loose, ...parts.message].map(({ text }) => `"${text}"`).join(", ");
    notes.notUnderstood(
      line,
      `a code whose number is lost or is none such as 000_002: ${says}; it is left out`,
    );
    return undefined;
  }
  const [first, ...others] = loose;
  const message = parts.message.length > 0 ? parts.message : first ? [first] : [];
  const description =
    parts.description.length > 0 ? parts.description : parts.message.length > 0 ? loose : others;
  if (loose.length > 0)
    notes.assumed(
      loose[0]?.line,
      `code ${code} has lines without a label; they are read as message and description in this order`,
    );
  if (status === undefined)
    notes.assumed(line, `code ${code} has no status; ${code === "000_000" ? 200 : 400} is assumed`);
  if (message.length === 0) notes.notUnderstood(line, `code ${code} has no message`);
  if (message.length > 1)
    notes.assumed(
      message[0]?.line,
      `the message of ${code} stands on ${message.length} lines; they are read as one`,
    );
  return {
    code,
    status: Number(status ?? (code === "000_000" ? 200 : 400)),
    message: joined(message),
    description: joined(description),
    line,
    messageLine: message[0]?.line ?? line,
  };
}

function joined(lines: readonly PageLine[]): string {
  return lines.map(({ text }) => text).join(" ");
}
