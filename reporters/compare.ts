import type { Observed } from "../src/results/case-result.ts";
import type { ComparedRun, Comparison, OutcomeChange } from "../src/results/compare.ts";
import type { TimeChange } from "../src/results/compare-times.ts";
import { shown } from "../src/results/inert-text.ts";
import { outcomeWord } from "../src/results/outcome-word.ts";
import { markdownRows, markdownText } from "./markdown-text.ts";

export const COMPARISON_FORMATS = ["text", "markdown", "json"] as const;
export type ComparisonFormat = (typeof COMPARISON_FORMATS)[number];

/** Lines of one kind of change that are shown; JSON has them all. */
const LINES_SHOWN = 25;

/** A comparison for people, or whole as JSON. Whatever a server sent is inert in it. */
export function renderComparison(comparison: Comparison, format: ComparisonFormat): string {
  if (format === "json") return `${JSON.stringify(comparison, undefined, 2)}\n`;
  return format === "markdown" ? `${comparisonSection(comparison)}\n` : `${comparisonText(comparison)}\n`;
}

/** One heading with the changes below it, each change as its cells. */
interface Block {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The comparison as a section of a Markdown report. */
export function comparisonSection(comparison: Comparison, limit = LINES_SHOWN): string {
  const blocks = blocksOf(comparison).map(
    ({ title, head, rows }) =>
      `### ${title} (${rows.length})\n\n${markdownRows([head, ...rows.slice(0, limit)])}${left(rows, limit)}`,
  );
  return ["## Comparison", openingLines(comparison).map(markdownText).join("\n\n"), ...blocks].join("\n\n");
}

export function comparisonText(comparison: Comparison): string {
  const blocks = blocksOf(comparison).map(
    ({ title, rows }) =>
      [
        `${title} (${rows.length})`,
        ...rows.slice(0, LINES_SHOWN).map((cells) => `  ${cells.filter((cell) => cell !== "").join(" | ")}`),
      ].join("\n") + left(rows),
  );
  return [openingLines(comparison).join("\n"), ...blocks].join("\n\n");
}

function left(rows: readonly unknown[], limit = LINES_SHOWN): string {
  return rows.length > limit ? `\n\n… and ${rows.length - limit} more` : "";
}

function openingLines({ before, after, worse, causes, responseTimes }: Comparison): string[] {
  const count = worse.length === 1 ? "1 thing" : `${worse.length} things`;
  return [
    `Before: ${runText(before)}`,
    `After: ${runText(after)}`,
    `Exchanges of the cases that both exercised: ${before.exchangesMs} ms before, ${after.exchangesMs} ms after${factor(before.exchangesMs, after.exchangesMs)}`,
    timesText(responseTimes),
    causesText(causes),
    worse.length === 0 ? "Nothing got worse." : `${count} got worse.`,
  ];
}

function runText({ verdict, environment, startedAt, suite, contractDigest, cases }: ComparedRun): string {
  return `${verdict}, ${shown(environment)} at ${shown(startedAt)}, ${cases} cases, suite ${shown(suite)}, contract ${shown(contractDigest, 16)}`;
}

/** `1 cause appeared, 2 went`. */
function causesText({ appeared, went, stayed }: Comparison["causes"]): string {
  const count = appeared.length === 1 ? "1 cause" : `${appeared.length} causes`;
  return `${count} appeared, ${went.length} went, ${stayed} stayed.`;
}

function factor(before: number, after: number): string {
  return before > 0 ? ` (${(after / before).toFixed(2)} times)` : "";
}

function blocksOf(comparison: Comparison): Block[] {
  const { contract } = comparison;
  const clauses = (title: string, ids: readonly string[]): Block => ({
    title,
    head: ["clause"],
    rows: ids.map((id) => [shown(id)]),
  });
  const causes = (title: string, changed: Comparison["causes"]["appeared"]): Block => ({
    title,
    head: ["cause", "cases"],
    rows: changed.map(({ title: told, cases }) => [shown(told), String(cases)]),
  });
  const blocks: Block[] = [
    causes("Causes that appeared", comparison.causes.appeared),
    causes("Causes that went", comparison.causes.went),
    { title: "Got worse", head: ["what"], rows: comparison.worse.map((line) => [shown(line)]) },
    outcomes("Newly failing", comparison.newlyFailing),
    outcomes("Newly passing", comparison.newlyPassing),
    outcomes("Another outcome", comparison.otherOutcome),
    {
      title: "Other violations",
      head: ["case", "appeared", "vanished"],
      rows: comparison.otherViolations.map(({ id, appeared, vanished }) => [
        shown(id),
        shown(appeared.map((violation) => `+ ${violation}`).join(", ")),
        shown(vanished.map((violation) => `- ${violation}`).join(", ")),
      ]),
    },
    {
      title: "Answered otherwise",
      head: ["case", "before", "after"],
      rows: comparison.changedObservations.map(({ id, before, after }) => [
        shown(id),
        answer(before),
        answer(after),
      ]),
    },
    {
      title: "Another reading followed",
      head: ["reading", "before", "after"],
      rows: comparison.readings.map(({ id, before, after }) => [shown(id), seen(before), seen(after)]),
    },
    { title: "Cases added", head: ["case", "outcome"], rows: comparison.added.map(caseCells) },
    { title: "Cases gone", head: ["case", "outcome"], rows: comparison.gone.map(caseCells) },
    {
      title: "What the pages say otherwise",
      head: ["weight", "operation", "change"],
      rows: contract.changes.map(({ weight, operation, says }) => [weight, shown(operation), shown(says)]),
    },
    clauses("Clauses added to the contract", contract.clausesAdded),
    clauses("Clauses gone from the contract", contract.clausesGone),
    clauses("Clauses no longer reached", contract.noLongerReached),
    clauses("Clauses reached now", contract.nowReached),
    {
      title: "Response times that changed",
      head: ["operation", "change", "median before", "after", "95 % before", "after", "later one slower"],
      rows: comparison.responseTimes.changed.map(timeCells),
    },
    {
      title: "Slower",
      head: ["case", "before", "after", "times"],
      rows: comparison.slower.map(({ id, beforeMs, afterMs }) => [
        shown(id),
        `${beforeMs} ms`,
        `${afterMs} ms`,
        (afterMs / Math.max(beforeMs, 1)).toFixed(1),
      ]),
    },
  ];
  const told = contract.changes.length + contract.clausesAdded.length + contract.clausesGone.length;
  if (contract.digestChanged && told === 0)
    blocks.push({
      title: "Contract",
      head: ["what"],
      rows: [["its files differ in words that no check rests on"]],
    });
  return blocks.filter(({ rows }) => rows.length > 0);
}

function outcomes(title: string, changes: readonly OutcomeChange[]): Block {
  return {
    title,
    head: ["case", "before", "after", "why"],
    rows: changes.map(({ id, before, after, why }) => [
      shown(id),
      outcomeWord(before),
      outcomeWord(after),
      shown(why),
    ]),
  };
}

function timeCells({ operation, change, before, after, slowerInPairs }: TimeChange): string[] {
  const times = [before.p50, after.p50, before.p95, after.p95].map((ms) => `${ms} ms`);
  return [shown(operation), change, ...times, `${Math.round(slowerInPairs * 100)} % of pairs`];
}

/** What was tested and how, so that the silence on an operation can be read. */
function timesText({ test, tested, changed }: Comparison["responseTimes"]): string {
  return `Response times changed in ${changed.length} of ${tested} operations: ${test}.`;
}

function caseCells({ id, outcome }: Comparison["added"][number]): string[] {
  return [shown(id), outcomeWord(outcome)];
}

function answer({ status, code, message }: Observed): string {
  return shown([status ?? "no answer", code ?? "no code", message ?? ""].join(" "));
}

function seen(observed: readonly string[]): string {
  return observed.length === 0 ? "nothing seen" : shown(observed.join("; "));
}
