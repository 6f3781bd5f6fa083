import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Argument, type Command, Option } from "commander";
import { matrixMarkdown } from "../../reporters/matrix/markdown.ts";
import { matrixPage } from "../../reporters/matrix/page.tsx";
import { ReportFault } from "../../reporters/report-fault.ts";
import { FileMistake } from "../exact/data-file.ts";
import { makeMatrix } from "../results/matrix/make-matrix.ts";
import type { PageColumn, TargetMatrix } from "../results/matrix/model.ts";
import type { Report } from "../results/model.ts";
import { loadSuite, OWN_FOLDERS } from "../run/suite.ts";
import { type FolderOptions, furtherFolders, withFolderOptions } from "./folder-options.ts";
import { tellMistakes } from "./mistakes.ts";
import { readReport } from "./read-report.ts";
import { exiting, subcommand } from "./subcommand.ts";

/** Stands for the contract among the columns. */
const PAGE = "page";
const FORMATS = ["markdown", "json", "html"] as const;

interface Options extends FolderOptions {
  readonly format: (typeof FORMATS)[number];
  readonly output?: string;
}

/** `konaplate matrix page sandbox.json partner.json …`: what the page says and what each target does, side by side. */
export function command(): Command {
  return withFolderOptions(
    subcommand("matrix", "Shows what the page says and what several targets do, case by case, side by side."),
    "contract and cases",
  )
    .addArgument(
      new Argument(
        "<columns...>",
        "page for what the contract says, and a conformance.json for each target; the first target is the one that the others are held against",
      ),
    )
    .addOption(new Option("--format <format>", "form of the answer").choices(FORMATS).default("markdown"))
    .option("--output <folder>", "writes matrix.md, matrix.json and matrix.html there instead")
    .addHelpText(
      "after",
      `
What the first target does as documented and another does not comes first. Nothing is sent, and nothing is judged.

Example:
  npx konaplate matrix page sandbox/conformance.json partner/conformance.json --output reports/matrix

Exit codes:
  0  the table was made, whatever it shows
  2  a file or the command line is not as it should be`,
    )
    .action(exiting((columns: readonly string[], options: Options) => show(columns, options)));
}

function show(columns: readonly string[], { format, output, ...folders }: Options): number {
  const paths = columns.filter((column) => column !== PAGE);
  if (paths.length === 0)
    return tellMistakes([
      "no target is named: give the conformance.json of a run for each column beside page",
    ]);
  const matrix = makeMatrix(paths.map(readRun), columns.includes(PAGE) ? pageColumn(folders) : undefined);
  if (output === undefined) process.stdout.write(RENDERERS[format](matrix));
  else writeAll(matrix, output);
  return 0;
}

/** Recorded exchanges are no scenarios that another target could have run as well. */
function readRun(path: string): Report {
  const report = readReport(path);
  if (report.traffic)
    throw new FileMistake(
      path,
      undefined,
      "is of recorded traffic (verify or proxy), which has no scenarios to put side by side: give the reports of konaplate run",
    );
  return report;
}

const RENDERERS: Readonly<Record<Options["format"], (matrix: TargetMatrix) => string>> = {
  markdown: matrixMarkdown,
  json: (matrix) => `${JSON.stringify(matrix, undefined, 2)}\n`,
  html: matrixPage,
};

function writeAll(matrix: TargetMatrix, folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    for (const [format, name] of [
      ["markdown", "matrix.md"],
      ["json", "matrix.json"],
      ["html", "matrix.html"],
    ] as const)
      writeFileSync(join(folder, name), RENDERERS[format](matrix));
  } catch (error) {
    throw new ReportFault(folder, `cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
  console.log(join(folder, "matrix.html"));
}

/** What the contract of today says of each case of its plan. */
function pageColumn(folders: FolderOptions): PageColumn {
  const { contract, plan } = loadSuite(OWN_FOLDERS, furtherFolders(folders));
  return {
    contractDigest: contract.digest,
    cases: plan.cases.map(({ id, operation, title, kind, expected: { status, code, messages } }) => ({
      id,
      operation,
      title,
      kind,
      says: { status, code, message: messages?.[0] ?? null },
    })),
    readings: contract.readings.map(({ id, taken }) => ({ id, taken })),
  };
}
