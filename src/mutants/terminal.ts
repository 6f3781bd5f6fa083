import Table from "cli-table3";
import pc from "picocolors";
import { shown } from "../results/inert-text.ts";
import type { MutantResult, SweepReport, VariantResult } from "./model.ts";
import { isAccused, killRate } from "./report.ts";
import { failingSentence, RATE_COLUMNS, rateRow, rulesOf, toldText } from "./words.ts";

const LONGEST_LIST = 40;

/** The end of a sweep for the terminal: what is left to do, the table, and the two numbers last. */
export function sweepText(report: SweepReport, paths: readonly string[]): string {
  const { mutants, variants, total, falseAccusations, baseline } = report;
  const survivors = mutants.filter(({ outcome }) => outcome === "survived");
  const otherwise = mutants.filter(({ outcome }) => outcome === "killed-by-other-rules");
  const blocks = [
    ...list("Said of the right server", baseline, (line) => shown(line, 300)),
    ...list("Survivors", survivors, survivorText),
    ...list(
      "Killed by other rules than expected",
      otherwise,
      (mutant) =>
        `${mutant.id}\n    caught by ${rulesOf(mutant)}; should be by ${mutant.catchers.join(", ")}`,
    ),
    ...list("False accusations", variants.filter(isAccused), accusationText),
    rateTable(report),
    ...(paths.length > 0 ? [["Reports", ...paths.map((path) => `  ${shown(path)}`)].join("\n")] : []),
    `${(report.durationMs / 1000).toFixed(1)} s, seed ${shown(report.seed)}`,
    `Kill rate: ${worded(killRate(total), total.survived === 0)} of ${total.total} mutants. ${failingSentence(total)}`,
    `False accusations: ${worded(String(falseAccusations), falseAccusations === 0)} of ${variants.length} benign variants`,
  ];
  return `${blocks.join("\n\n")}\n`;
}

function worded(text: string, good: boolean): string {
  return good ? pc.green(pc.bold(text)) : pc.red(pc.bold(text));
}

function list<T>(title: string, entries: readonly T[], text: (entry: T) => string): string[] {
  if (entries.length === 0) return [];
  const lines = entries.slice(0, LONGEST_LIST).map((entry) => `  ${text(entry)}`);
  const untold = entries.length - lines.length;
  if (untold > 0) lines.push(`  and ${untold} more in the report`);
  return [[pc.bold(`${title} (${entries.length})`), ...lines].join("\n")];
}

function survivorText(mutant: MutantResult): string {
  const { id, shownBy, catchers, casesRun } = mutant;
  const by = catchers.length > 0 ? `; should be caught by ${catchers.join(", ")}` : "";
  const head = `${id}\n    ${toldText(mutant)}${by}`;
  if (!shownBy) return `${head}\n    no request of the ${casesRun} cases run brought it out`;
  return [
    head,
    `shown in ${shownBy.case}, which ${shown(shownBy.outcome, 200)}`,
    `request: ${shown(shownBy.request, 200)}`,
    `answer: ${shown(shownBy.answer, 200)}`,
  ].join("\n    ");
}

function accusationText({ id, accusations, verdict }: VariantResult): string {
  return [id, `verdict ${verdict}`, ...accusations.slice(0, 3).map((line) => shown(line, 300))].join(
    "\n    ",
  );
}

function rateTable({ categories, total }: SweepReport): string {
  const table = new Table({
    head: [...RATE_COLUMNS],
    colAligns: ["left", ...RATE_COLUMNS.slice(1).map((): "right" => "right")],
    style: { head: [], border: [], compact: true },
  });
  for (const [category, tally] of Object.entries(categories)) table.push(rateRow(category, tally));
  table.push(rateRow("all", total));
  return table.toString();
}
