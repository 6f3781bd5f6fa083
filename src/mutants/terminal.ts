import Table from "cli-table3";
import pc from "picocolors";
import { shown } from "../results/inert-text.ts";
import { rulesOf } from "./markdown.ts";
import type { Fate, SweepReport, Tally, VariantFate } from "./model.ts";
import { isAccused, killRate } from "./report.ts";

const LONGEST_LIST = 40;

/** The end of a sweep for the terminal: what is left to do, the table, and the two numbers last. */
export function sweepText(report: SweepReport, paths: readonly string[]): string {
  const { mutants, variants, total, falseAccusations } = report;
  const survivors = mutants.filter(({ fate }) => fate === "survived");
  const lucky = mutants.filter(({ fate }) => fate === "luck");
  const blocks = [
    ...list("Survivors", survivors, survivorText),
    ...list(
      "Caught by luck",
      lucky,
      (fate) => `${fate.id}\n    caught by ${rulesOf(fate)}; should be by ${fate.catchers.join(", ")}`,
    ),
    ...list("False accusations", variants.filter(isAccused), accusationText),
    rateTable(report),
    ...(paths.length > 0 ? [["Reports", ...paths.map((path) => `  ${shown(path)}`)].join("\n")] : []),
    `${(report.durationMs / 1000).toFixed(1)} s, seed ${shown(report.seed)}`,
    `Kill rate: ${worded(killRate(total), total.survived === 0)} of ${total.total} deviations`,
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

function survivorText({ id, shownBy, catchers, casesRun }: Fate): string {
  if (!shownBy)
    return `${id}\n    no request of the ${casesRun} cases run brought it out; should be caught by ${catchers.join(", ")}`;
  return [
    `${id}`,
    `should be caught by ${catchers.join(", ")} in ${shownBy.case}, which ${shown(shownBy.outcome, 200)}`,
    `request: ${shown(shownBy.request, 200)}`,
    `answer: ${shown(shownBy.answer, 200)}`,
  ].join("\n    ");
}

function accusationText({ id, accusations, verdict }: VariantFate): string {
  return [id, `verdict ${verdict}`, ...accusations.slice(0, 3).map((line) => shown(line, 300))].join(
    "\n    ",
  );
}

function rateTable({ categories, total }: SweepReport): string {
  const table = new Table({
    head: ["category", "deviations", "killed", "by luck", "survived", "kill rate"],
    colAligns: ["left", "right", "right", "right", "right", "right"],
    style: { head: [], border: [], compact: true },
  });
  const row = (name: string, tally: Tally): string[] => [
    name,
    String(tally.total),
    String(tally.killed),
    String(tally.luck),
    String(tally.survived),
    killRate(tally),
  ];
  for (const [category, tally] of Object.entries(categories)) table.push(row(category, tally));
  table.push(row("all", total));
  return table.toString();
}
