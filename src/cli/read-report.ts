import { readFileSync } from "node:fs";
import pc from "picocolors";
import { reportProblems } from "../../reporters/report-schema.ts";
import { FileMistake } from "../exact/data-file.ts";
import type { Report } from "../results/model.ts";
import { SCHEMA_VERSION } from "../results/report.ts";
import { withDetails } from "./report-details.ts";

const PROBLEMS_TOLD = 5;
/** Forms that are read; of the first every case is whole. */
const READABLE: readonly unknown[] = ["1.0", SCHEMA_VERSION];

/**
 * Reads a conformance.json and holds it against its schema. Throws FileMistake with what is wrong; so does whoever asks the
 * report for what travelled, where the file beside it was cut or changed.
 */
export function readReport(path: string): Report {
  return withDetails(path, readAlone(path));
}

/** The same for who shows what travelled: a notice where the file beside it is missing or of another run, a mistake at once where it was cut. */
export function readReportToShow(path: string): Report {
  return withDetails(path, readAlone(path), (notice) => console.error(pc.yellow(`notice: ${notice}`)));
}

function readAlone(path: string): Report {
  const report = parsed(path, readText(path));
  refuseOtherVersion(path, report);
  const problems = reportProblems(report);
  if (problems.length > 0) {
    const told = problems.slice(0, PROBLEMS_TOLD).join("; ");
    const more = problems.length > PROBLEMS_TOLD ? `; and ${problems.length - PROBLEMS_TOLD} more` : "";
    throw new FileMistake(
      path,
      undefined,
      `is not the conformance.json of a run of this suite: ${told}${more}`,
    );
  }
  // It meets the schema, which is that of a report.
  return report as Report;
}

/** The form that a report has; undefined where it is none, or none that is read. */
export function isReadableForm(report: unknown): boolean {
  return READABLE.includes((report as { readonly schemaVersion?: unknown } | null)?.schemaVersion);
}

function refuseOtherVersion(path: string, report: unknown): void {
  const version = (report as { readonly schemaVersion?: unknown } | null)?.schemaVersion;
  if (typeof version !== "string" || isReadableForm(report)) return;
  throw new FileMistake(
    path,
    undefined,
    `has the form ${JSON.stringify(version)}, and this version of the suite reads ${READABLE.join(" and ")}: make it again from the journal of its run with konaplate report`,
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

/** Its numbers are counts and milliseconds; everything that has to be exact is text. */
function parsed(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new FileMistake(path, undefined, `is no JSON: ${(error as Error).message}`);
  }
}
