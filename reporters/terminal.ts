import Table from "cli-table3";
import pc from "picocolors";
import type { Comparison } from "../src/results/compare.ts";
import { shown } from "../src/results/inert-text.ts";
import type { CaseResult, Report, Verdict } from "../src/results/model.ts";
import { outcomeWord } from "../src/results/outcome-word.ts";
import { countOutcomes } from "../src/results/verdict.ts";
import { violationLine } from "../src/results/violation-text.ts";
import { comparisonText } from "./compare.ts";

type Colors = ReturnType<typeof pc.createColors>;
const CASES_SHOWN = 10;
const IDS_SHOWN = 3;
/** Characters of what was expected, and as many of what came. */
const VALUE_SHOWN = 80;

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
    ...warnedBlock(report, colors),
    ...notExercisedBlock(report, colors),
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
  return listed(broken, colors);
}

function warnedBlock({ cases }: Report, colors: Colors): string[] {
  return listed(
    cases.filter(({ outcome }) => outcome === "warned"),
    colors,
  );
}

/** One line a case, and how many more there are; no block without a case. */
function listed(cases: readonly CaseResult[], colors: Colors): string[] {
  if (cases.length === 0) return [];
  const paint = { failed: colors.red, errored: colors.magenta, warned: colors.yellow };
  const lines = cases.slice(0, CASES_SHOWN).map((result) => {
    const { outcome, id } = result;
    const color = outcome === "passed" || outcome === "not-exercised" ? colors.dim : paint[outcome];
    return `  ${color(outcomeWord(outcome))} ${shown(id)}: ${shortForm(result)}`;
  });
  const more = cases.length - CASES_SHOWN;
  if (more > 0) lines.push(`  … and ${more} more in conformance.md`);
  return [lines.join("\n")];
}

/** One line per group of reasons; what stands before the first colon of a reason names its group. */
function notExercisedBlock({ cases }: Report, colors: Colors): string[] {
  const groups = new Map<string, string[]>();
  for (const { id, outcome, reason } of cases) {
    if (outcome !== "not-exercised") continue;
    const group = reason?.split(": ", 1)[0] ?? "no reason was given";
    groups.set(group, [...(groups.get(group) ?? []), id]);
  }
  if (groups.size === 0) return [];
  const lines = [...groups].slice(0, CASES_SHOWN).map(([group, ids]) => {
    const named = ids.slice(0, IDS_SHOWN).map((id) => shown(id));
    const all = ids.length > IDS_SHOWN ? [...named, "…"] : named;
    const count = colors.cyan(`${ids.length} not exercised`);
    return `  ${count}: ${shown(group, VALUE_SHOWN)} (${all.join(", ")})`;
  });
  const more = groups.size - CASES_SHOWN;
  if (more > 0) lines.push(`  … and ${more} more reasons in conformance.md`);
  return [lines.join("\n")];
}

/** The violation that decided, with how many stand beside it; of an errored case what broke. */
function shortForm({ outcome, violations, reason }: CaseResult): string {
  const judged = violations.filter(({ level }) => level !== "observed");
  const first = judged.find(({ level, deviation }) => level === "documented" && !deviation) ?? judged[0];
  if (outcome === "errored" || !first) return shown(reason ?? "no reason was given");
  const beside = judged.length > 1 ? ` (and ${judged.length - 1} more)` : "";
  const known = first.deviation === undefined ? "" : `, known deviation ${shown(first.deviation)}`;
  return `${violationLine(first, VALUE_SHOWN)}${known}${beside}`;
}
