import Table from "cli-table3";
import pc from "picocolors";
import type { Comparison } from "../src/results/compare.ts";
import { shown } from "../src/results/inert-text.ts";
import type { CaseResult, Report, Verdict } from "../src/results/model.ts";
import { outcomeWord } from "../src/results/outcome-word.ts";
import { countOutcomes } from "../src/results/verdict.ts";
import { violationHeadline } from "../src/results/violation-text.ts";
import { comparisonText } from "./compare.ts";

type Colors = ReturnType<typeof pc.createColors>;
const FAILURES_SHOWN = 10;

export interface TerminalExtras {
  readonly colors?: Colors;
  /** What changed since an earlier run. */
  readonly comparison?: Comparison | undefined;
}

/**
 * The end of a run for the terminal, the table and the verdict last; `paths` are the reports written. Colours follow
 * NO_COLOR unless given.
 */
export function renderTerminal(
  report: Report,
  paths: readonly string[],
  { colors = pc, comparison }: TerminalExtras = {},
): string {
  const { target, suite, durationMs } = report;
  const blocks = [
    ...failureBlock(report, colors),
    ...(comparison ? [`${colors.bold("Compared with the baseline")}\n${comparisonText(comparison)}`] : []),
    ...(paths.length > 0 ? [["Reports", ...paths.map((path) => `  ${shown(path)}`)].join("\n")] : []),
    `Konaplate conformance of ${shown(target.environment)} at ${shown(target.baseUrl)}, seed ${shown(suite.seed)}, ${(durationMs / 1000).toFixed(1)} s`,
    operationTable(report, colors),
    verdictBlock(report, colors),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function operationTable({ cases, totals }: Report, colors: Colors): string {
  const table = new Table({
    head: ["operation", "passed", "warned", "failed", "errored", "not exercised"],
    colAligns: ["left", "right", "right", "right", "right", "right"],
    // The table's own colours know nothing of NO_COLOR.
    style: { head: [], border: [], compact: true },
  });
  for (const operation of new Set(cases.map((result) => result.operation))) {
    const counts = countOutcomes(cases.filter((result) => result.operation === operation));
    table.push([shown(operation), ...countCells(counts, colors)]);
  }
  table.push([colors.bold("total"), ...countCells(totals, colors)]);
  return table.toString();
}

function countCells(totals: Report["totals"], colors: Colors): string[] {
  const { passed, warned, failed, errored, notExercised } = totals;
  const cell = (count: number, color: (text: string) => string) =>
    count === 0 ? colors.dim("0") : color(String(count));
  return [
    cell(passed, colors.green),
    cell(warned, colors.yellow),
    cell(failed, colors.red),
    cell(errored, colors.magenta),
    cell(notExercised, colors.cyan),
  ];
}

function verdictBlock({ verdict, reasons }: Report, colors: Colors): string {
  const color: Record<Verdict, (text: string) => string> = {
    conformant: colors.green,
    "non-conformant": colors.red,
    incomplete: colors.yellow,
  };
  return [
    `Verdict: ${color[verdict](colors.bold(verdict))}`,
    ...reasons.map((reason) => `  ${shown(reason, 500)}`),
  ].join("\n");
}

function failureBlock({ cases }: Report, colors: Colors): string[] {
  const failed = cases.filter(({ outcome }) => outcome === "failed");
  const broken = [...failed, ...cases.filter(({ outcome }) => outcome === "errored")];
  if (broken.length === 0) return [];
  const lines = broken
    .slice(0, FAILURES_SHOWN)
    .flatMap((result) => [
      `  ${(result.outcome === "failed" ? colors.red : colors.magenta)(outcomeWord(result.outcome))} ${shown(result.id)}`,
      `    ${shortForm(result)}`,
    ]);
  const more = broken.length - FAILURES_SHOWN;
  if (more > 0) lines.push(`  … and ${more} more in conformance.md`);
  return [lines.join("\n")];
}

/** The violation that decided, with how many stand beside it; of an errored case what broke. */
function shortForm({ outcome, violations, reason }: CaseResult): string {
  const first = violations.find(({ level }) => level === "documented") ?? violations[0];
  if (outcome === "errored" || !first) return shown(reason ?? "no reason was given");
  const beside = violations.length > 1 ? ` (and ${violations.length - 1} more)` : "";
  return `${shown(violationHeadline(first), 300)}${beside}`;
}
