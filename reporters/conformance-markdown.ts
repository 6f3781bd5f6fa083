import type { CaseResult, Outcome } from "../src/results/case-result.ts";
import type { Comparison } from "../src/results/compare.ts";
import { shown } from "../src/results/inert-text.ts";
import type { Report } from "../src/results/model.ts";
import { outcomeWord } from "../src/results/outcome-word.ts";
import { countOutcomes } from "../src/results/verdict.ts";
import { verdictWord } from "../src/results/verdict-word.ts";
import { violationLine } from "../src/results/violation-text.ts";
import { causeSections, causeTable } from "./cause-markdown.ts";
import { causeCounts, reasonsBesideCauses, strictNote } from "./cause-text.ts";
import { changeLine, ledgerCells, leftLine } from "./change-text.ts";
import { comparisonSection } from "./compare.ts";
import { controlSection } from "./control-markdown.ts";
import { folded, markdownRows, markdownText } from "./markdown-text.ts";

/** Bytes that a comment of a pull request, and the report as Markdown, have at most, whatever a run finds. */
const COMMENT_LIMIT = 16_000;
const MARKDOWN_LIMIT = 60_000;

const ROWS = 40;
const ROWS_OF_COMMENT = 10;
const OUTCOMES: readonly Outcome[] = ["failed", "errored", "warned", "not-exercised"];

/** The report as GitHub Flavored Markdown, the heaviest first; what it leaves out stands in the documentation. */
export function renderMarkdown(report: Report, comparison?: Comparison): string {
  return fitted(markdownSections(report, comparison), MARKDOWN_LIMIT);
}

/** The same for a comment of a pull request: verdict, causes, the example of the heaviest, what changed. */
export function renderComment(report: Report, comparison?: Comparison): string {
  const sections = [
    verdictSection(report),
    ...causeTable(report, ROWS_OF_COMMENT),
    ...causeSections(report, 1),
    ...(comparison ? [comparisonSection(comparison, ROWS_OF_COMMENT)] : []),
    ...ledgerSection(report, ROWS_OF_COMMENT),
    totalsSection(report, ROWS_OF_COMMENT),
  ];
  return fitted(sections, COMMENT_LIMIT);
}

/**
 * The sections up to the first that does not fit into `limit` bytes: nothing lighter takes the room of something
 * heavier. What is left out is said.
 */
export function fitted(sections: readonly string[], limit: number): string {
  let room = limit - Buffer.byteLength(leftOut(sections.length));
  if (room < 0) return "";
  const tooMuch = sections.findIndex((section) => {
    room -= Buffer.byteLength(section) + 2;
    return room < 0;
  });
  const kept = tooMuch === -1 ? sections : sections.slice(0, tooMuch);
  const dropped = sections.length - kept.length;
  return kept.map((section) => `${section}\n\n`).join("") + (dropped > 0 ? leftOut(dropped) : "");
}

function leftOut(count: number): string {
  return `${count} lighter sections did not fit here; docs/index.html and conformance.json of the run have everything.\n`;
}

/** The report in pieces, the heaviest first. */
export function markdownSections(report: Report, comparison?: Comparison): string[] {
  return [
    verdictSection(report),
    ...causeTable(report, ROWS),
    ...causeSections(report, ROWS),
    ...(comparison ? [comparisonSection(comparison)] : []),
    ...ledgerSection(report, ROWS),
    totalsSection(report, ROWS),
    ...controlSection(report, ROWS),
    ...OUTCOMES.flatMap((outcome) => outcomeSection(report, outcome)),
    ...deviationSection(report),
    ...readingSection(report),
    ...observationSection(report),
    ...besideSection(report),
    coverageSection(report),
  ];
}

function verdictSection(report: Report): string {
  const { suite, target, startedAt, durationMs } = report;
  const change = changeLine(report);
  const reasons = reasonsBesideCauses(report);
  const facts = [
    `Target ${target.environment} (${target.baseUrl}), begun ${startedAt}, took ${durationMs} ms.`,
    `Suite ${suite.version}, contract ${suite.contractDigest.slice(0, 16)}, seed ${suite.seed}.`,
  ];
  const counts = causeCounts(report);
  const note = strictNote(report);
  return [
    ...(change === undefined ? [] : [`**${markdownText(change)}**`]),
    `# Konaplate conformance: ${verdictWord(report)}`,
    ...(counts === "" ? [] : [`**${markdownText(counts)}.**`]),
    facts.map(markdownText).join("\n"),
    ...(reasons.length > 0
      ? [
          reasons
            .slice(0, 10)
            .map((reason) => `- ${markdownText(shown(reason, 400))}`)
            .join("\n"),
        ]
      : []),
    ...(note === undefined ? [] : [`> ${markdownText(note)}`]),
  ].join("\n\n");
}

/** The operations, those with the most trouble first; so many of them, and of a short list no other ones. */
function totalsSection({ totals, cases }: Report, limit: number): string {
  const rowOf = (name: string, counts: Report["totals"]): string[] => {
    const { passed, warned, failed, errored, notExercised } = counts;
    return [name, ...[passed, warned, failed, errored, notExercised].map(String)];
  };
  const operations = [...new Set(cases.map(({ operation }) => operation))];
  const rows = operations
    .map((operation) => ({
      operation,
      counts: countOutcomes(cases.filter((result) => result.operation === operation)),
    }))
    .sort((a, b) => troubles(b.counts) - troubles(a.counts));
  const told = rows.length > limit ? rows.filter(({ counts }) => troubles(counts) > 0).slice(0, limit) : rows;
  return `## Operations\n\n${markdownRows([
    ["operation", "passed", "warned", "failed", "errored", "not exercised"],
    rowOf(`all ${operations.length}`, totals),
    ...told.map(({ operation, counts }) => rowOf(shown(operation), counts)),
  ])}${more(rows.length - told.length, "operations")}`;
}

