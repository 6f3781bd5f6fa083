import Table from "cli-table3";
import pc from "picocolors";
import type { CaseResult } from "../src/results/case-result.ts";
import type { Cause } from "../src/results/cause.ts";
import type { Comparison } from "../src/results/compare.ts";
import { shown } from "../src/results/inert-text.ts";
import type { Report, Verdict } from "../src/results/model.ts";
import { countOutcomes } from "../src/results/verdict.ts";
import { verdictWord } from "../src/results/verdict-word.ts";
import {
  causeCounts,
  causeShares,
  causeTitle,
  causeWeight,
  EFFECT_WORDS,
  reasonsBesideCauses,
  strictNote,
} from "./cause-text.ts";
import { changeLine, changeTitle, leftLine } from "./change-text.ts";
import { comparisonText } from "./compare.ts";

type Colors = ReturnType<typeof pc.createColors>;
const CAUSES_SHOWN = 10;
const OPERATIONS_SHOWN = 12;
/** The heaviest causes are told with what they share, what to look at next and the command that repeats them. */
const CAUSES_IN_FULL = 3;
const REASONS_SHOWN = 5;

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
  const change = changeLine(report);
  const ledger = leftLine(report);
  const blocks = [
    ...(change === undefined ? [] : [colors.red(colors.bold(change))]),
    ...(paths.length > 0 ? [["Reports", ...paths.map((path) => `  ${shown(path)}`)].join("\n")] : []),
    `Konaplate conformance of ${shown(target.environment)} at ${shown(target.baseUrl)}, seed ${shown(suite.seed)}, ${(durationMs / 1000).toFixed(1)} s`,
    operationTable(report, colors),
    ...(comparison ? [`${colors.bold("Compared with the baseline")}\n${comparisonText(comparison)}`] : []),
    ...reasonBlock(report),
    ...causeBlocks(report, colors),
    ...(ledger === undefined ? [] : [`${ledger} The ledger in conformance.md says what puts it right.`]),
    ...(change === undefined ? [] : [colors.red(`Stopped by the tripwire: ${changeTitle(report)}.`)]),
    verdictLine(report, colors),
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
  const { told, others, count } = rowsOf(cases);
  for (const [operation, own] of told)
    table.push([shown(operation), ...countCells(countOutcomes(own), colors)]);
  if (count > 0) table.push([`${count} further operations`, ...countCells(countOutcomes(others), colors)]);
  table.push([colors.bold("total"), ...countCells(totals, colors)]);
  return table.toString();
}

/** The cases of each operation; of many operations those have a row where most did not pass, in the order of the report. */
function rowsOf(cases: readonly CaseResult[]) {
  const operations = new Map<string, CaseResult[]>();
  for (const result of cases) {
    const own = operations.get(result.operation);
    if (own) own.push(result);
    else operations.set(result.operation, [result]);
  }
  const all = [...operations];
  if (all.length <= OPERATIONS_SHOWN) return { told: all, others: [], count: 0 };
  const troubles = (own: readonly CaseResult[]): number =>
    own.filter(({ outcome }) => outcome !== "passed").length;
  const worst = new Set(
    [...all].sort(([, one], [, other]) => troubles(other) - troubles(one)).slice(0, OPERATIONS_SHOWN - 1),
  );
  const others = all.filter((row) => !worst.has(row));
  return {
    told: all.filter((row) => worst.has(row)),
    others: others.flatMap(([, own]) => own),
    count: others.length,
  };
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

/** Reasons and notes beside the causes. */
function reasonBlock(report: Report): string[] {
  const told = reasonsBesideCauses(report);
  const lines = told.slice(0, REASONS_SHOWN).map((reason) => `  ${shown(reason, 300)}`);
  if (told.length > REASONS_SHOWN)
    lines.push(`  … and ${told.length - REASONS_SHOWN} more in conformance.md`);
  return lines.length > 0 ? [lines.join("\n")] : [];
}

/** The causes, the heaviest last: it stands where the eye is when the run is over. */
function causeBlocks(report: Report, colors: Colors): string[] {
  const { causes } = report;
  const told = causes.slice(0, CAUSES_SHOWN);
  const more = causes.length - told.length;
  const blocks = told.map((cause, index) => causeBlock(cause, index < CAUSES_IN_FULL, colors)).reverse();
  const note = strictNote(report);
  return [
    ...(more > 0 ? [colors.dim(`… and ${more} lighter causes in conformance.md`)] : []),
    ...(note === undefined ? [] : [colors.yellow(note)]),
    ...blocks,
  ];
}

function causeBlock(cause: Cause, isFull: boolean, colors: Colors): string {
  const paint = {
    fails: colors.red,
    warns: colors.yellow,
    known: colors.cyan,
    "no-evidence": colors.magenta,
  };
  const shares = causeShares(cause);
  return [
    `${paint[cause.effect](EFFECT_WORDS[cause.effect])} ${colors.bold(causeTitle(cause))}`,
    `    ${causeWeight(cause)}${shares === "" ? "" : `; ${shares}`}, such as ${shown(cause.example.case)}`,
    ...(isFull ? [`    next:   ${shown(cause.next, 400)}`, `    repeat: ${shown(cause.repeat, 400)}`] : []),
  ].join("\n");
}

function verdictLine(report: Report, colors: Colors): string {
  const { verdict, totals, cases } = report;
  const color: Record<Verdict, (text: string) => string> = {
    conformant: colors.green,
    "non-conformant": colors.red,
    incomplete: colors.yellow,
  };
  const counts = causeCounts(report);
  const { passed, warned, failed, errored, notExercised } = totals;
  const outcomes = `${passed} passed, ${warned} warned, ${failed} failed, ${errored} errored, ${notExercised} not exercised of ${cases.length}`;
  return `Verdict: ${color[verdict](colors.bold(verdictWord(report)))}: ${counts === "" ? "" : `${counts}; `}${outcomes}`;
}
