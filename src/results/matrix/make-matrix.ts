import type { CaseResult, Observed } from "../case-result.ts";
import type { Report } from "../model.ts";
import { isExercised } from "../verdict.ts";
import {
  type MatrixCell,
  type MatrixReading,
  type MatrixRow,
  type MatrixTarget,
  type PageColumn,
  STANDINGS,
  type Standing,
  type TargetMatrix,
} from "./model.ts";
import { noticesOf } from "./notices.ts";

const NO_ANSWER: Observed = { status: null, code: null, message: null };

/** Holds the runs of several targets against each other and, where it is given, against the page. */
export function makeMatrix(reports: readonly Report[], page?: PageColumn): TargetMatrix {
  const targets = targetsOf(reports);
  const results = reports.map(({ cases }) => new Map(cases.map((result) => [result.id, result])));
  const said = new Map(page?.cases.map((one) => [one.id, one]));
  const rows = knownCases(reports, page).map(({ id, operation, title, kind }): MatrixRow => {
    const own = results.map((of) => of.get(id));
    const of = page && { page: said.get(id)?.says ?? null };
    return { id, operation, title, kind, standing: standingOf(own), ...of, cells: own.map(cellOf) };
  });
  const rank = ({ standing }: MatrixRow): number => STANDINGS.indexOf(standing);
  return {
    schemaVersion: "1.0",
    targets,
    ...(page && { contractDigest: page.contractDigest }),
    notices: noticesOf(reports, targets, page),
    rows: rows.sort((a, b) => rank(a) - rank(b)),
    readings: readingsOf(reports, page),
  };
}

/** `partner`, or `partner 2` where a target before has that name. */
function targetsOf(reports: readonly Report[]): MatrixTarget[] {
  const seen = new Map<string, number>();
  return reports.map(({ target: { environment, baseUrl }, startedAt, suite, verdict }) => {
    const count = (seen.get(environment) ?? 0) + 1;
    seen.set(environment, count);
    const name = count === 1 ? environment : `${environment} ${count}`;
    const { version, contractDigest, seed } = suite;
    return { name, baseUrl, startedAt, suite: version, contractDigest, seed, verdict };
  });
}

type Known = Pick<MatrixRow, "id" | "operation" | "title" | "kind">;

/** Every case in the order of the plan, and behind them those that only a run had. */
function knownCases(reports: readonly Report[], page: PageColumn | undefined): Known[] {
  const found = new Map<string, Known>();
  const had = new Set(reports.flatMap(({ cases }) => cases.map(({ id }) => id)));
  // A case that no run had says nothing of any target, unless a page shows it.
  const planned = page?.cases.filter(({ id, kind }) => kind === "documented" || had.has(id)) ?? [];
  for (const one of [...planned, ...reports.flatMap(({ cases }): readonly Known[] => cases)])
    if (!found.has(one.id)) found.set(one.id, one);
  return [...found.values()];
}

function cellOf(result: CaseResult | undefined): MatrixCell {
  if (!result) return { outcome: "absent", answer: NO_ANSWER, why: "the run had no such case" };
  const judged = result.violations.filter(({ level }) => level !== "observed");
  const violated = [...new Set(judged.map(({ rule, where }) => `${rule} at ${where}`))].join(", ");
  return {
    outcome: result.outcome,
    answer: result.observed,
    why: violated || (result.reason ?? ""),
  };
}

function standingOf(results: readonly (CaseResult | undefined)[]): Standing {
  const told = results.filter((result): result is CaseResult => result !== undefined && isExercised(result));
  if (told.length === 0) return "untold";
  const [first] = results;
  const right = told.filter(({ outcome }) => outcome === "passed");
  if (right.length > 0 && right.length < told.length) {
    if (!first || !isExercised(first)) return "otherwise";
    return first.outcome === "passed" ? "lacking" : "reversed";
  }
  if (told.length > 1 && told.some((result) => !isSameAnswer(result, told[0]))) return "otherwise";
  if (told.length < results.length) return "unequal-evidence";
  return right.length === 0 ? "all-deviate" : "alike";
}

function isSameAnswer({ observed: one }: CaseResult, other: CaseResult | undefined): boolean {
  const same = other?.observed;
  return one.status === same?.status && one.code === same.code && one.message === same.message;
}

function readingsOf(reports: readonly Report[], page: PageColumn | undefined): MatrixReading[] {
  const taken = new Map(page?.readings.map((reading) => [reading.id, reading.taken]));
  const questions = new Map(
    reports.flatMap(({ readings }) => readings.map(({ id, question }) => [id, question])),
  );
  const all = [...questions].map(([id, question]): MatrixReading => {
    const observed = reports.map(({ readings }) =>
      readings
        .filter((one) => one.id === id && one.observed !== "")
        .map((one) => one.observed)
        .sort(),
    );
    const seen = observed.filter((ways) => ways.length > 0).map((ways) => JSON.stringify(ways));
    const says = taken.get(id);
    const differs = new Set(seen).size > 1;
    return { id, question, ...(says !== undefined && { page: says }), differs, observed };
  });
  return all.sort((a, b) => Number(b.differs) - Number(a.differs));
}
