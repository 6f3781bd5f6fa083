import type { Fate, SweepReport, VariantFate } from "../../src/mutants/model.ts";
import { sweepReport } from "../../src/mutants/report.ts";
import { madeUpContract } from "../results/made-up.ts";

/** Fates and reports that no sweep made, for tests. */

export function madeUpFate(differences: Partial<Fate> = {}): Fate {
  return {
    id: "scenario/membership-cancellation/001_049/code-undocumented",
    category: "scenario",
    description: "It answers another code.",
    evidence: "documented",
    catchers: ["code"],
    fate: "killed",
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

export function madeUpVariant(differences: Partial<VariantFate> = {}): VariantFate {
  return {
    id: "benign/wire/slow",
    description: "The server answers slowly.",
    verdict: "conformant",
    accusations: [],
    warnings: [],
    casesRun: 36,
    actedIn: 0,
    durationMs: 200,
    ...differences,
  };
}

/** One of each fate, a variant that is left alone and one that is accused. */
export function madeUpSweep(): SweepReport {
  const survivor = madeUpFate({
    id: "state/membership-cancellation/forget-member",
    category: "state",
    fate: "survived",
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
  const lucky = madeUpFate({
    id: "envelope/exchanged/everywhere",
    category: "envelope",
    fate: "luck",
    caughtBy: [{ rule: "message", level: "documented", case: "a/b", kind: "documented" }],
  });
  const accused = madeUpVariant({
    id: "benign/wire/escapes",
    verdict: "non-conformant",
    accusations: ["a/b: code at /response/code: documented 000_000, actual 1"],
  });
  const plan = { cases: [], guesses: new Map() };
  const suite = { contract: madeUpContract(), plan };
  const facts = { seed: "7", startedAt: "2026-03-01T09:00:00.000Z", durationMs: 61_000 };
  return sweepReport(suite, [madeUpFate(), survivor, lucky], [madeUpVariant(), accused], facts);
}
