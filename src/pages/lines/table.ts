import { columnOf } from "../labels.ts";
import { type Column, PRESENCE_LETTERS } from "../words.ts";

/** What the columns of a table are, once its head was seen. */
export class TableHead {
  columns: readonly (Column | undefined)[] = [];
}

/**
 * The cells of a table's row as the lines of a page without tables. A head row gives no lines; below a head that
 * says Length a lone number is "Length : 15", and so on.
 */
export function recordOf(cells: readonly string[], head: TableHead): string[] {
  const columns = cells.map((cell) => columnOf(cell.trim()));
  if (columns.filter((column) => column !== undefined).length >= 2 && !columns.includes(undefined)) {
    head.columns = columns;
    return [];
  }
  return cells.flatMap((cell, index) => {
    const column = head.columns[index];
    const lines = linesOfCell(cell, column);
    // A message may be a word that is a label elsewhere; its own label keeps it what it is.
    const label =
      head.columns.includes("code") && lines.length > 0 ? LABELS.find((each) => each === column) : undefined;
    return label ? [label, ...lines] : lines;
  });
}

const LABELS = ["message", "description"] as const;

function linesOfCell(cell: string, column: Column | undefined): string[] {
  const lines = cell
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && line !== "-");
  const [first] = lines;
  if (first === undefined || lines.length > 1) return lines;
  if (column === "length" && /^[\d,]+$/.test(first)) return [`Length : ${first}`];
  const range = /^([\d,]+)\s*[~–-]\s*([\d,]+)$/.exec(first);
  if (column === "length" && range) return [`Min : ${range[1]} , Max : ${range[2]}`];
  if (column === "presence" && /^[a-z]$/i.test(first))
    return [PRESENCE_LETTERS[first.toUpperCase()] ?? first];
  return lines;
}
