import { markdownTable } from "markdown-table";
import type { Case } from "../cases/model.ts";
import { missingData, type NotReady, whyNotReady } from "../cases/readiness.ts";
import { caseFilter } from "../environment/case-filter.ts";
import type { Settings } from "../environment/model.ts";
import { chosenCases, selectedCases } from "../run/chosen-cases.ts";
import { type CommandInput, loadForRun } from "./run-settings.ts";
import { shardName } from "./shard-words.ts";
import { tellFault } from "./tell-fault.ts";

/** What an environment makes of a case. */
interface CaseRow {
  readonly row: Case;
  /** Fields that the environment would have to give and does not. */
  readonly missing: readonly string[];
  /** Why a run would not send it; undefined where it would. */
  readonly notReady: NotReady | undefined;
  readonly isDeclaredGap: boolean;
}

/** `npx konaplate list`: prints every selected case and whether it would run. Sends nothing. */
export function listCases(input: CommandInput): number {
  try {
    const { suite, settings } = loadForRun(input);
    const cases = selectedCases(suite, settings).map((row) => listed(row, settings));
    console.log(renderList(cases, settings));
    if (settings.shard)
      console.log(
        `This is ${shardName(settings.shard)}: ${cases.length} of ${chosenCases(suite, settings).length} chosen cases.`,
      );
    return 0;
  } catch (error) {
    return tellFault(error);
  }
}

/** What the settings make of a case. */
export function listed(row: Case, settings: Settings): CaseRow {
  return {
    row,
    missing: missingData(row, settings.testData),
    notReady: whyNotReady(row, settings),
    isDeclaredGap: settings.gaps.some((gap) => caseFilter([gap.case])(row.id)),
  };
}

/** A table of the cases, and below it how many would run and what keeps the others from it. */
export function renderList(cases: readonly CaseRow[], { environment, testDataFile }: Settings): string {
  const rows = cases.map((each) => {
    const { row } = each;
    return [row.id, row.kind, row.level, row.destructive ? "yes" : "", dataCell(each), runsCell(each)];
  });
  const ready = cases.filter(({ notReady }) => notReady === undefined).length;
  const lacking = cases.filter(({ notReady }) => notReady?.kind === "no-data").length;
  const forbidden = cases.flatMap(({ notReady }) => (notReady?.kind === "forbidden" ? notReady.reason : []));
  const count = cases.length === 1 ? "1 case" : `${cases.length} cases`;
  return [
    markdownTable([["case", "kind", "level", "destructive", "test data", "runs"], ...rows]),
    `${count}; ${ready} would run against ${environment}, nothing was sent.`,
    ...(lacking > 0
      ? [
          `${lacking} without test data: give the fields in ${testDataFile}, as <operation>: { <case>: { <field>: <value> } }.`,
        ]
      : []),
    ...[...new Set(forbidden)].map(
      (reason) => `${forbidden.filter((each) => each === reason).length} ${reason}.`,
    ),
  ].join("\n");
}

const NOT_READY: Readonly<Record<NotReady["kind"], string>> = {
  forbidden: "forbidden by policy",
  "no-data": "no test data",
};

function dataCell({ row, missing, notReady }: CaseRow): string {
  if (missing.length > 0) return `missing: ${missing.join(", ")}`;
  if (notReady?.kind === "no-data")
    return row.couldBeSomebodys ? "missing: could hit somebody" : "missing: its own";
  return row.data.length > 0 ? "given" : "none needed";
}

function runsCell({ notReady, isDeclaredGap }: CaseRow): string {
  const gap = isDeclaredGap ? ", declared a gap" : "";
  if (!notReady) return `yes${gap}`;
  return `no: ${NOT_READY[notReady.kind]}${gap}`;
}
