import { join } from "node:path";
import type { Comparison } from "../src/results/compare.ts";
import type { Report } from "../src/results/model.ts";
import { type KeepLine, reportPieces } from "./conformance-json.ts";
import { renderComment, renderMarkdown } from "./conformance-markdown.ts";
import { ctrfPieces } from "./ctrf.ts";
import { junitPieces } from "./junit.ts";
import { PieceFile, writePieces } from "./piece-file.ts";
import type { ClausePlaces } from "./sarif/clause-places.ts";
import { renderSarif } from "./sarif/sarif.ts";

/** What the reports tell beside what the run saw. */
export interface Beside {
  /** What changed since an earlier run. */
  readonly comparison?: Comparison | undefined;
  /** Where each clause stands. */
  readonly clauses?: ClausePlaces;
}

type Render = (report: Report, beside: Beside) => Iterable<string>;

const REPORTS: readonly { readonly file: string; readonly pieces: Render }[] = [
  { file: "conformance.md", pieces: (report, { comparison }) => [renderMarkdown(report, comparison)] },
  { file: "comment.md", pieces: (report, { comparison }) => [renderComment(report, comparison)] },
  { file: "junit.xml", pieces: junitPieces },
  { file: "ctrf.json", pieces: ctrfPieces },
  { file: "conformance.sarif", pieces: (report, { clauses }) => [renderSarif(report, clauses)] },
];

/** The report that other programs read, and beside it the file of details. */
const JSON_FILE = "conformance.json";
const DETAILS_FILE = "conformance.cases.jsonl";

/** Names of all files that are written. */
export const REPORT_FILES: readonly string[] = [...REPORTS.map(({ file }) => file), JSON_FILE, DETAILS_FILE];

/**
 * Writes the reports of one file each into a folder, which is made if it is missing, and returns their paths; the Markdown
 * ones tell what a comparison with an earlier run found. Those that tell of every case are written case by case. Throws
 * ReportFault for the first that cannot be made or written; those before it stay on disk.
 */
export function writeReports(report: Report, dir: string, beside: Beside = {}): string[] {
  const paths = REPORTS.map(({ file, pieces }) => {
    const path = join(dir, file);
    writePieces(path, pieces(report, beside));
    return path;
  });
  return [...paths, writeJson(report, dir)];
}

function writeJson(report: Report, dir: string): string {
  const path = join(dir, JSON_FILE);
  const details = new PieceFile(join(dir, DETAILS_FILE));
  try {
    const keep: KeepLine = (line) => {
      const from = details.bytes;
      details.write(line);
      const bytes = details.bytes - from;
      details.write("\n");
      return { from, bytes };
    };
    writePieces(path, reportPieces(report, keep));
  } catch (error) {
    details.discard();
    throw error;
  }
  details.end();
  return path;
}
