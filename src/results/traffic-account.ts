import type { Party } from "../contract/expectation.ts";
import type { Contract } from "../contract/model.ts";
import type { CaseResult } from "./case-result.ts";
import { compareCoverage } from "./compare-coverage.ts";
import { measureCoverage } from "./coverage.ts";
import type { TrafficAccount, TrafficNotes } from "./traffic.ts";

/** What became of recorded traffic, by the results of its exchanges. */
export function trafficAccount(
  { against, ...notes }: TrafficNotes,
  cases: readonly CaseResult[],
  contract: Contract,
): TrafficAccount {
  const faulty = (side: Party): number => cases.filter((result) => isFaulty(result, side)).length;
  const unseen = new Map<string, number>();
  for (const { rules } of cases) {
    const reasons = rules.filter(({ state }) => state === "could-not-run").map(({ reason }) => reason ?? "");
    for (const reason of new Set(reasons)) unseen.set(reason, (unseen.get(reason) ?? 0) + 1);
  }
  return {
    ...notes,
    ...(against && { against: compareCoverage(against, measureCoverage(contract, cases)) }),
    judged: cases.length,
    faulty: { client: faulty("client"), server: faulty("server") },
    unseen: [...unseen]
      .map(([what, exchanges]) => ({ what, exchanges }))
      .sort((a, b) => b.exchanges - a.exchanges),
  };
}

function isFaulty({ violations }: CaseResult, wanted: Party): boolean {
  return violations.some(({ level, side = "server" }) => side === wanted && level !== "observed");
}
