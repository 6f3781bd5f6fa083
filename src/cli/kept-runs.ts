import { type Dirent, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FileMistake } from "../exact/data-file.ts";
import { keepRun } from "../results/drift/keep-run.ts";
import type { KeptRun } from "../results/drift/model.ts";
import type { Report } from "../results/model.ts";
import { isReadableForm, readReport } from "./read-report.ts";
import { withDetails } from "./report-details.ts";

export interface KeptRuns {
  /** The oldest first, all against the target of the newest. */
  readonly runs: readonly [KeptRun, ...KeptRun[]];
  readonly newest: Report;
  /** What was left out, and why. */
  readonly notices: readonly string[];
}

export interface RunChoice {
  /** Runs that began before this moment are left out (ISO 8601). */
  readonly since?: string;
  /** At most so many, the newest ones. */
  readonly limit: number;
}

/** Folders of runs are a folder each, or stand in folders of a month or a branch. */
const DEPTH = 3;

/** The runs of a folder that can be held against the newest of them. Throws FileMistake where there is none. */
export function readKeptRuns(folder: string, { since, limit }: RunChoice): KeptRuns {
  const notices: string[] = [];
  const headed = reportFiles(folder).flatMap((file) => {
    try {
      const head = headOf(file);
      return head === undefined ? [] : [{ file, ...head }];
    } catch (error) {
      notices.push(`${file} is left out: ${(error as Error).message}`);
      return [];
    }
  });
  const sorted = headed
    .filter(({ startedAt }) => since === undefined || startedAt >= since)
    .sort((a, b) => a.startedAt.localeCompare(b.startedAt));
  const last = sorted.at(-1);
  if (!last) throw new FileMistake(folder, undefined, noRuns(headed.length, since, notices));
  // The newest is held against the schema in full: everything that is told comes from it.
  const newest = readReport(last.file);
  const others = sorted.filter((one) => !isSameTarget(one, last));
  if (others.length > 0)
    notices.push(
      `${others.length === 1 ? "1 run" : `${others.length} runs`} against other targets than ${last.environment} at ${last.baseUrl} left out`,
    );
  const own = sorted.filter(
    (one, index) =>
      isSameTarget(one, last) && sorted.findIndex(({ startedAt }) => startedAt === one.startedAt) === index,
  );
  const kept = own.slice(-limit).flatMap(({ file }): KeptRun[] => {
    if (file === last.file) return [keepRun(newest, file)];
    try {
      return [keepRun(withDetails(file, JSON.parse(readFileSync(file, "utf8")) as Report), file)];
    } catch (error) {
      notices.push(`${file} is left out: it cannot be read as a report (${(error as Error).message})`);
      return [];
    }
  });
  const lost = kept.filter(({ sightings }) =>
    [...sightings.values()].some(({ shape }) => shape === undefined),
  );
  if (lost.length > 0)
    notices.push(
      `${lost.length} runs are without their .cases.jsonl, ${lost[0]?.file} for one: of passed cases nothing is known there but the answer's status, code and message`,
    );
  const [first, ...rest] = kept;
  return { runs: first ? [first, ...rest] : [keepRun(newest, last.file)], newest, notices };
}

interface Head {
  readonly startedAt: string;
  readonly environment: string;
  readonly baseUrl: string;
}

/** A new port of the embedded sandbox is no other target. */
function isSameTarget(one: Head, other: Head): boolean {
  if (one.environment !== other.environment) return false;
  return one.environment === "embedded" || one.baseUrl === other.baseUrl;
}

/** Undefined where a JSON file is something else than a report. Throws where it is a damaged one. */
function headOf(file: string): Head | undefined {
  const value: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (typeof value !== "object" || value === null || !("schemaVersion" in value) || !("cases" in value))
    return undefined;
  const { schemaVersion, startedAt, target, cases, traffic, shard } = value as Partial<Report>;
  if (!isReadableForm(value))
    throw new Error(`it has the form ${JSON.stringify(schemaVersion)}, which this suite does not read`);
  if (typeof startedAt !== "string" || !Array.isArray(cases) || typeof target?.baseUrl !== "string")
    throw new Error("it is not the conformance.json of a run");
  if (traffic !== undefined)
    throw new Error(
      "it is of recorded traffic (verify or proxy), which has other exchanges every time: give the reports of konaplate run",
    );
  if (shard !== undefined)
    throw new Error(
      `it is of shard ${shard.index} of ${shard.count} alone: give the report that konaplate merge makes of all of them`,
    );
  return { startedAt, environment: target.environment, baseUrl: target.baseUrl };
}

function reportFiles(folder: string): string[] {
  return walk(folder, DEPTH);
}

function walk(folder: string, depth: number): string[] {
  return entriesOf(folder).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return depth > 0 ? walk(path, depth - 1) : [];
    return entry.name === "conformance.json" || (depth === DEPTH && entry.name.endsWith(".json"))
      ? [path]
      : [];
  });
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => a.name.localeCompare(b.name));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "there is no such folder" : `cannot be read as a folder (${code})`;
    throw new FileMistake(folder, undefined, `${why}; give one with the conformance.json of each run`);
  }
}

function noRuns(found: number, since: string | undefined, notices: readonly string[]): string {
  const why =
    found > 0
      ? `has no run since ${since ?? ""}`
      : "has no conformance.json of a run, neither itself nor below it";
  return [why, ...notices].join("; ");
}
