import type { Cause } from "./cause.ts";
import type { Report } from "./model.ts";

/** What is kept of a run when its reports are written over: enough to see how things went from run to run. */
export interface PastRun {
  readonly startedAt: string;
  readonly environment: string;
  readonly verdict: Report["verdict"];
  readonly totals: Report["totals"];
  /** Causes of the server's. */
  readonly causes: readonly Pick<Cause, "id" | "title" | "effect">[];
}

const RUNS_KEPT = 50;

/** The earlier runs, oldest first, with this one at their end; the same run made again stands there once. */
export function withRun(history: readonly PastRun[], report: Report): PastRun[] {
  const { startedAt, target, verdict, totals, causes } = report;
  const kept = causes
    .filter(({ effect }) => effect !== "no-evidence")
    .map(({ id, title, effect }) => ({ id, title, effect }));
  const run: PastRun = { startedAt, environment: target.environment, verdict, totals, causes: kept };
  return [...history.filter((past) => past.startedAt !== startedAt), run].slice(-RUNS_KEPT);
}

/** Ids of causes that a run has and the one before it had not, and the other way round. */
export function causesBetween(
  before: PastRun | undefined,
  after: PastRun,
): { readonly appeared: PastRun["causes"]; readonly went: PastRun["causes"] } {
  if (!before) return { appeared: [], went: [] };
  const missing = (some: PastRun["causes"], others: PastRun["causes"]) =>
    some.filter(({ id }) => !others.some((other) => other.id === id));
  return {
    appeared: missing(after.causes, before.causes),
    went: missing(before.causes, after.causes),
  };
}

/** A history as it was written, a run a line; lines that are no run are left out. */
export function parseHistory(text: string): PastRun[] {
  return text.split("\n").flatMap((line) => {
    try {
      const run = JSON.parse(line) as Partial<PastRun>;
      const isRun =
        run.startedAt && run.environment && run.verdict && run.totals && Array.isArray(run.causes);
      return isRun ? [run as PastRun] : [];
    } catch {
      return [];
    }
  });
}

export function renderHistory(history: readonly PastRun[]): string {
  return history.map((run) => `${JSON.stringify(run)}\n`).join("");
}
