import { appendFileSync, existsSync, statSync } from "node:fs";
import type { CaseResult } from "../src/results/case-result.ts";
import type { Cause } from "../src/results/cause.ts";
import { shown } from "../src/results/inert-text.ts";
import type { Report } from "../src/results/model.ts";
import { verdictWord } from "../src/results/verdict-word.ts";
import {
  causeCounts,
  causeShares,
  causeTitle,
  causeWeight,
  EFFECT_WORDS,
  exampleOf,
  strictNote,
} from "./cause-text.ts";
import { fitted, markdownSections } from "./conformance-markdown.ts";
import { ReportFault } from "./report-fault.ts";
import { type Repository, repositoryAround } from "./repository.ts";

/** GitHub drops a step's summary that is larger than this, in bytes. */
export const SUMMARY_LIMIT = 1024 * 1024;
/** GitHub shows so many annotations of each kind for a step. */
const ANNOTATIONS_SHOWN = 10;

type Kind = "error" | "warning" | "notice";

/** One annotation: where in the contract or the case table it belongs to, if anywhere, and what it says. */
interface Annotation {
  readonly title: string;
  readonly message: string;
  readonly source?: CaseResult["source"];
}

/** The Markdown report in at most `limit` bytes: sections that do not fit are left out, and it says how many. */
export function renderSummary(report: Report, limit = SUMMARY_LIMIT): string {
  return fitted(markdownSections(report), Math.min(limit, SUMMARY_LIMIT));
}

/**
 * Workflow commands, one a line, that put the verdict and every cause beside the workflow run: file and line are those
 * of the fact of the contract, or of the row, that the example of the cause rests on.
 */
export function renderAnnotations(report: Report): string {
  const verdict = {
    title: `Verdict: ${verdictWord(report)}`,
    message:
      [causeCounts(report), ...report.reasons, strictNote(report) ?? ""]
        .filter((line) => line !== "")
        .join("\n") || "No remarks.",
  };
  const repository = repositoryAround(process.cwd(), report.target.environment);
  const of = (kind: Kind) =>
    report.causes
      .filter((cause) => kindOf(cause, report) === kind)
      .map((cause) => annotated(cause, report, repository));
  const lines = [
    ...commands(report.verdict === "conformant" ? "notice" : "error", [verdict]),
    ...commands("error", of("error")),
    ...commands("warning", of("warning")),
    ...commands("notice", of("notice")),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

/**
 * Appends the summary when GITHUB_STEP_SUMMARY names a file, prints annotations when GITHUB_ACTIONS is `true`.
 * Throws ReportFault where the summary cannot be written.
 */
export function writeGithub(
  report: Report,
  environment: NodeJS.ProcessEnv = process.env,
  print: (text: string) => void = (text) => process.stdout.write(text),
): void {
  const path = environment.GITHUB_STEP_SUMMARY;
  if (environment.GITHUB_ACTIONS === "true") print(renderAnnotations(report));
  if (!path) return;
  try {
    const taken = existsSync(path) ? statSync(path).size : 0;
    appendFileSync(path, renderSummary(report, SUMMARY_LIMIT - taken));
  } catch (error) {
    throw new ReportFault(
      path,
      `the step summary cannot be written (${(error as NodeJS.ErrnoException).code})`,
    );
  }
}

/** What errored is as grave as what failed; what was not exercised, or is known, is to be noticed. */
function kindOf({ effect, example }: Cause, { cases }: Report): Kind {
  if (effect === "fails") return "error";
  if (effect === "warns") return "warning";
  const isErrored = cases.some(({ id, outcome }) => id === example.case && outcome === "errored");
  return effect === "no-evidence" && isErrored ? "error" : "notice";
}

/** An annotation stands at a line of the user's repository, or at none. */
function annotated(cause: Cause, report: Report, { pathOf }: Repository): Annotation {
  const source = exampleOf(cause, report)?.result.source;
  const file = source && pathOf(source.file);
  const shares = causeShares(cause);
  const lines = [
    `${EFFECT_WORDS[cause.effect]}: ${causeWeight(cause)}${shares === "" ? "" : `; ${shares}`}`,
    `expected ${shown(cause.expected)}, came ${shown(cause.came)}`,
    `next: ${shown(cause.next, 1000)}`,
    `repeat: ${shown(cause.repeat, 1000)}`,
  ];
  return {
    title: causeTitle(cause),
    message: lines.join("\n"),
    ...(source && file !== undefined && { source: { file, line: source.line } }),
  };
}

function commands(kind: Kind, all: readonly Annotation[]): string[] {
  return all.slice(0, ANNOTATIONS_SHOWN).map(({ title, message, source }) => {
    const place = source ? `file=${escapeProperty(source.file)},line=${source.line},` : "";
    return `::${kind} ${place}title=${escapeProperty(title)}::${escapeData(message)}`;
  });
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
