import { readFileSync } from "node:fs";
import { reportProblems } from "../../reporters/report-schema.ts";
import { FileMistake } from "../exact/data-file.ts";
import { readPart } from "../exact/file-lines.ts";
import type { ExchangeFacts } from "../results/exchange-facts.ts";
import { type Details, keptElsewhere, without } from "../results/kept-elsewhere.ts";
import type { Report } from "../results/model.ts";
import { SCHEMA_VERSION } from "../results/report.ts";

const PROBLEMS_TOLD = 5;
/** Forms that are read; of the first every case is whole. */
const READABLE: readonly unknown[] = ["1.0", SCHEMA_VERSION];
const FIRST_LINE = 1000;

/** Reads a conformance.json and holds it against its schema. Throws FileMistake with what is wrong. */
export function readReport(path: string): Report {
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
  return withDetails(path, report as Report);
}

/** The form that a report has; undefined where it is none, or none that is read. */
export function isReadableForm(report: unknown): boolean {
  return READABLE.includes((report as { readonly schemaVersion?: unknown } | null)?.schemaVersion);
}

/** A case, or a request of the run's own, with what says where the rest of it stands. */
interface Written {
  readonly exchanges: Details["exchanges"];
  readonly details?: { readonly from: number; readonly bytes: number };
  readonly sent?: readonly ExchangeFacts[];
}

/**
 * The report of a conformance.json with what stands in the file beside it, conformance.cases.jsonl, read when it is asked
 * for. Where that file is gone or of another run, nothing travelled as far as anybody can say.
 */
export function withDetails(path: string, report: Report): Report {
  // Older reports have no rules.
  const { rules = [], ...rest } = report as Omit<Report, "rules"> & Partial<Report>;
  const beside = `${path.replace(/\.json$/, "")}.cases.jsonl`;
  const isThere = isOfRun(beside, report);
  const opened = <Made extends Written>(made: Made, names: readonly (keyof Details)[]): Made => {
    const { details, sent = [] } = made;
    if (!details) return made;
    const read = () => (isThere ? (JSON.parse(readPart(beside, details)) as Partial<Details>) : undefined);
    return keptElsewhere<Made>(without(made, ["details", "sent"]), { names, facts: sent, read });
  };
  return {
    ...rest,
    rules,
    cases: report.cases.map((result) => opened(result, ["exchanges", "rules", "clauses"])),
    controls: report.controls.map((record) => opened(record, ["exchanges"])),
  };
}

/** Whether a file of details is that of a run: its first line says so. */
function isOfRun(path: string, { startedAt, suite }: Report): boolean {
  try {
    const [first = ""] = readPart(path, { from: 0, bytes: FIRST_LINE }).split("\n", 1);
    const head = JSON.parse(first) as { readonly startedAt?: string; readonly seed?: string };
    return head.startedAt === startedAt && head.seed === suite.seed;
  } catch {
    return false;
  }
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
