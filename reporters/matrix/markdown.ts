import { shown } from "../../src/results/inert-text.ts";
import type { MatrixReading, MatrixRow, TargetMatrix } from "../../src/results/matrix/model.ts";
import { STANDINGS } from "../../src/results/matrix/model.ts";
import { markdownRows, markdownText } from "../markdown-text.ts";
import { cellText, isTold, pageText, standingText } from "./cell-text.ts";

/** Bytes that the whole has at most; the lightest rows give way. */
const LIMIT = 60_000;
const READINGS_SHOWN = 20;

/** The matrix as GitHub Flavored Markdown: what the first target does and another does not before all else. */
export function matrixMarkdown(matrix: TargetMatrix): string {
  const opening = [
    `# ${matrix.targets.map(({ name }) => markdownText(shown(name, 60))).join(", ")} side by side`,
    targetTable(matrix),
    ...matrix.notices.map((notice) => `> ${markdownText(shown(notice, 400))}`),
    countLines(matrix),
  ].join("\n\n");
  const readings = readingSection(matrix);
  const room = LIMIT - Buffer.byteLength(opening) - Buffer.byteLength(readings) - 200;
  return `${[opening, rowSection(matrix, room), readings].filter((part) => part !== "").join("\n\n")}\n`;
}

function targetTable({ targets }: TargetMatrix): string {
  const head = ["target", "at", "run of", "verdict", "suite", "contract", "seed"];
  const rows = targets.map(({ name, baseUrl, startedAt, verdict, suite, contractDigest, seed }) =>
    [name, baseUrl, startedAt, verdict, suite, contractDigest.slice(0, 16), seed].map((cell) =>
      shown(cell, 80),
    ),
  );
  return markdownRows([head, ...rows]);
}

function countLines(matrix: TargetMatrix): string {
  const counts = STANDINGS.flatMap((standing) => {
    const count = matrix.rows.filter((row) => row.standing === standing).length;
    return count === 0 ? [] : [`${standingText(standing, matrix)}: ${count}`];
  });
  return `${markdownText(counts.join("; "))}. (${matrix.rows.length} cases)`;
}

/** Derived cases that say the same everywhere are told by their number alone. */
function rowSection(matrix: TargetMatrix, room: number): string {
  const told = matrix.rows.filter(isTold);
  const head = [
    "",
    "operation",
    "scenario",
    ...(matrix.contractDigest === undefined ? [] : ["page"]),
    ...matrix.targets.map(({ name }) => shown(name, 40)),
  ];
  const rows = told.map((row) => cellsOf(row, matrix));
  const kept = fitting(rows, room);
  const left = rows.length - kept.length;
  const silent = matrix.rows.length - told.length;
  return [
    "## What the page says, and what each does",
    markdownRows([head, ...kept]),
    ...(left > 0 ? [`… and ${left} more rows in matrix.json`] : []),
    ...(silent > 0
      ? [
          `${silent} derived cases, which no target was seen to answer otherwise than another, are in matrix.json.`,
        ]
      : []),
  ].join("\n\n");
}

function cellsOf(row: MatrixRow, matrix: TargetMatrix): string[] {
  const { id, operation, standing, cells } = row;
  const scenario = id.startsWith(`${operation}/`) ? id.slice(operation.length + 1) : id;
  return [
    standingText(standing, matrix),
    shown(operation, 60),
    shown(scenario, 80),
    ...(matrix.contractDigest === undefined ? [] : [pageText(row)]),
    ...cells.map((cell) => cellText(cell, row)),
  ];
}

/** The rows up to the first that does not fit. */
function fitting(rows: readonly (readonly string[])[], room: number): readonly (readonly string[])[] {
  let left = room;
  const end = rows.findIndex((row) => {
    left -= row.reduce((sum, cell) => sum + Buffer.byteLength(markdownText(cell)) + 3, 2);
    return left < 0;
  });
  return end === -1 ? rows : rows.slice(0, end);
}

function readingSection({ readings, targets, contractDigest }: TargetMatrix): string {
  const differing = readings.filter(({ differs }) => differs).slice(0, READINGS_SHOWN);
  if (differing.length === 0) return "";
  const hasPage = contractDigest !== undefined;
  const head = [
    "reading",
    "question",
    ...(hasPage ? ["taken"] : []),
    ...targets.map(({ name }) => shown(name, 40)),
  ];
  const rows = differing.map((reading) => readingCells(reading, hasPage));
  return ["## Readings that they follow differently", markdownRows([head, ...rows])].join("\n\n");
}

function readingCells({ id, question, page, observed }: MatrixReading, hasPage: boolean): string[] {
  const seen = observed.map((ways) => (ways.length === 0 ? "nothing seen" : shown(ways.join("; "), 150)));
  return [shown(id), shown(question, 150), ...(hasPage ? [shown(page ?? "", 150)] : []), ...seen];
}
