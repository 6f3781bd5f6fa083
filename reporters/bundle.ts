import { createHash } from "node:crypto";
import { zipSync } from "fflate";
import type { CaseResult } from "../src/results/case-result.ts";
import { clockDifference } from "../src/results/clock-difference.ts";
import { shown, visibleLines } from "../src/results/inert-text.ts";
import type { Report } from "../src/results/model.ts";
import { outcomeWord } from "../src/results/outcome-word.ts";
import { verdictWord } from "../src/results/verdict-word.ts";
import { violationHeadline, violationParts } from "../src/results/violation-text.ts";
import { renderJson } from "./conformance-json.ts";
import { renderMarkdown } from "./conformance-markdown.ts";
import { markdownFence, markdownRows, markdownText } from "./markdown-text.ts";

export interface BundleInput {
  readonly report: Report;
  /** The files of the living documentation by their paths. */
  readonly docs: ReadonlyMap<string, string>;
  /** The settings of the run that may be shown, as JSON; undefined where the run left none. */
  readonly settings: string | undefined;
}

export const CHECKSUMS = "SHA256SUMS";

/**
 * What may be sent to the partner, by path: the verdict, the report, the documentation, and for every case with
 * violations what was sent and what came. `sha256sum --check SHA256SUMS` proves that nothing was changed.
 */
export function bundleFiles({ report, docs, settings }: BundleInput): ReadonlyMap<string, string> {
  const violated = report.cases.filter(({ violations }) =>
    violations.some(({ level }) => level !== "observed"),
  );
  const { report: reportText, details } = renderJson(report);
  const files = new Map([
    ["README.md", readme(report, violated)],
    ["conformance.json", reportText],
    ["conformance.cases.jsonl", details],
    ["conformance.md", renderMarkdown(report)],
    ["deviations.json", json(report.deviations)],
    ["settings.json", settings ?? json({ note: "the run left no record of its settings" })],
    ...violated.map((result): [string, string] => [evidencePath(result), evidence(result)]),
    ...[...docs].map(([path, text]): [string, string] => [`docs/${path}`, text]),
  ]);
  const sums = [...files].map(([path, text]) => `${sha256(text)}  ${path}\n`);
  return files.set(CHECKSUMS, sums.join(""));
}

/** The files as a zip archive, all in one folder of this name. */
export function zipBundle(files: ReadonlyMap<string, string>, folder: string): Uint8Array {
  const entries = [...files].map(([path, text]) => [`${folder}/${path}`, Buffer.from(text, "utf8")]);
  return zipSync(Object.fromEntries(entries));
}

function readme(report: Report, violated: readonly CaseResult[]): string {
  const { reasons, target, startedAt, suite } = report;
  const clock = clockDifference(report);
  const facts = [
    ["target", `${target.environment} (${target.baseUrl})`],
    ["begun", startedAt],
    ["suite", suite.version],
    ["contract", suite.contractDigest],
    ["seed", suite.seed],
    [
      "server's clock",
      clock ? `${clock.seconds} s ahead of the suite's, over ${clock.samples} answers` : "not known",
    ],
  ].map((row) => row.map((cell) => shown(cell)));
  const rows = violated.map((result) => [
    shown(result.id),
    outcomeWord(result.outcome),
    result.violations.map((violation) => shown(violation.rule)).join(", "),
    evidencePath(result),
  ]);
  return `${[
    `# Konaplate conformance: ${verdictWord(report)}`,
    markdownRows([["run", ""], ...facts]),
    ...(reasons.length > 0
      ? [reasons.map((reason) => `- ${markdownText(shown(reason, 1000))}`).join("\n")]
      : []),
    "Open docs/index.html for everything that was tried. Secrets and personal data are masked.",
    ...(rows.length > 0
      ? [`## Violations\n\n${markdownRows([["case", "outcome", "rules", "evidence"], ...rows])}`]
      : ["No violation was found."]),
    `\`sha256sum --check ${CHECKSUMS}\` tells whether a file was changed.`,
  ].join("\n\n")}\n`;
}

function evidence(result: CaseResult): string {
  const sections = result.violations.map((violation) =>
    [
      `## ${markdownText(violationHeadline(violation))}`,
      ...violationParts(violation, result).map(({ label, text, verbatim }) =>
        verbatim ? `- **${label}**\n\n${markdownFence(text, "  ")}` : `- **${label}** ${markdownText(text)}`,
      ),
    ].join("\n"),
  );
  const exchanges = result.exchanges.map(
    (exchange) =>
      `### ${markdownText(shown(exchange.label))}\n\n${markdownFence(visibleLines(JSON.stringify(exchange, undefined, 2)))}`,
  );
  return `${[
    `# ${markdownText(shown(result.id))}: ${outcomeWord(result.outcome)}`,
    markdownText(shown(result.title)),
    ...sections,
    ...(exchanges.length > 0 ? ["## Exchanges, masked", ...exchanges] : []),
  ].join("\n\n")}\n`;
}

/** A path of letters, digits, dots and hyphens, whatever the id holds; two dots never lead out of the folder. */
function evidencePath({ id }: CaseResult): string {
  const parts = id.split("/").map((part) => part.replaceAll(/[^A-Za-z0-9_-]+/g, "-") || "-");
  return `violations/${parts.join("/")}.md`;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
