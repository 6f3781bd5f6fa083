import type { MutantResult, SweepReport, VariantResult } from "../../src/mutants/model.ts";
import { sweepReport } from "../../src/mutants/report.ts";
import { madeUpContract } from "../results/made-up.ts";

/** Results and reports that no sweep made, for tests. */

export function madeUpMutant(differences: Partial<MutantResult> = {}): MutantResult {
  return {
    id: "scenario/membership-cancellation/001_049/code-undocumented",
    category: "scenario",
    description: "It answers another code.",
    evidence: "documented",
    catchers: ["code"],
    outcome: "killed",
    toldAt: "documented",
    verdict: "non-conformant",
    caughtBy: [
      {
        rule: "code",
        level: "documented",
        case: "membership-cancellation/unreceived-gift",
        kind: "documented",
      },
    ],
    casesRun: 16,
    actedIn: 1,
    durationMs: 50,
    ...differences,
  };
}

function madeUpVariant(differences: Partial<VariantResult> = {}): VariantResult {
  return {
    id: "benign/wire/slow",
    description: "The server answers slowly.",
    mayWarn: false,
    verdict: "conformant",
    accusations: [],
    warnings: [],
    casesRun: 36,
    actedIn: 0,
    durationMs: 200,
    ...differences,
  };
}

/** One of each outcome, a variant that is left alone and one that is accused. */
export function madeUpSweep(): SweepReport {
  const survivor = madeUpMutant({
    id: "state/membership-cancellation/forget-member",
    category: "state",
    outcome: "survived",
    toldAt: "inferred",
    verdict: "conformant",
    caughtBy: [],
    shownBy: {
      case: "membership-cancellation/success",
      kind: "documented",
      outcome: "passed",
      request: '{"userId":9999999999999999999}',
      answer: '200 {"response":{"code":"000_000"}}',
      curl: "curl",
    },
  });
  const otherwise = madeUpMutant({
    id: "envelope/exchanged/everywhere",
    category: "envelope",
    outcome: "killed-by-other-rules",
    caughtBy: [{ rule: "message", level: "documented", case: "a/b", kind: "documented" }],
  });
  const accused = madeUpVariant({
    id: "benign/wire/escapes",
    verdict: "non-conformant",
    accusations: ["a/b: code at /response/code: expected 000_000, came 1"],
  });
  const plan = { cases: [], guesses: new Map(), undo: new Map() };
  const suite = { contract: madeUpContract(), plan };
  const facts = { seed: "7", startedAt: "2026-03-01T09:00:00.000Z", durationMs: 61_000, baseline: [] };
  return sweepReport(suite, [madeUpMutant(), survivor, otherwise], [madeUpVariant(), accused], facts);
}
