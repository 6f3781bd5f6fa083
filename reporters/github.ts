import { appendFileSync, existsSync, statSync } from "node:fs";
import { shown } from "../src/results/inert-text.ts";
import type { CaseResult, Report } from "../src/results/model.ts";
import { violationHeadline } from "../src/results/violation-text.ts";
import { fitted, markdownSections } from "./conformance-markdown.ts";
import { ReportFault } from "./report-fault.ts";

/** GitHub drops a step's summary that is larger than this, in bytes. */
export const SUMMARY_LIMIT = 1024 * 1024;
/** GitHub shows so many annotations of each kind for a step. */
const ANNOTATIONS_SHOWN = 10;

type Kind = "error" | "warning" | "notice";

/** The Markdown report in at most `limit` bytes: sections that do not fit are left out, and it says how many. */
export function renderSummary(report: Report, limit = SUMMARY_LIMIT): string {
  return fitted(markdownSections(report), limit);
}

/** Workflow commands, one a line, that put the verdict and the cases that did not pass beside the workflow run. */
export function renderAnnotations(report: Report): string {
  const about = (outcome: CaseResult["outcome"]) =>
    report.cases.filter((result) => result.outcome === outcome).map(annotated);
  const verdictKind = report.verdict === "conformant" ? "notice" : "error";
  const verdict = {
    title: `Verdict: ${report.verdict}`,
    message: report.reasons.join("\n") || "No remarks.",
  };
  const lines = [
    ...commands(verdictKind, [verdict]),
    ...commands("error", [...about("failed"), ...about("errored")]),
    ...commands("warning", about("warned")),
    ...commands("notice", about("not-exercised")),
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

function annotated({ id, reason, violations }: CaseResult): { title: string; message: string } {
  const text = violations.map(violationHeadline).join("\n") || shown(reason ?? "no reason was given", 1000);
  return { title: id, message: text };
}

function commands(
  kind: Kind,
  all: readonly { readonly title: string; readonly message: string }[],
): string[] {
  return all
    .slice(0, ANNOTATIONS_SHOWN)
    .map(({ title, message }) => `::${kind} title=${escapeProperty(title)}::${escapeData(message)}`);
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