function troubles({ failed, errored, warned }: Report["totals"]): number {
  return failed * 1_000_000 + errored * 1000 + warned;
}

/** The cases of an outcome one by one, as far as anybody reads them. */
function outcomeSection({ cases }: Report, outcome: Outcome): string[] {
  const own = cases.filter((result) => result.outcome === outcome);
  if (own.length === 0) return [];
  const rows = own.slice(0, ROWS).map((result) => [result.id, shown(result.title, 100), whyOf(result)]);
  const word = outcomeWord(outcome);
  const heading = `${word.slice(0, 1).toUpperCase()}${word.slice(1)} (${own.length})`;
  const table = markdownRows([["case", "title", "why"], ...rows]);
  return [`## ${heading}\n\n${table}${more(own.length - ROWS, "cases")}`];
}

function whyOf({ violations, reason }: CaseResult): string {
  const judged = violations.filter(({ level }) => level !== "observed");
  const [first] = judged;
  if (!first) return shown(reason ?? "no reason was given", 200);
  return `${violationLine(first, 80)}${judged.length > 1 ? ` (and ${judged.length - 1} more)` : ""}`;
}

/** What the run changed on the target, with what puts it right. */
function ledgerSection(report: Report, limit: number): string[] {
  const line = leftLine(report);
  if (line === undefined) return [];
  const left = report.ledger.filter(({ state }) => state === "left");
  const rows = left.slice(0, limit).map((entry) => ledgerCells(entry));
  const table =
    left.length === 0
      ? []
      : [
          `${markdownRows([["what", "thing", "by", "what puts it right"], ...rows])}${more(left.length - limit, "things")}`,
        ];
  return [["## Ledger", markdownText(line), ...table].join("\n\n")];
}

/** What was only recorded, for the pages are silent on it: one line each. */
function observationSection({ cases }: Report): string[] {
  const rows = cases.flatMap(({ id, violations }) =>
    violations
      .filter(({ level }) => level === "observed")
      .map(({ rule, where, actual }) => [id, shown(rule), shown(where, 80), shown(actual, 80)]),
  );
  if (rows.length === 0) return [];
  const table = markdownRows([["case", "rule", "where", "came"], ...rows.slice(0, ROWS)]);
  return [
    `## Observed, not judged\n\n${folded(`${rows.length} observations`, `${table}${more(rows.length - ROWS, "observations")}`)}`,
  ];
}

function deviationSection({ deviations }: Report): string[] {
  if (deviations.length === 0) return [];
  const head = ["deviation", "case", "rule", "owner", "expires", "state"];
  const rows = deviations.map((d) => [d.id, d.case, d.rule, d.owner, d.expires, d.state]);
  const table = markdownRows([head, ...rows.slice(0, ROWS)]);
  return [`## Known deviations\n\n${table}${more(rows.length - ROWS, "deviations")}`];
}

function readingSection({ readings }: Report): string[] {
  const seen = readings.filter(({ observed }) => observed !== "");
  if (seen.length === 0) return [];
  const rows = seen.map(({ id, question, observed }) => [id, shown(question, 150), shown(observed, 150)]);
  const table = markdownRows([["reading", "question", "this target"], ...rows.slice(0, ROWS)]);
  return [`## Readings that this target follows\n\n${table}${more(rows.length - ROWS, "readings")}`];
}

/** What recorded traffic reaches beside the cases of a run. */
function besideSection({ traffic }: Report): string[] {
  if (!traffic?.against) return [];
  const { run, byTraffic, byCases } = traffic.against;
  const listed = (title: string, all: typeof byTraffic): string => {
    if (all.length === 0) return `${title}: nothing.`;
    const table = markdownRows([["what", "part"], ...all.slice(0, ROWS).map(({ what, id }) => [what, id])]);
    return folded(`${title}: ${all.length}`, `${table}${more(all.length - ROWS, "parts")}`);
  };
  return [
    [
      `## Coverage beside ${markdownText(shown(run))}`,
      listed("Reached by the traffic alone", byTraffic),
      listed("Reached by its cases alone", byCases),
    ].join("\n\n"),
  ];
}

function coverageSection({ coverage }: Report): string {
  const entries = Object.entries(coverage);
  const rows = entries.map(([name, { covered, total }]) => [name, String(covered), String(total)]);
  const missing = entries.flatMap(([name, held]) => held.missing.map((id) => [name, id]));
  const table = markdownRows([["what", "covered", "total"], ...rows]);
  const listed = markdownRows([["what", "missing"], ...missing.slice(0, ROWS)]);
  const details =
    missing.length === 0
      ? "Nothing that a run can reach is missing."
      : folded(`${missing.length} not covered`, `${listed}${more(missing.length - ROWS, "clauses")}`);
  return `## Coverage\n\n${table}\n\n${details}`;
}

function more(count: number, what: string): string {
  return count > 0 ? `\n\n… and ${count} more ${what} in docs/index.html and conformance.json` : "";
}
