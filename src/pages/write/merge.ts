import { isMembers, type Members, textOfFact } from "../../contract/members.ts";
import { factsOf, type PlacedFact } from "./facts.ts";
import { isMeaning, isOfAPerson } from "./personal.ts";
import { covers, type Settled } from "./settled.ts";
import { marksText } from "./word-marks.ts";

/** One fact in which the contract file and the page differ, and what comes of it. */
export interface Difference {
  readonly fact: string;
  readonly kind: "written" | "removed" | "settled" | "kept";
  readonly page: string | undefined;
  readonly file: string | undefined;
  readonly placed: PlacedFact;
}

interface Sides {
  readonly draft: Members;
  readonly file: Members;
  /** What the page said at the last import, by fact; empty where there was none. */
  readonly last: ReadonlyMap<string, string>;
}

/**
 * Holds a page's draft against the contract file. A fact that the page still says as it did at the last import, and
 * that the file has otherwise, was settled by hand and stays; so does what `settled` lists. Everything else follows
 * the page.
 */
export function compare(operation: string, sides: Sides, settled: readonly Settled[]): Difference[] {
  const [drafted, there] = [factsOf(sides.draft), factsOf(sides.file)];
  const isSettled = (fact: string): boolean => settled.some((entry) => covers(entry, operation, fact));
  const differences = [...onPage(sides, drafted, there), ...inFile(sides, drafted, there)];
  return differences.map((each) => (isSettled(each.fact) ? { ...each, kind: "settled" } : each));
}

type Facts = ReadonlyMap<string, PlacedFact>;

/** What the page says and the file has not, or has otherwise. */
function onPage({ draft, file, last }: Sides, drafted: Facts, there: Facts): Difference[] {
  const rows = rowsOf(there.keys());
  const away = takenAway(last, rows, drafted);
  return [...drafted].flatMap(([fact, placed]): Difference[] => {
    const [page, own] = [textOfFact(placed.value), there.get(fact)];
    const says = own && textOfFact(own.value);
    if (says === page) return [];
    const reworded = isReworded(fact, page, last);
    const isAway = rowsAbove(fact).some((row) => away.has(row));
    if (!reworded && (isProposal(fact, file, rows) || (isAway && isOfAPerson(fact)))) return [];
    if (isAway) return [{ fact, kind: "kept", page, file: says, placed }];
    const byHand = reworded
      ? says === undefined || marksText(says) !== last.get(fact)
      : last.get(fact) === page || isLost(fact, placed, draft, file);
    return [{ fact, kind: byHand ? "kept" : "written", page, file: says, placed }];
  });
}

/**
 * Rows that the page had at its last import and the file has not: a person moved them, or gave them another name. What
 * the page changes of one would be a row without the rest of its facts; so would one that only its reading nests elsewhere.
 */
function takenAway(last: Sides["last"], rows: ReadonlySet<string>, drafted: Facts): Set<string> {
  const [before, now] = [rowsOf(last.keys()), rowsOf(drafted.keys())];
  const gone = [...before].filter((row) => isRow(row) && !rows.has(row));
  const moved = [...now].filter(
    (row) =>
      isRow(row) &&
      !before.has(row) &&
      !rows.has(row) &&
      gone.some((each) => nameOf(each) === nameOf(row) && !now.has(each)),
  );
  return new Set([...gone, ...moved]);
}

/** Whether a path is that of one row, and not of a whole table. */
function isRow(path: string): boolean {
  return path.split(".").length > (path.startsWith("headers.") ? 2 : 1);
}

function nameOf(row: string): string {
  return row.slice(row.lastIndexOf(".") + 1);
}

function rowsAbove(fact: string): string[] {
  const parts = fact.split(".");
  return parts.map((_, index) => parts.slice(0, index).join("."));
}

/** Whether the page words otherwise, since its last import, what its row's meaning was proposed from. */
function isReworded(fact: string, page: string, last: Sides["last"]): boolean {
  return (
    isMeaning(fact) &&
    last.has(`${fact.slice(0, -".meaning".length)}.type`) &&
    last.get(fact) !== marksText(page)
  );
}

