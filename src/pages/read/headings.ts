import { codeLabelOf, isNothingSelected, sectionsOf } from "../labels.ts";
import type { PageLine } from "../text/page-text.ts";
import type { SectionName } from "../words.ts";
import { rowBounds } from "./bounds.ts";
import { CODE, TITLE } from "./code-lines.ts";
import type { Notes } from "./notes.ts";
import { rowStarts } from "./row-starts.ts";

/** What stands first below a line that may be a heading. */
type Content = "row" | "code" | "title" | undefined;

interface Candidate {
  readonly index: number;
  readonly name: SectionName;
  /** Right below type, presence and bounds of a row, where its description stands. */
  readonly describes: boolean;
  readonly content: Content;
}

/**
 * Tells headings from descriptions of the same words ("Result code" below a row): a heading has its own kind of
 * content below it, and stands on a page once.
 */
export class Headings {
  readonly #candidates: ReadonlyMap<number, Candidate>;

  constructor(
    readonly lines: readonly PageLine[],
    readonly notes: Notes,
  ) {
    this.#candidates = candidatesOf(lines);
  }

  /** Whether a line with the words of a heading is none below the sections before it; this is noted. */
  isText(index: number, before: readonly SectionName[]): boolean {
    const current = before.at(-1);
    const candidate = this.#candidates.get(index);
    const line = this.lines[index];
    if (!candidate || !line || !current) return false;
    const isText =
      current === "response codes" ? this.#isOfCode(candidate) : this.#isOfRow(candidate, before);
    if (isText)
      this.notes.assumed(
        line.line,
        `"${line.text}" is read as a description, not as the heading of "${candidate.name}"`,
      );
    return isText;
  }

  #isOfRow(candidate: Candidate, before: readonly SectionName[]): boolean {
    const { name, content, describes } = candidate;
    if (!isTable(name) && content !== undefined && content !== contentOf(name)) return true;
    if (!describes) return false;
    const others = [...this.#candidates.values()].filter(
      (other) => other !== candidate && other.name === name,
    );
    if (!isTable(name)) return content === undefined && others.some(({ index }) => index > candidate.index);
    // Rows stand below a description as well as below a heading: the one that stands apart is the heading.
    return before.includes(name) || others.some((other) => !other.describes && other.content === "row");
  }

  /** A message or description of a code, below its label. */
  #isOfCode({ index, name, content }: Candidate): boolean {
    const above = this.lines[index - 1];
    const label = above && codeLabelOf(above);
    if (label !== "message" && label !== "description") return false;
    return name === "response codes" || (content !== undefined && content !== contentOf(name));
  }
}

function contentOf(name: SectionName): Content {
  return name === "response codes" ? "code" : name === "test data" ? "title" : "row";
}

function isTable(name: SectionName): boolean {
  return contentOf(name) === "row";
}

function candidatesOf(lines: readonly PageLine[]): Map<number, Candidate> {
  const named = lines.flatMap((line, index) => {
    const [name, ...others] = sectionsOf(line);
    return name !== undefined && others.length === 0 ? [{ index, name }] : [];
  });
  const starts = rowStarts(lines);
  const rows = new Set(starts.map(({ from }) => from));
  const described = new Set(
    starts.map((start, row) => rowBounds(lines, start, starts[row + 1]?.from ?? lines.length).next),
  );
  return new Map(
    named.map(({ index, name }, place) => {
      const end = named[place + 1]?.index ?? lines.length;
      const content = firstContent(lines, index + 1, end, rows);
      return [index, { index, name, describes: described.has(index), content }];
    }),
  );
}

function firstContent(
  lines: readonly PageLine[],
  from: number,
  end: number,
  rows: ReadonlySet<number>,
): Content {
  for (let index = from; index < end; index++) {
    const line = lines[index];
    if (rows.has(index)) return "row";
    if (!line) continue;
    if (CODE.test(line.text) || codeLabelOf(line) === "code") return "code";
    if (TITLE.test(line.text) || (line.text.length > 2 && isNothingSelected(line))) return "title";
  }
  return undefined;
}
