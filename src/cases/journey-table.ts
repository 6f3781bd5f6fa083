import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Family, Level } from "../contract/expectation.ts";
import { type DataFile, FileMistake, readDataFile } from "../exact/data-file.ts";
import { type JsonObject, toPointer } from "../exact/json.ts";
import { shapeIn, shapeMistakes } from "../exact/shaped-file.ts";
import { shownPath } from "../exact/shown-path.ts";

/** A journey as it is written. */
export interface JourneyRow {
  readonly id: string;
  readonly operation: string;
  readonly title: string;
  readonly clauses: readonly string[];
  readonly level?: Level;
  readonly family?: Family;
  /** Fields that the environment has to give under the journey's own id. */
  readonly data?: readonly string[];
  readonly steps: readonly StepRow[];
}

export interface StepRow {
  readonly name: string;
  /** The documented case that the step is like: `operation/case`. */
  readonly like: string;
  /**
   * `like`: as the documented case; `refused`: no success; `untouched`: none of the codes, which come when a refused
   * request was carried out; `observed`: whatever comes.
   */
  readonly expect?: "like" | "refused" | "untouched" | "observed";
  /** Codes that a refusal is expected to have, or, where nothing was done before, not to have. */
  readonly codes?: readonly string[];
  readonly level?: Level;
  /** The environment's test data of the documented case is used. */
  readonly data?: boolean;
  /** `step.request/pointer` or `step.response/pointer`, by field; `[:4]` behind it takes the first 4 characters. */
  readonly carry?: Readonly<Record<string, string>>;
  readonly set?: JsonObject;
  /** Lengths of values that must be new, by field. */
  readonly fresh?: Readonly<Record<string, { readonly value: string }>>;
  /** Made-up values are others than in the journey's other steps: another person asks. */
  readonly anew?: boolean;
  /** False: the values that the documented case demands of the answer are not demanded. */
  readonly values?: boolean;
  /** The request is somebody else's: its token is signed with another key, or its access key is nobody's. */
  readonly forged?: "signature" | "access-key";
  readonly together?: { readonly value: string };
  readonly cleanup?: boolean;
}

export interface JourneyTable {
  readonly file: string;
  readonly rows: readonly JourneyRow[];
  lineOfRow(index: number): number;
}

const journeyShape = shapeIn("src/cases/journey.schema.json");

/** Reads every `*.yaml` of the journeys' folder; what has not the form, or an id that stands twice, is told by line. */
export function readJourneys(folder: string): { tables: JourneyTable[]; mistakes: FileMistake[] } {
  const tables: JourneyTable[] = [];
  const mistakes: FileMistake[] = [];
  if (!existsSync(folder)) return { tables, mistakes };
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith(".yaml")) continue;
    try {
      const path = join(folder, name);
      const file = readDataFile(path, shownPath(path));
      const wrong = shapeMistakes(file, journeyShape());
      mistakes.push(...wrong);
      if (wrong.length === 0) tables.push(toTable(file));
    } catch (error) {
      if (!(error instanceof FileMistake)) throw error;
      mistakes.push(error);
    }
  }
  return { tables, mistakes: [...mistakes, ...repeatedIds(tables)] };
}

function repeatedIds(tables: readonly JourneyTable[]): FileMistake[] {
  const seen = new Map<string, string>();
  return tables.flatMap((table) =>
    table.rows.flatMap(({ operation, id }, index) => {
      const line = table.lineOfRow(index);
      const first = seen.get(`${operation}/${id}`);
      if (first !== undefined)
        return [
          new FileMistake(table.file, line, `the id ${operation}/${id} stands twice, first at ${first}`),
        ];
      seen.set(`${operation}/${id}`, `${table.file}:${line}`);
      return [];
    }),
  );
}

function toTable(file: DataFile): JourneyTable {
  return {
    file: file.path,
    rows: (file.value as unknown as { journeys: JourneyRow[] }).journeys,
    lineOfRow: (index) => file.lineOf(toPointer(["journeys", index])),
  };
}