/** What the file says and the page does not: it went from the page, or it is a person's. */
function inFile({ file, last }: Sides, drafted: Facts, there: Facts): Difference[] {
  const sourced = sourcedRows(file);
  const held = heldRows(there, drafted, last);
  return [...there].flatMap(([fact, placed]): Difference[] => {
    if (drafted.has(fact) || isAround(fact, drafted)) return [];
    const own = textOfFact(placed.value);
    // What a person said of a row goes with the row.
    const before = isOfGoneRow(fact, drafted, there, last) ? own : last.get(fact);
    if (before !== undefined && held.has(rowOf(fact)))
      return [{ fact, kind: "kept", page: undefined, file: own, placed }];
    if (before === undefined && (isPersonal(fact) || sourced.some((row) => fact.startsWith(`${row}.`))))
      return [];
    return [
      { fact, kind: saysSame(fact, own, before) ? "removed" : "kept", page: undefined, file: own, placed },
    ];
  });
}

function saysSame(fact: string, own: string, before: string | undefined): boolean {
  return own === before || (isMeaning(fact) && marksText(own) === before);
}

/** Whether a fact that no page states belongs to a row that the page had, has no more, and nobody changed. */
function isOfGoneRow(fact: string, drafted: Facts, there: Facts, last: Sides["last"]): boolean {
  if (!isOfAPerson(fact)) return false;
  const row = rowOf(fact);
  const type = there.get(`${row}.type`);
  return (
    !drafted.has(`${row}.type`) && type !== undefined && last.get(`${row}.type`) === textOfFact(type.value)
  );
}

/** Rows that the page has no more, of which somebody changed a fact: what is left of one would be none. */
function heldRows(there: Facts, drafted: Facts, last: Sides["last"]): Set<string> {
  const changed = [...there].flatMap(([fact, { value }]) => {
    const before = isOfAPerson(fact) ? undefined : last.get(fact);
    const isGone = ![...drafted.keys()].some((other) => other.startsWith(`${rowOf(fact)}.`));
    return before !== undefined && before !== textOfFact(value) && isGone ? [rowOf(fact)] : [];
  });
  return new Set(
    [...there.keys()].map(rowOf).filter((row) => changed.some((each) => `${each}.`.startsWith(`${row}.`))),
  );
}

function rowOf(fact: string): string {
  return fact.slice(0, fact.lastIndexOf("."));
}

/** A section that is a word on one side and a table on the other is one difference, told where the page has it. */
function isAround(fact: string, drafted: Facts): boolean {
  return isBelowLost(fact, drafted) || [...drafted.keys()].some((other) => other.startsWith(`${fact}.`));
}

function isPersonal(fact: string): boolean {
  const parts = fact.split(".");
  return (
    ["conditions", "notObservable", "sources", "identifiedBy"].includes(parts[0] ?? "") || isOfAPerson(fact)
  );
}

/** Paths of the rows that say themselves that they stand on no page. */
function sourcedRows(file: Members): string[] {
  return [...factsOf(file)]
    .filter(([fact, { value }]) => fact.endsWith(".source") && value !== "page")
    .map(([fact]) => fact.slice(0, -".source".length));
}

/** What this capture has lost and an earlier one had, or a person knows, stays. */
function isLost(fact: string, { value }: PlacedFact, draft: Members, file: Members): boolean {
  const [section = "", side = ""] = fact.split(".");
  if (section === "encrypted") return draft[side] === "not-captured";
  const there = section === "headers" && isMembers(file.headers) ? file.headers[side] : file[section];
  return value === "not-captured" && typeof there === "object";
}

function isBelowLost(fact: string, drafted: ReadonlyMap<string, PlacedFact>): boolean {
  const parts = fact.split(".");
  return parts.some((_, index) => drafted.get(parts.slice(0, index).join("."))?.value === "not-captured");
}

/** A proposal counts for a row that is new alone; an effect that a person wrote needs none. */
function isProposal(fact: string, file: Members, rows: ReadonlySet<string>): boolean {
  const name = fact.split(".").at(-1) ?? "";
  if (!isOfAPerson(fact)) return false;
  if (name === "proposedEffect") return file.effect !== undefined || file.proposedEffect !== undefined;
  return rows.has(fact.slice(0, -name.length - 1));
}

/** Paths of everything that has facts below it. */
function rowsOf(facts: Iterable<string>): Set<string> {
  return new Set([...facts].flatMap(rowsAbove));
}
