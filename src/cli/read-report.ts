import { readFileSync } from "node:fs";
import { reportProblems } from "../../reporters/conformance-json.ts";
import { FileMistake } from "../exact/data-file.ts";
import { type Json, parseJson, valueAt } from "../exact/json.ts";
import type { Report } from "../results/model.ts";
import { SCHEMA_VERSION } from "../results/report.ts";

const PROBLEMS_TOLD = 5;

/** Reads a conformance.json and holds it against its schema. Throws FileMistake with what is wrong. */
export function readReport(path: string): Report {
  const text = readText(path);
  const json = parsed(path, text);
  refuseOtherVersion(path, valueAt(json, "/schemaVersion"));
  const problems = reportProblems(json);
  if (problems.length > 0) {
    const told = problems.slice(0, PROBLEMS_TOLD).join("; ");
    const more = problems.length > PROBLEMS_TOLD ? `; and ${problems.length - PROBLEMS_TOLD} more` : "";
    throw new FileMistake(
      path,
      undefined,
      `is not the conformance.json of a run of this suite: ${told}${more}`,
    );
  }
  // Its numbers are counts and milliseconds; everything that has to be exact is text.
  // Older reports have no rules.
  const { rules = [], ...report } = JSON.parse(text) as Omit<Report, "rules"> & Partial<Report>;
  return { ...report, rules };
}

function refuseOtherVersion(path: string, version: Json | undefined): void {
  if (typeof version !== "string" || version === SCHEMA_VERSION) return;
  throw new FileMistake(
    path,
    undefined,
    `has the form ${JSON.stringify(version)}, and this version of the suite reads ${SCHEMA_VERSION}: make it again from the journal of its run with konaplate report`,
  );
}

/** The report of an earlier run to compare with, where one is named. Throws FileMistake. */
export function readBaseline(path: string | undefined): Report | undefined {
  return path === undefined ? undefined : readReport(path);
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "there is no such file" : `cannot be read (${code})`;
    throw new FileMistake(path, undefined, `${why}; the conformance.json of a run is expected`);
  }
}

function parsed(path: string, text: string): Json {
  try {
    return parseJson(text);
  } catch (error) {
    throw new FileMistake(path, undefined, `is no JSON: ${(error as Error).message}`);
  }
}
