import type { Comparison } from "../src/results/compare.ts";
import { shown } from "../src/results/inert-text.ts";
import type { CaseResult, Report } from "../src/results/model.ts";
import { outcomeWord } from "../src/results/outcome-word.ts";
import { countOutcomes } from "../src/results/verdict.ts";
import { violationLine, violationParts } from "../src/results/violation-text.ts";
import { comparisonSection } from "./compare.ts";
import { markdownFence, markdownRows, markdownText } from "./markdown-text.ts";

const CASES_NAMED = 5;

/** Characters that a comment of a pull request may have. */
export const COMMENT_LIMIT = 65_000;

/** The report as GitHub Flavored Markdown, for readers who see nothing else of the run. */
export function renderMarkdown(report: Report, comparison?: Comparison): string {
  return `${markdownSections(report, comparison).join("\n\n")}\n`;
}

/** The same as far as it fits into a comment of a pull request. */
export function renderComment(report: Report, comparison?: Comparison): string {
  return fitted(markdownSections(report, comparison), COMMENT_LIMIT);
}

/** The sections that fit into `limit` bytes, the first ones first, and how many do not. */
export function fitted(sections: readonly string[], limit: number): string {
  let room = limit - Buffer.byteLength(leftOut(sections.length));
  if (room < 0) return "";
  const kept = sections.filter((section) => {
    const size = Buffer.byteLength(section) + 2;
    if (size > room) return false;
    room -= size;
    return true;
  });
  const dropped = sections.length - kept.length;
  return kept.map((section) => `${section}\n\n`).join("") + (dropped > 0 ? leftOut(dropped) : "");
}

function leftOut(count: number): string {
  return `${count} sections did not fit here; conformance.md has them all.\n`;
}

/** The same in pieces, the most important first; each stands by itself, so that a short report can leave some out. */
export function markdownSections(report: Report, comparison?: Comparison): string[] {
  return [
    verdictSection(report),
    totalsSection(report),
    ...(comparison ? [comparisonSection(comparison)] : []),
    scenarioSection(report),
    ...otherCasesSection(report),
    ...violationSections(report),
    ...reasonSection("Errored", "errored", report),
    ...reasonSection("Not exercised", "not-exercised", report),
    ...deviationSection(report),
    ...readingSection(report),
    ...observationSection(report),
    coverageSection(report),
    clauseIndexSection(report),
  ];
}

function verdictSection({ verdict, reasons, suite, target, startedAt, durationMs }: Report): string {
  const facts = [
    `Target ${target.environment} (${target.baseUrl}), begun ${startedAt}, took ${durationMs} ms.`,
    `Suite ${suite.version}, contract ${suite.contractDigest}, seed ${suite.seed}.`,
  ];
  return [
    `# Konaplate conformance: ${verdict}`,
    facts.map(markdownText).join("\n"),
    ...(reasons.length > 0
      ? [reasons.map((reason) => `- ${markdownText(shown(reason, 1000))}`).join("\n")]
      : []),
  ].join("\n\n");
}

function totalsSection({ totals, cases }: Report): string {
  const rows = [
    ["passed", "warned", "failed", "errored", "not exercised", "cases"],
    [totals.passed, totals.warned, totals.failed, totals.errored, totals.notExercised, cases.length].map(
      String,
    ),
  ];
  return `## Totals\n\n${markdownRows(rows)}`;
}

function scenarioSection({ cases }: Report): string {
  const documented = cases.filter(({ kind }) => kind === "documented");
  return `## Operations and scenarios\n\n${caseTable(documented)}`;
}

/** Cases that no page shows: how many there are of each kind, and one by one those that did not pass. */
function otherCasesSection({ cases }: Report): string[] {
  const others = cases.filter(({ kind }) => kind !== "documented");
  if (others.length === 0) return [];
  const groupOf = ({ operation, kind }: CaseResult) => `${operation} ${kind}`;
  const rows = [...new Set(others.map(groupOf))].map((group) => {
    const totals = countOutcomes(others.filter((result) => groupOf(result) === group));
    const { passed, warned, failed, errored, notExercised } = totals;
    return [group, ...[passed, warned, failed, errored, notExercised].map(String)];
  });
  const counts = markdownRows([
    ["operation and kind", "passed", "warned", "failed", "errored", "not exercised"],
    ...rows,
  ]);
  const troubled = others.filter(({ outcome }) => outcome !== "passed" && outcome !== "not-exercised");
  return [`## Other cases\n\n${counts}`, ...(troubled.length > 0 ? [caseTable(troubled)] : [])];
}

