import { existsSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import type { Family, Level } from "../contract/expectation.ts";
import { type DataFile, FileMistake, readDataFile } from "../exact/data-file.ts";
import { exactNumber, type Json, type JsonObject, toPointer } from "../exact/json.ts";
import { compileSchema, type ExactValidator } from "../exact/schema.ts";

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
  /** `like`: as the documented case; `refused`: no success; `observed`: whatever comes. */
  readonly expect?: "like" | "refused" | "observed";
  /** Codes that a refusal is expected to have. */
  readonly codes?: readonly string[];
  readonly level?: Level;
  /** The environment's test data of the documented case is used. */
  readonly data?: boolean;
  /** `step.request/pointer` or `step.response/pointer`, by field; `[:4]` behind it takes the first 4 characters. */
  readonly carry?: Readonly<Record<string, string>>;
  readonly set?: JsonObject;
  /** Lengths of values that must be new, by field. */
  readonly fresh?: Readonly<Record<string, { readonly value: string }>>;
  /** False: the values that the documented case demands of the answer are not demanded. */
  readonly values?: boolean;
  readonly together?: { readonly value: string };
  readonly cleanup?: boolean;
}

export interface JourneyTable {
  readonly file: string;
  readonly rows: readonly JourneyRow[];
  lineOfRow(index: number): number;
}

const TEXT: Json = { type: "string" };
const TEXTS: Json = { type: "array", items: TEXT };
const ONE = exactNumber("1");
const LEVEL: Json = { enum: ["documented", "inferred", "observed"] };

const FORM: Json = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object",
  required: ["journeys"],
  additionalProperties: false,
  properties: { journeys: { type: "array", items: { $ref: "#/$defs/journey" } } },
  $defs: {
    journey: {
      type: "object",
      required: ["id", "operation", "title", "clauses", "steps"],
      additionalProperties: false,
      properties: {
        id: { type: "string", pattern: "^journey\\.[a-z0-9-]+$" },
        operation: TEXT,
        title: TEXT,
        clauses: { type: "array", items: TEXT, minItems: ONE },
        level: LEVEL,
        family: { enum: ["security"] },
        data: TEXTS,
        steps: { type: "array", items: { $ref: "#/$defs/step" }, minItems: ONE },
      },
    },
    step: {
      type: "object",
      required: ["name", "like"],
      additionalProperties: false,
      properties: {
        name: { type: "string", pattern: "^[a-z0-9-]+$" },
        like: TEXT,
        expect: { enum: ["like", "refused", "observed"] },
        codes: TEXTS,
        level: LEVEL,
        data: { type: "boolean" },
        carry: { type: "object", additionalProperties: TEXT },
        set: { type: "object" },
        fresh: { type: "object", additionalProperties: { type: "integer", minimum: ONE } },
        values: { type: "boolean" },
        together: { type: "integer", minimum: exactNumber("2"), maximum: exactNumber("10") },
        cleanup: { type: "boolean" },
      },
    },
  },
};

let validator: ExactValidator | undefined;

/** Reads every `*.yaml` of the journeys' folder; what has not the form, or an id that stands twice, is told by line. */
export function readJourneys(folder: string): { tables: JourneyTable[]; mistakes: FileMistake[] } {
  const tables: JourneyTable[] = [];
  const mistakes: FileMistake[] = [];
  if (!existsSync(folder)) return { tables, mistakes };
  validator ??= compileSchema(FORM);
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith(".yaml")) continue;
    try {
      const file = readDataFile(relative(process.cwd(), join(folder, name)));
      const findings = validator(file.value);
      mistakes.push(...findings.map(({ pointer, message }) => formMistake(file, pointer, message)));
      if (findings.length === 0) tables.push(toTable(file));
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

function formMistake(file: DataFile, pointer: string, demand: string): FileMistake {
  return new FileMistake(
    file.path,
    file.lineOf(pointer),
    `${pointer || "the table"}: what is right here ${demand}`,
  );
}

function toTable(file: DataFile): JourneyTable {
  return {
    file: file.path,
    rows: (file.value as unknown as { journeys: JourneyRow[] }).journeys,
    lineOfRow: (index) => file.lineOf(toPointer(["journeys", index])),
  };
}
