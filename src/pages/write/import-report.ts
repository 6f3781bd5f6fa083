import { relative } from "node:path";
import type { Note } from "../read/notes.ts";
import type { TableRead } from "../read/read-page.ts";
import type { Imported, ImportedPage } from "./import-pages.ts";

/** What an import understood, assumed and did not understand, by line of the page; for the terminal. */
export function renderImport({ pages, idle }: Imported): string {
  const stale = idle.map(
    ({ clause, line }) =>
      `settled.yaml:${line}: the page does not differ by ${clause} any more; take the entry out`,
  );
  return `${[...pages.map(renderPage), ...stale].join("\n")}\n`;
}

function renderPage(imported: ImportedPage): string {
  const { page, operation, isNew, differences, draft } = imported;
  const { head } = page;
  const notes = [...page.notes, ...draft.notes];
  return [
    `${page.file} (${page.layout}): ${operation}, ${head.method.value} ${head.path.value}${isNew ? ", new" : ""}`,
    `  understood: ${understood(imported).join(", ")}`,
    ...section(
      "assumed",
      notes.filter(({ kind }) => kind === "assumed"),
    ),
    ...section(
      "not understood",
      notes.filter(({ kind }) => kind === "not-understood"),
    ),
    ...(draft.content.proposedEffect === undefined ? [] : effectLines(imported)),
    ...(isNew
      ? []
      : differences.map(
          ({ fact, kind, page: says, file }) =>
            `  ${KINDS[kind]} ${fact}: the page says ${says ?? "nothing"}, the contract ${file ?? "nothing"}`,
        )),
    ...rowLines(imported),
  ].join("\n");
}

/** What became of rows of the case table, one line each. */
export function rowLines({ rows, cases }: Pick<ImportedPage, "rows" | "cases">): string[] {
  const file = relative(process.cwd(), cases);
  return rows.map(
    ({ row, says, line }) => `  row: ${line === undefined ? file : `${file}:${line}`}: ${row} ${says}`,
  );
}

const KINDS = {
  written: "changed:",
  removed: "removed:",
  settled: "settled:",
  kept: "kept, without a reason in settled.yaml:",
} as const;

function effectLines({ draft, isNew }: ImportedPage): string[] {
  if (!isNew) return [];
  return [
    `  to confirm: effect, proposed ${String(draft.content.proposedEffect)}; until a person writes it, it counts as money`,
  ];
}

function section(title: string, notes: readonly Note[]): string[] {
  if (notes.length === 0) return [];
  return [
    `  ${title}:`,
    ...notes.map(({ line, says, words }) => {
      const place = line === undefined ? "the page" : `line ${line}`;
      return `    ${place}: ${says}${words === undefined ? "" : `: "${words}"`}`;
    }),
  ];
}

function understood({ page }: ImportedPage): string[] {
  const count = (table: TableRead, word: string): string[] => {
    if (table === "not-captured") return [];
    const all = (rows: readonly { fields: readonly unknown[] }[]): number =>
      rows.reduce((sum, row) => sum + 1 + all(row.fields as readonly { fields: readonly unknown[] }[]), 0);
    return [`${all(table.rows)} ${word} from line ${table.line}`];
  };
  return [
    ...count(page.requestHeaders, "request headers"),
    ...count(page.path, "path parameters"),
    ...count(page.query, "query parameters"),
    ...count(page.request, "request parameters"),
    ...count(page.responseHeaders, "response headers"),
    ...count(page.response, "response parameters"),
    ...(page.codes === "not-captured"
      ? []
      : [`${page.codes.rows.length} codes from line ${page.codes.line}`]),
    ...(page.testData === "not-captured"
      ? []
      : [`${page.testData.rows.length} test-data titles from line ${page.testData.line}`]),
  ];
}
