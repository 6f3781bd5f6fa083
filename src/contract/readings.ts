import { type DataFile, FileMistake } from "../exact/data-file.ts";
import { toPointer } from "../exact/json.ts";
import { matchesClause } from "./allowances.ts";
import type { ClauseBook } from "./clause-book.ts";
import type { ReadingRow } from "./file-shapes.ts";
import type { ClauseId, Operation, Reading, Treatment } from "./model.ts";

/** The fact that a treatment changes, by the end of its clause id; any fact can be ignored. */
const FITTING: Record<Treatment, string> = {
  "at-most": ".length",
  either: ".item",
  whole: ".type",
  pending: ".type",
  ignored: "",
};

/**
 * The readings of every `readings.yaml`; a clause or code that they name and no file has is a mistake. Behind them those
 * that an import found, as far as the pages that they are about are here and no person's reading speaks of them.
 */
export function readReadings(
  files: readonly DataFile[],
  found: readonly DataFile[],
  operations: readonly Operation[],
  book: ClauseBook,
): Reading[] {
  const ids = new Set<string>();
  const settled = files.flatMap((file) => readingsOf(file, operations, book, ids));
  const rows = found.flatMap(({ value }) => value as unknown as ReadingRow[]);
  const open = rows.filter((row, index) => {
    const isHere = row.clauses.every((clause) => book.clauses.has(clause));
    const isFirst = !ids.has(row.id) && rows.findIndex(({ id }) => id === row.id) === index;
    return isHere && isFirst && !isSettled(row.clauses, settled);
  });
  return [
    ...settled,
    ...open.map((row) => ({
      ...row,
      treatments: row.treatments ?? [],
      allows: [],
      messages: [],
      found: true as const,
    })),
  ];
}

/** Whether one reading speaks of all these clauses, or of facts of them. */
export function isSettled(
  clauses: readonly ClauseId[],
  readings: readonly Pick<Reading, "clauses">[],
): boolean {
  return readings.some((reading) =>
    clauses.every((clause) =>
      reading.clauses.some((each) => each === clause || each.startsWith(`${clause}.`)),
    ),
  );
}

function readingsOf(
  file: DataFile,
  operations: readonly Operation[],
  book: ClauseBook,
  ids: Set<string>,
): Reading[] {
  const rows = file.value as unknown as ReadingRow[];
  const codes = new Set(operations.flatMap((operation) => operation.codes.map((entry) => entry.code)));
  return rows.map((row, index) => {
    const mistake = (path: readonly (string | number)[], problem: string): void =>
      book.mistakes.add(
        new FileMistake(file.path, file.lineOf(toPointer([index, ...path])), `reading ${row.id}: ${problem}`),
      );
    if (ids.has(row.id)) mistake(["id"], "this id stands at an earlier reading already");
    ids.add(row.id);
    row.clauses.forEach((clause, at) => {
      if (!book.clauses.has(clause)) mistake(["clauses", at], `there is no clause ${clause}`);
    });
    row.treatments?.forEach(({ clause, as }, at) => {
      if (meantBy(clause, book).length === 0) mistake(["treatments", at], `there is no clause ${clause}`);
      else if (!clause.endsWith(FITTING[as]))
        mistake(
          ["treatments", at],
          `${as} is for clauses that end in ${FITTING[as]}, and ${clause} does not`,
        );
    });
    row.allows?.forEach(({ clauses, values, means }, at) => {
      for (const clause of clauses) {
        if (meantBy(clause, book).length === 0) mistake(["allows", at], `there is no clause ${clause}`);
      }
      if (means !== undefined && means.length !== values?.length)
        mistake(["allows", at, "means"], "means has to say of each of the values what it stands for");
    });
    row.messages?.forEach(({ code }, at) => {
      if (!codes.has(code)) mistake(["messages", at], `no operation documents the code ${code}`);
    });
    return {
      ...row,
      treatments: (row.treatments ?? []).flatMap(({ clause, as }) =>
        meantBy(clause, book).map((each) => ({ clause: each, as })),
      ),
      allows: row.allows ?? [],
      messages: row.messages ?? [],
    };
  });
}

/** The clauses that a pattern means: a further page repeats what the pages at hand say, and is read likewise. */
function meantBy(pattern: string, { clauses }: ClauseBook): ClauseId[] {
  return [...clauses.keys()].filter((clause) => matchesClause(pattern, clause));
}
