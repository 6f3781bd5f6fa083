import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Comparison } from "../src/results/compare.ts";
import type { Report } from "../src/results/model.ts";
import { renderJson } from "./conformance-json.ts";
import { renderComment, renderMarkdown } from "./conformance-markdown.ts";
import { renderJunit } from "./junit.ts";
import { ReportFault } from "./report-fault.ts";

interface Written {
  readonly file: string;
  readonly render: (report: Report, comparison?: Comparison) => string;
}

const REPORTS: readonly Written[] = [
  { file: "conformance.md", render: renderMarkdown },
  { file: "comment.md", render: renderComment },
  { file: "junit.xml", render: renderJunit },
  { file: "conformance.json", render: renderJson },
];

/**
 * Writes conformance.md, comment.md, junit.xml and conformance.json into a folder, which is made if it is missing, and
 * returns their paths; the Markdown ones tell what a comparison with an earlier run found. Throws ReportFault for the first that cannot be made or written; those before it stay on disk.
 */
export function writeReports(report: Report, dir: string, comparison?: Comparison): string[] {
  return REPORTS.map(({ file, render }) => {
    const path = join(dir, file);
    const text = render(report, comparison);
    try {
      mkdirSync(dir, { recursive: true });
      writeFileSync(path, text);
    } catch (error) {
      throw new ReportFault(path, `cannot be written (${(error as NodeJS.ErrnoException).code})`);
    }
    return path;
  });
}
