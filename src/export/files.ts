import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Case } from "../cases/model.ts";
import { type JsonObject, stringifyJson } from "../exact/json.ts";
import { exportArazzo } from "./arazzo.ts";
import { exportOpenApi, type OpenApiFacts } from "./openapi.ts";

export const EXPORT_FORMATS = ["openapi", "arazzo"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export interface ExportFacts extends OpenApiFacts {
  readonly cases: readonly Case[];
}

/** Writes one export and gives its path. */
export function exportFile(format: ExportFormat, facts: ExportFacts, path: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${stringifyJson(exported(format, facts), 2)}\n`);
  return path;
}

/** Writes every export into a folder, `openapi.json` and `arazzo.json`, each by the name that the other refers to. */
export function exportAll(facts: ExportFacts, folder: string): string[] {
  return EXPORT_FORMATS.map((format) => exportFile(format, facts, join(folder, `${format}.json`)));
}

function exported(format: ExportFormat, facts: ExportFacts): JsonObject {
  return format === "openapi" ? exportOpenApi(facts) : exportArazzo(facts.contract, facts.cases);
}
