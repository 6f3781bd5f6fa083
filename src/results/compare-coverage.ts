import type { Report } from "./model.ts";
import type { CoverageBeside, CoverageOfRun } from "./traffic.ts";

/** What of a run's report its coverage is compared by. */
export function coverageOfRun({ target, startedAt, coverage }: Report): CoverageOfRun {
  const missing = Object.entries(coverage).map(([what, held]) => [what, held.missing] as const);
  return {
    run: `${target.environment} at ${target.baseUrl}, ${startedAt}`,
    missing: Object.fromEntries(missing),
  };
}

/** What recorded traffic reached of the contract that the cases of a run did not, and the other way round. */
export function compareCoverage(
  { run, missing }: CoverageOfRun,
  coverage: Report["coverage"],
): CoverageBeside {
  const groups = Object.entries(coverage).map(([what, held]) => ({
    what,
    ofTraffic: new Set(held.missing),
    ofCases: new Set(missing[what] ?? []),
  }));
  const beyond = (
    lacking: "ofTraffic" | "ofCases",
    having: "ofTraffic" | "ofCases",
  ): CoverageBeside["byTraffic"] =>
    groups.flatMap((group) =>
      [...group[lacking]].filter((id) => !group[having].has(id)).map((id) => ({ what: group.what, id })),
    );
  return { run, byTraffic: beyond("ofCases", "ofTraffic"), byCases: beyond("ofTraffic", "ofCases") };
}
