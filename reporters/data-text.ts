import { shown } from "../src/results/inert-text.ts";

/** What is told of a case that lacks data. */
export interface DataRow {
  readonly id: string;
  readonly operation: string;
  /** The case whose data it takes, by its name. */
  readonly of: string;
  readonly fields: readonly string[];
  readonly why: string;
}

const CASES_NAMED = 3;

/** What is missing, by case and fields; cases that lack the same for the same reason are told together. */
export function lackingText(rows: readonly DataRow[]): string {
  const groups = new Map<string, [DataRow, ...DataRow[]]>();
  for (const row of rows) {
    const key = JSON.stringify([row.operation, row.of, row.fields, row.why]);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()].map(groupText).join("\n");
}

function groupText(group: readonly [DataRow, ...DataRow[]]): string {
  const [{ operation, of, fields, why }] = group;
  const what = fields.length === 0 ? "its own values" : fields.map((field) => shown(field, 60)).join(", ");
  return `- ${shown(operation, 100)}/${shown(of, 100)}: ${what}\n    ${shown(why, 500)}\n    ${casesText(group)}`;
}

function casesText(group: readonly DataRow[]): string {
  const named = group.slice(0, CASES_NAMED).map(({ id }) => shown(id, 200));
  const rest = group.length - named.length;
  const count = group.length === 1 ? "1 case" : `${group.length} cases`;
  return `${count}: ${named.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}
