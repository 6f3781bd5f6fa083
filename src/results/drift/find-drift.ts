import type { Report } from "../model.ts";
import { classify, type Seen, stillChanged } from "./classify.ts";
import { sightingOf } from "./keep-run.ts";
import { DRIFT_KINDS, type Drift, type DriftFinding, type KeptRun, type Sighting } from "./model.ts";

/**
 * What the newest of several runs against one target shows otherwise than the earlier ones.
 *
 * @param runs the oldest first, at least one
 * @param again the report of the repetition, or why there is none
 */
export function driftOver(runs: readonly [KeptRun, ...KeptRun[]], again: Report | string): Drift {
  const newest = runs.at(-1) ?? runs[0];
  const before = runs.at(-2);
  const repeated = new Map(
    typeof again === "string" ? [] : again.cases.map((result) => [result.id, sightingOf(result)]),
  );
  const findings = driftingCases(runs, repeated);
  const missing = (some: KeptRun, other: KeptRun): string[] =>
    [...some.sightings.keys()].filter((id) => !other.sightings.has(id));
  return {
    runs,
    repeated: typeof again === "string" ? { none: again } : { cases: repeated.size },
    findings: findings.sort((a, b) => DRIFT_KINDS.indexOf(a.kind) - DRIFT_KINDS.indexOf(b.kind)),
    added: before ? missing(newest, before) : [],
    gone: before ? missing(before, newest) : [],
  };
}

/** Ids of the cases that are worth repeating: what the server did otherwise, and what did not come to it. */
export function worthRepeating(runs: readonly [KeptRun, ...KeptRun[]]): string[] {
  return driftingCases(runs, new Map())
    .filter(({ kind }) => kind === "changed" || kind === "seen-once" || kind === "flickers" || kind === "way")
    .map((finding) => finding.case);
}

function driftingCases(
  runs: readonly [KeptRun, ...KeptRun[]],
  repeated: ReadonlyMap<string, Sighting>,
): DriftFinding[] {
  const newest = runs.at(-1) ?? runs[0];
  return [...newest.sightings.keys(), ...leftOut(runs)].flatMap((id) => {
    const history = runs.flatMap((run): Seen[] => {
      const sighting = run.sightings.get(id);
      return sighting ? [{ run, sighting }] : [];
    });
    const found = newest.sightings.has(id)
      ? classify(history, repeated.get(id))
      : stillChanged(history, repeated.get(id), "it was not among its cases");
    const outcomes = runs.map(({ sightings }) => sightings.get(id)?.outcome);
    return found ? [{ case: id, ...found, outcomes }] : [];
  });
}

/** Cases that the newest run could have had, for its suite and contract are the same: it was narrowed, or cut short. */
function leftOut(runs: readonly [KeptRun, ...KeptRun[]]): Set<string> {
  const newest = runs.at(-1) ?? runs[0];
  const before = runs.slice(0, -1).filter((run) => isOfOnePlan(run, newest));
  const ids = before.flatMap(({ sightings }) => [...sightings.keys()]);
  return new Set(ids.filter((id) => !newest.sightings.has(id)));
}

function isOfOnePlan(one: KeptRun, other: KeptRun): boolean {
  return one.suite === other.suite && one.contractDigest === other.contractDigest;
}

/** Whether somebody has to look at the server: something got no better, for good, and nobody has declared it. */
export function hasChangedForGood({ findings }: Drift): boolean {
  return findings.some(
    ({ kind, direction, declared }) => kind === "changed" && direction !== "better" && !declared,
  );
}
