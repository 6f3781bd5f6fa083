import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { type DataFile, FileMistake, readDataFile } from "../exact/data-file.ts";
import { type Json, type JsonObject, toPointer } from "../exact/json.ts";
import { shapeIn, shapeMistakes } from "../exact/shaped-file.ts";
import { shownPath } from "../exact/shown-path.ts";

/** The form of a case table in `cases/`, one file per operation. */
const tableShape = shapeIn("src/cases/case-table.schema.json");

/** A row of a case table as it is written. */
export interface Row {
  readonly id: string;
  readonly title: string;
  readonly testData?: string;
  readonly code: string | null;
  /**
   * Whether the page says how the scenario is brought about, or the request is this suite's guess at it. Another answer
   * than the documented one then only suggests that the server is wrong.
   */
  readonly trigger: "documented" | "inferred";
  /** `testData`: the title is the message. Otherwise one of the messages that the page gives the code. */
  readonly message?: string;
  readonly destructive?: boolean;
  readonly data?: "all" | readonly string[];
  readonly clauses?: readonly string[];
  readonly values?: JsonObject;
  readonly request?: {
    readonly set?: JsonObject;
    readonly omit?: readonly string[];
    readonly breaks?: readonly string[];
  };
}

/**
 * A field that every request of the operation carries although no page tells a value for it. Test data replaces the
 * guess; a target that refuses it with the given code has not been exercised.
 */
export interface Guess {
  readonly field: string;
  readonly value: Json;
  readonly refusedWith: string;
}

/** How what a success of the operation creates is removed again: by a request like a documented case. */
export interface UndoRow {
  /** `operation/case` */
  readonly like: string;
  /** Where each field of that request stands in the answer, as a JSON Pointer. */
  readonly carry: Readonly<Record<string, string>>;
}

/** A case table: the rows of one operation, in the order in which they are run; those marked `gone` are none of them. */
export interface CaseTable {
  readonly operation: string;
  readonly guesses: readonly Guess[];
  /** Codes and test-data titles, documented or left out by the documents, with the reason why no row has them. */
  readonly gaps: readonly { readonly code?: string; readonly testData?: string; readonly reason: string }[];
  readonly undo?: UndoRow;
  readonly rows: readonly Row[];
  readonly file: string;
  /** Line of the table's `operation`. */
  readonly line: number;
  lineOfRow(index: number): number;
  /** Line of the value that a JSON Pointer into the file names. */
  lineOf(pointer: string): number;
}

export interface ReadTables {
  readonly tables: readonly CaseTable[];
  readonly mistakes: readonly FileMistake[];
}

/** Reads every `*.yaml` of a folder as a case table; what has not the form of one is told with file and line. */
export function readTables(folder: string): ReadTables {
  const tables: CaseTable[] = [];
  const mistakes: FileMistake[] = [];
  for (const name of yamlFiles(folder)) {
    try {
      const path = join(folder, name);
      const file = readDataFile(path, shownPath(path));
      const wrong = shapeMistakes(file, tableShape());
      mistakes.push(...wrong);
      if (wrong.length === 0) tables.push(toTable(file));
    } catch (error) {
      if (!(error instanceof FileMistake)) throw error;
      mistakes.push(error);
    }
  }
  if (tables.length === 0 && mistakes.length === 0) {
    const place = shownPath(folder);
    const problem = "has no case table; one is a file such as user-register.yaml";
    mistakes.push(new FileMistake(place, undefined, problem));
  }
  return { tables, mistakes };
}

function yamlFiles(folder: string): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .sort();
}

function toTable(file: DataFile): CaseTable {
  const value = file.value as JsonObject;
  const { operation, guesses, gaps, undo, cases } = value as { [key: string]: Json };
  const live = [...(cases as JsonObject[]).entries()].filter(([, { gone }]) => gone === undefined);
  return {
    operation: String(operation),
    guesses: (guesses ?? []) as unknown as Guess[],
    gaps: (gaps ?? []) as unknown as CaseTable["gaps"],
    ...(undo !== undefined && { undo: undo as unknown as UndoRow }),
    rows: live.map(([, row]) => row) as unknown as Row[],
    file: file.path,
    line: file.lineOf("/operation"),
    lineOf: (pointer) => file.lineOf(pointer),
    lineOfRow: (index) => file.lineOf(toPointer(["cases", live[index]?.[0] ?? index])),
  };
}