function caseTable(cases: readonly CaseResult[]): string {
  const head = ["operation", "case", "scenario", "kind", "outcome", "expected", "observed"];
  const rows = cases.map((result) => [
    result.operation,
    result.id,
    shown(result.title),
    result.kind,
    outcomeWord(result.outcome),
    expectedCell(result),
    `${result.observed.status ?? "no answer"} ${shown(result.observed.code ?? "")}`.trim(),
  ]);
  return markdownRows([head, ...rows]);
}

/** Status and code; of a case that no page shows what the violated rules require instead. */
function expectedCell({ kind, expected, violations }: CaseResult): string {
  const required = violations.filter(({ level }) => level !== "observed").map(({ documented }) => documented);
  if (kind !== "documented" && required.length > 0)
    return [...new Set(required)].map((text) => shown(text)).join("; ");
  return `${expected.status ?? "any status"} ${shown(expected.code ?? "any code")}`;
}

function violationSections({ cases }: Report): string[] {
  const sections = cases.flatMap((result) =>
    result.violations
      .filter(({ level }) => level !== "observed")
      .map((violation) =>
        [
          `### ${markdownText(result.id)} ${outcomeWord(result.outcome)}: ${markdownText(`${violationLine(violation)} (${violation.level})`)}`,
          ...violationParts(violation, result).map(({ label, text, verbatim }) =>
            verbatim
              ? `- **${label}**\n\n${markdownFence(text, "  ")}`
              : `- **${label}** ${markdownText(text)}`,
          ),
        ].join("\n"),
      ),
  );
  return sections.map((section, index) => (index === 0 ? `## Violations\n\n${section}` : section));
}

/** What was only recorded, for the pages are silent on it: one line each. */
function observationSection({ cases }: Report): string[] {
  const rows = cases.flatMap(({ id, violations }) =>
    violations
      .filter(({ level }) => level === "observed")
      .map((violation) => [id, shown(violation.rule), shown(violation.where), shown(violation.message)]),
  );
  if (rows.length === 0) return [];
  const table = markdownRows([["case", "rule", "where", "what was seen"], ...rows]);
  return [`## Observed, not judged\n\n${folded(`${rows.length} observations`, table)}`];
}

function reasonSection(heading: string, outcome: CaseResult["outcome"], { cases }: Report): string[] {
  const rows = cases
    .filter((result) => result.outcome === outcome)
    .map((result) => [result.id, shown(result.reason ?? "no reason was given", 1000)]);
  return rows.length === 0 ? [] : [`## ${heading}\n\n${markdownRows([["case", "reason"], ...rows])}`];
}

function deviationSection({ deviations }: Report): string[] {
  if (deviations.length === 0) return [];
  const head = ["deviation", "case", "rule", "owner", "expires", "state"];
  const rows = deviations.map((d) => [d.id, d.case, d.rule, d.owner, d.expires, d.state]);
  return [`## Known deviations\n\n${markdownRows([head, ...rows])}`];
}

function readingSection({ readings, cases }: Report): string[] {
  if (readings.length === 0) return [];
  const rows = readings.map(({ id, question, observed }) => [
    id,
    shown(question, 1000),
    observed === "" ? "nothing was observed in this run" : shown(observed),
    observers(cases, id, observed),
  ]);
  return [`## Readings\n\n${markdownRows([["reading", "question", "observed", "cases"], ...rows])}`];
}

function observers(cases: readonly CaseResult[], id: string, observed: string): string {
  const ids = cases
    .filter(({ readings }) => readings.some((seen) => seen.id === id && seen.observed === observed))
    .map((result) => result.id);
  return firstOf(ids);
}

function firstOf(ids: readonly string[]): string {
  const more = ids.length > CASES_NAMED ? ` and ${ids.length - CASES_NAMED} more` : "";
  return `${ids.slice(0, CASES_NAMED).join(", ")}${more}`;
}

function coverageSection({ coverage }: Report): string {
  const entries = Object.entries(coverage);
  const rows = entries.map(([name, { covered, total }]) => [name, String(covered), String(total)]);
  const missing = entries.flatMap(([name, held]) => held.missing.map((id) => [name, id]));
  const table = markdownRows([["what", "covered", "total"], ...rows]);
  const details =
    missing.length === 0
      ? "Nothing is missing."
      : folded("Not covered", markdownRows([["what", "missing"], ...missing]));
  return `## Coverage\n\n${table}\n\n${details}`;
}

function clauseIndexSection({ clauseIndex }: Report): string {
  const rows = Object.entries(clauseIndex).map(([clause, ids]) => [clause, firstOf(ids)]);
  return `## Clauses\n\n${folded("Clause index", markdownRows([["clause", "cases"], ...rows]))}`;
}

function folded(summary: string, content: string): string {
  return `<details>\n<summary>${summary}</summary>\n\n${content}\n\n</details>`;
}
