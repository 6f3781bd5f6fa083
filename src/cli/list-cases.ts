import Table from "cli-table3";
import type { Case } from "../cases/model.ts";
import { mayRun } from "../cases/permission.ts";
import { missingData } from "../cases/readiness.ts";
import { caseFilter } from "../environment/case-filter.ts";
import type { Settings } from "../environment/model.ts";
import { selectedCases } from "../run/session.ts";
import { tellFault } from "./mistakes.ts";
import { type CommandInput, loadForRun } from "./run-settings.ts";

/** What an environment makes of a case. */
interface CaseRow {
  readonly row: Case;
  /** Fields that the environment would have to give and does not. */
  readonly missing: readonly string[];
  /** Why policy keeps the case from running; undefined where it does not. */
  readonly forbidden: string | undefined;
  readonly isDeclaredGap: boolean;
}

/** `npx konaplate list`: prints every selected case and whether it would run. Sends nothing. */
export function listCases(input: CommandInput): number {
  try {
    const { suite, settings } = loadForRun(input);
    const cases = selectedCases(suite, settings).map((row) => listed(row, settings));
    console.log(renderList(cases, settings));
    return 0;
  } catch (error) {
    return tellFault(error);
  }
}

function listed(row: Case, settings: Settings): CaseRow {
  const permission = mayRun(settings, row);
  return {
    row,
    missing: missingData(row, settings.testData),
    forbidden: permission.allowed ? undefined : permission.reason,
    isDeclaredGap: settings.gaps.some((gap) => caseFilter([gap.case])(row.id)),
  };
}

/** A table of the cases, and below it how many would run and what keeps the others from it. */
function renderList(cases: readonly CaseRow[], { environment, testDataFile }: Settings): string {
  const table = new Table({
    head: ["case", "kind", "level", "destructive", "test data", "runs"],
    style: { head: [], border: [], compact: true },
  });
  for (const each of cases) {
    const { row } = each;
    table.push([row.id, row.kind, row.level, row.destructive ? "yes" : "", dataCell(each), runsCell(each)]);
  }
  const ready = cases.filter((each) => runsCell(each).startsWith("yes")).length;
  const lacking = cases.filter(({ missing }) => missing.length > 0).length;
  const forbidden = cases.filter((each) => each.forbidden !== undefined);
  const count = cases.length === 1 ? "1 case" : `${cases.length} cases`;
  return [
    table.toString(),
    `${count}; ${ready} would run against ${environment}, nothing was sent.`,
    ...(lacking > 0
      ? [
          `${lacking} without test data: give the fields in ${testDataFile}, as <operation>: { <case>: { <field>: <value> } }.`,
        ]
      : []),
    ...(forbidden[0]?.forbidden === undefined ? [] : [`${forbidden.length} ${forbidden[0].forbidden}.`]),
  ].join("\n");
}

function dataCell({ row, missing }: CaseRow): string {
  if (missing.length > 0) return `missing: ${missing.join(", ")}`;
  return row.data.length > 0 ? "given" : "none needed";
}

/** What comes first keeps a case from running first: policy, then data. */
function runsCell({ forbidden, missing, isDeclaredGap }: CaseRow): string {
  const gap = isDeclaredGap ? ", declared a gap" : "";
  if (forbidden !== undefined) return `no: forbidden by policy${gap}`;
  return missing.length > 0 ? `no: no test data${gap}` : `yes${gap}`;
}
