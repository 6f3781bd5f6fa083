import type { Members, Value } from "../../contract/members.ts";
import { type ProposedTable, proposedTable } from "./case-rows.ts";
import { type Renamed, renamedBetween } from "./renamed.ts";
import { lacks, movedClauses, type PageChange } from "./row-grounds.ts";

/** What becomes of a row of a case table; one without words stays as it is. */
export interface RowFate {
  /** The row's id, or what a gap is declared for. */
  readonly id: string;
  /** Undefined: it is taken out. */
  readonly row: Members | undefined;
  readonly says?: string;
}

/** What becomes of the rows and gaps of a case table, each in its place, and those that come after them. */
export interface TableFate {
  readonly rows: readonly RowFate[];
  readonly gaps: readonly RowFate[];
  readonly newRows: readonly Members[];
  readonly newGaps: readonly Members[];
}

/**
 * What a changed page makes of a case table. A row that is as an import wrote it follows: it is changed, or taken out.
 * One that a person changed keeps what it says; a code or title that has another name now is renamed in it, and where
 * the page has no more what it rests on, it is marked with `gone` and no case any more. A code or title that no row has
 * gets one.
 */
export function fateOf(change: PageChange, rows: readonly Members[], gaps: readonly Members[]): TableFate {
  const follower = new Follower(change, rows);
  const rowFates = rows.map((row) => ({ id: String(row.id), ...follower.row(row) }));
  const gapFates = gaps.map((gap) => ({ id: gapName(gap), ...follower.gap(gap) }));
  const staying = [...rowFates, ...gapFates].flatMap(({ row }) => (row ? [row] : []));
  return { rows: rowFates, gaps: gapFates, ...missing(follower.next, staying) };
}

export function gapName({ code, testData }: Members): string {
  return [code, testData].flatMap((each) => (each === undefined ? [] : [String(each)])).join(", ");
}

type Fate = Omit<RowFate, "id">;

/** Facts that bear no meaning for what a row does: a person may word them otherwise, and it still is the import's. */
const WORDING = ["id", "title", "destructive"];

class Follower {
  readonly next: ProposedTable;
  readonly #old: ProposedTable;
  readonly #renamed: Renamed;
  readonly #used = new Set<Members>();

  constructor(
    readonly change: PageChange,
    readonly rows: readonly Members[],
  ) {
    const { operation, before, after } = change;
    this.next = proposedTable(operation, after, rows);
    this.#old = proposedTable(operation, before);
    this.#renamed = renamedBetween(before, after);
  }

  row(row: Members): Fate {
    const old = this.#unused(this.#old.rows.find((each) => !this.#used.has(each) && isSame(row, each)));
    return old ? this.#ofTheImport(row, old) : this.#ofAPerson(row);
  }

  /** A gap that an import declared goes with what it was declared for. */
  gap(gap: Members): Fate {
    const isOurs = this.#old.gaps.some((each) => isSame(gap, each));
    const stays = !isOurs || this.next.gaps.some((each) => isSame(gap, each));
    return stays ? { row: gap } : { row: undefined, says: "is no gap any more" };
  }

  #ofTheImport(row: Members, old: Members): Fate {
    const found = this.#successor(old);
    const next = found && this.#withItsTitle(found, old);
    if (!next) {
      const why = lacks(row, this.change).join("; ") || "another row has what it tries";
      return { row: undefined, says: `taken out: ${why}` };
    }
    const { id: _id, title, destructive: _destructive, ...facts } = next;
    const isTaken = this.rows.some((each) => each.title === title);
    const keeps = Object.fromEntries(
      WORDING.flatMap((name) => (row[name] === undefined ? [] : [[name, row[name]]])),
    ) as Members;
    const isOurWord = row.title === old.title && title !== undefined && !isTaken;
    const becomes: Members = { ...keeps, ...(isOurWord && { title }), ...facts };
    return isSame(row, becomes)
      ? { row }
      : { row: becomes, says: `follows the page: ${differences(row, becomes)}` };
  }

  #successor({ code, message, testData }: Members): Members | undefined {
    const later = code === null ? null : this.#renamed.code(String(code));
    const title = testData === undefined ? undefined : this.#renamed.title(String(testData));
    const found = this.next.rows.find((each) => {
      if (later === null) return title !== undefined && each.testData === title;
      return each.code === later && (message === undefined || each.message === message);
    });
    return this.#unused(found);
  }

  /** A title that has another name now stays with its code, whether or not the page's words tie them. */
  #withItsTitle(next: Members, { testData }: Members): Members {
    const title = testData === undefined ? undefined : this.#renamed.title(String(testData));
    return next.testData === undefined && title !== undefined ? { ...next, testData: title } : next;
  }

  #unused(found: Members | undefined): Members | undefined {
    if (!found || this.#used.has(found)) return undefined;
    this.#used.add(found);
    return found;
  }

  #ofAPerson({ gone, ...row }: Members): Fate {
    const becomes = this.#withNewNames(row);
    const missing = lacks(becomes, this.change, gone !== undefined);
    if (missing.length > 0) {
      const says = missing.join("; ");
      return {
        row: { ...becomes, gone: says },
        says: `kept, and no case any more: ${says}; give it what the page has, or take it out`,
      };
    }
    if (!isSame(row, becomes))
      return { row: becomes, says: `follows the page: ${differences(row, becomes)}` };
    if (gone !== undefined) return { row, says: "is a case again: the page has what it rests on" };
    const moved = movedClauses(row, this.change);
    return moved.length === 0
      ? { row }
      : { row, says: `stays as somebody wrote it, and ${moved.join(", ")}; look at its request` };
  }

  #withNewNames(row: Members): Members {
    const code = typeof row.code === "string" ? this.#renamed.code(row.code) : undefined;
    const testData = row.testData === undefined ? undefined : this.#renamed.title(String(row.testData));
    return { ...row, ...(testData !== undefined && { testData }), ...(code !== undefined && { code }) };
  }
}

/** What the rows that stay leave without one. */
function missing(
  { rows, gaps }: ProposedTable,
  staying: readonly Members[],
): Pick<TableFate, "newRows" | "newGaps"> {
  const live = staying.filter(({ gone }) => gone === undefined);
  const [codes, titles] = [live.map(({ code }) => code), live.map(({ testData }) => testData)];
  const isNew = ({ code, testData }: Members): boolean =>
    (typeof code === "string" && !codes.includes(code)) ||
    (testData !== undefined && !titles.includes(testData));
  return { newRows: rows.filter(isNew), newGaps: gaps.filter(isNew) };
}

function isSame(row: Members, other: Members): boolean {
  const text = (members: Members): string =>
    JSON.stringify(
      Object.entries(members)
        .filter(([name]) => !WORDING.includes(name))
        .sort(([a], [b]) => (a < b ? -1 : 1)),
      asText,
    );
  return text(row) === text(other);
}

export function isSameValue(one: Value | undefined, other: Value | undefined): boolean {
  return JSON.stringify(one, asText) === JSON.stringify(other, asText);
}

function asText(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? `${value}n` : value;
}

function differences(row: Members, becomes: Members): string {
  const names = [...new Set([...Object.keys(row), ...Object.keys(becomes)])];
  const said = (value: Value | undefined): string =>
    value === undefined ? "nothing" : typeof value === "string" ? `"${value}"` : "null";
  return names
    .filter((name) => !WORDING.includes(name) && !isSameValue(row[name], becomes[name]))
    .map((name) =>
      ["code", "testData", "message"].includes(name)
        ? `${name} ${said(row[name])} becomes ${said(becomes[name])}`
        : `its ${name} is another`,
    )
    .join(", ");
}
