import type { Change, Weight } from "../../contract/changes/change.ts";
import { type CaseFacts, touchedCases, touchedSchemas } from "./touched.ts";

/** What a newer page of an operation changes. */
export interface PageChanges {
  readonly operation: string;
  readonly page: string;
  readonly changes: readonly (Change & { readonly line?: number })[];
  /** What an import of the page makes of rows of the case table, one line each. */
  readonly rows: readonly string[];
  /** Sections that this capture lacks and the contract has: nothing is concluded from them. */
  readonly lost: readonly string[];
}

const WEIGHTS: readonly Weight[] = ["breaking", "additive", "wording"];
const SHOWN_CASES = 3;

/** The changes for the terminal, weightiest first, with the cases and schemas that each touches. */
export function renderChanges(pages: readonly PageChanges[], cases: readonly CaseFacts[]): string {
  return `${pages.map((page) => renderPage(page, cases)).join("\n\n")}\n`;
}

function renderPage(
  { operation, page, changes, rows, lost }: PageChanges,
  cases: readonly CaseFacts[],
): string {
  const count = (weight: Weight): string =>
    `${changes.filter((each) => each.weight === weight).length} ${weight}`;
  const head = changes.length === 0 ? "no change" : WEIGHTS.map(count).join(", ");
  const lines = WEIGHTS.flatMap((weight) => {
    const own = changes.filter((each) => each.weight === weight);
    return own.length === 0
      ? []
      : [`  ${weight}:`, ...own.flatMap((each) => renderChange(operation, each, cases))];
  });
  const missing = lost.length === 0 ? [] : [`  not on this page, so not compared: ${lost.join(", ")}`];
  return [`${page} against contract/${operation}.yaml: ${head}`, ...lines, ...rows, ...missing].join("\n");
}

function renderChange(
  operation: string,
  each: Change & { readonly line?: number },
  cases: readonly CaseFacts[],
): string[] {
  const place = each.line === undefined ? "the page" : `line ${each.line}`;
  const touched = touchedCases(operation, each, cases);
  const schemas = touchedSchemas(operation, each);
  const more = touched.length > SHOWN_CASES ? `, ${touched.length - SHOWN_CASES} more` : "";
  return [
    `    ${place}: ${each.says}`,
    ...(touched.length > 0 ? [`      cases: ${touched.slice(0, SHOWN_CASES).join(", ")}${more}`] : []),
    ...(schemas.length > 0 ? [`      schemas: ${schemas.join(", ")}`] : []),
  ];
}
