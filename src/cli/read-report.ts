import { readFileSync } from "node:fs";
import { reportProblems } from "../../reporters/conformance-json.ts";
import { parseJson } from "../exact/json.ts";
import type { Report } from "../results/model.ts";

/** A file that is given as the report of a run and is none. */
export class ReportMistake extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "ReportMistake";
  }
}

/** Reads a conformance.json and holds it against its schema. Throws ReportMistake with everything that is wrong. */
export function readReport(path: string): Report {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "there is no such file" : `cannot be read (${code})`;
    throw new ReportMistake([`${path}: ${why}; a conformance.json of a run is expected`]);
  }
  let problems: string[];
  try {
    problems = reportProblems(parseJson(text));
  } catch (error) {
    throw new ReportMistake([`${path}: is no JSON: ${(error as Error).message}`]);
  }
  if (problems.length > 0) throw new ReportMistake(problems.map((problem) => `${path}: ${problem}`));
  // Its numbers are counts and milliseconds; everything that has to be exact is text.
  return JSON.parse(text) as Report;
}
