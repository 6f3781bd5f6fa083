import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Comparison } from "../src/results/compare.ts";
import type { Report } from "../src/results/model.ts";
import { renderJson } from "./conformance-json.ts";
import { renderComment, renderMarkdown } from "./conformance-markdown.ts";
import { renderCtrf } from "./ctrf.ts";
import { renderJunit } from "./junit.ts";
import { ReportFault } from "./report-fault.ts";
import type { ClausePlaces } from "./sarif/clause-places.ts";
import { renderSarif } from "./sarif/sarif.ts";

/** What the reports tell beside what the run saw. */
export interface Beside {
  /** What changed since an earlier run. */
  readonly comparison?: Comparison | undefined;
  /** Where each clause stands. */
  readonly clauses?: ClausePlaces;
}

interface Written {
  readonly file: string;
  readonly render: (report: Report, beside: Beside) => string;
}

const REPORTS: readonly Written[] = [
  { file: "conformance.md", render: (report, { comparison }) => renderMarkdown(report, comparison) },
  { file: "comment.md", render: (report, { comparison }) => renderComment(report, comparison) },
  { file: "junit.xml", render: renderJunit },
  { file: "ctrf.json", render: renderCtrf },
  { file: "conformance.sarif", render: (report, { clauses }) => renderSarif(report, clauses) },
  { file: "conformance.json", render: renderJson },
];

/**
 * Writes the reports of one file each into a folder, which is made if it is missing, and returns their paths; the Markdown
 * ones tell what a comparison with an earlier run found. Throws ReportFault for the first that cannot be made or written;
 * those before it stay on disk.
 */
export function writeReports(report: Report, dir: string, beside: Beside = {}): string[] {
  return REPORTS.map(({ file, render }) => {
    const path = join(dir, file);
    const text = render(report, beside);
    try {
      mkdirSync(dir, { recursive: true });
      writeFileSync(path, text);
    } catch (error) {
      throw new ReportFault(path, `cannot be written (${(error as NodeJS.ErrnoException).code})`);
    }
    return path;
  });
}
