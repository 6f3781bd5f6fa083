import type { Members } from "../../contract/members.ts";
import { parseData } from "../../exact/data-file.ts";
import { isJsonObject } from "../../exact/json.ts";
import type { Place } from "./facts.ts";
import { fateOf, gapName, isSameValue, type RowFate, type TableFate } from "./follow-rows.ts";
import { listOf, type PageChange } from "./row-grounds.ts";
import { ContractText } from "./yaml.ts";

/** What became of one row of a case table because its page changed. */
export interface RowChange {
  readonly row: string;
  readonly says: string;
  /** Line in the file as it comes to be; undefined for what is no more in it. */
  readonly line?: number;
}

export interface FollowedTable {
  /** As it was, where nothing of it changes. */
  readonly text: string;
  readonly changes: readonly RowChange[];
}

/** The case table of an operation whose page changed, with what became of its rows. Throws FileMistake. */
export function followedTable(path: string, text: string, change: PageChange): FollowedTable {
  const form = parseData(path, text).value;
  if (!isJsonObject(form) || !Array.isArray(form.cases)) return { text, changes: [] };
  const table = new ContractText(text);
  const [rows, gaps] = [listOf(table.content.cases), listOf(table.content.gaps)];
  const fate = fateOf(change, rows, gaps);
  const isAnother = [
    apply(table, "cases", rows, fate.rows, fate.newRows),
    apply(table, "gaps", gaps, fate.gaps, fate.newGaps),
  ];
  const written = isAnother.includes(true) ? table.toString() : text;
  return { text: written, changes: changesOf(path, written, fate) };
}

/** Writes one list of the table; whether that changes it. */
function apply(
  table: ContractText,
  list: "cases" | "gaps",
  members: readonly Members[],
  fates: readonly RowFate[],
  added: readonly Members[],
): boolean {
  let isAnother = added.length > 0;
  for (const [index, { row }] of [...fates.entries()].toReversed()) {
    if (!row) table.delete([list, index]);
    else isAnother = rewrite(table, [list, index], members[index] ?? {}, row) || isAnother;
    isAnother ||= row === undefined;
  }
  const left = fates.filter(({ row }) => row !== undefined).length;
  for (const [index, row] of added.entries()) table.set([list, left + index], row);
  if (list === "gaps" && members.length > 0 && left + added.length === 0) table.delete([list]);
  return isAnother;
}

/** Writes the members of a row that are others; whether there are any. */
function rewrite(table: ContractText, place: Place, was: Members, is: Members): boolean {
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  const others = names.filter((name) => !isSameValue(was[name], is[name]));
  for (const name of others) {
    const value = is[name];
    if (value === undefined) table.delete([...place, name]);
    else table.set([...place, name], value);
  }
  return others.length > 0;
}

function changesOf(path: string, text: string, { rows, gaps, newRows, newGaps }: TableFate): RowChange[] {
  const file = parseData(path, text);
  const left = rows.filter(({ row }) => row !== undefined);
  const line = (row: Members | undefined): { line?: number } => {
    const index = left.findIndex((each) => each.row === row);
    return row === undefined || index < 0 ? {} : { line: file.lineOf(`/cases/${index}`) };
  };
  const told = rows.flatMap(({ row, says, id }): RowChange[] =>
    says === undefined ? [] : [{ row: id, says, ...line(row) }],
  );
  const fresh = newRows.map((row, index) => ({
    row: String(row.id),
    says: "is new",
    line: file.lineOf(`/cases/${left.length + index}`),
  }));
  const gone = gaps.flatMap(({ says, id }) => (says === undefined ? [] : [{ row: id, says }]));
  const open = newGaps.map((gap) => ({ row: gapName(gap), says: `is a gap: ${String(gap.reason)}` }));
  return [...told, ...fresh, ...gone, ...open];
}
