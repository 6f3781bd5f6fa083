import { describe, expect, it } from "vitest";
import type { CaseResult } from "../../src/results/case-result.ts";
import type { LedgerEntry } from "../../src/results/ledger.ts";
import type { Verdict } from "../../src/results/model.ts";
import { countOutcomes, exitCode, judgeRun, type VerdictInput } from "../../src/results/verdict.ts";
import { madeUpDeviation, madeUpResult, oneOfEach } from "./made-up.ts";

const passed = madeUpResult({ id: "a/one" });
const couldNotRun = [{ rule: "body-schema", state: "could-not-run", reason: "no schema" }] as const;
const result = (differences: Partial<CaseResult>) => madeUpResult({ id: "a/two", ...differences });

const resting = (id: string, held: "own-answer" | "none"): CaseResult =>
  madeUpResult({
    id,
    kind: "header",
    outcome: held === "none" ? "not-exercised" : "passed",
    control: { of: "a/one", names: [], held },
  });

const changed = (did: LedgerEntry["did"], of = "a/journey"): LedgerEntry => ({
  at: "2026-03-01T09:00:00.000Z",
  case: of,
  operation: "a",
  correlationId: "260301090000-a000000",
  effect: "money",
  did,
  meant: true,
  things: [],
  state: "left",
  remedy: "made up",
});

interface Row {
  name: string;
  input: Partial<VerdictInput>;
  verdict: Verdict;
  /** Words of the reason that has to be there; absent: there is no reason at all. */
  reason?: string;
}

const rows: Row[] = [
  { name: "all passed", input: { cases: [passed] }, verdict: "conformant" },
  {
    name: "warned only",
    input: { cases: [passed, result({ outcome: "warned" })] },
    verdict: "conformant",
  },
  {
    name: "something may have been changed",
    input: { cases: [passed], ledger: [changed("unknown"), changed("unknown"), changed("changed", "a/b")] },
    verdict: "incomplete",
    reason: "1 case may have changed something: no answer says so (see the ledger): a/journey",
  },
  {
    name: "what was changed is known",
    input: { cases: [passed], ledger: [changed("changed"), changed("created", "a/b")] },
    verdict: "conformant",
  },
  {
    name: "most refusals have no control",
    input: { cases: [passed, resting("a/b", "none"), resting("a/c", "none"), resting("a/d", "own-answer")] },
    verdict: "incomplete",
    reason: "2 cases of 3 that rest on a refusal show nothing, since no control held: a/b, a/c",
  },
  {
    name: "half of the refusals have no control",
    input: { cases: [passed, resting("a/b", "none"), resting("a/d", "own-answer")] },
    verdict: "conformant",
    reason: "Note: 1 case of 2 that rest on a refusal show nothing, since no control held: a/b",
  },
  {
    name: "the door closed before undocumented cases",
    input: {
      cases: [passed, result({ kind: "generated", outcome: "errored", fault: "locked-out" })],
    },
    verdict: "incomplete",
    reason: "1 undocumented case errored: the target turned everybody away: a/two",
  },
  {
    name: "a documented case failed",
    input: { cases: [passed, result({ outcome: "failed" })] },
    verdict: "non-conformant",
    reason: "1 case failed: a/two",
  },
  {
    name: "a generated case failed under strict",
    input: { cases: [passed, result({ outcome: "failed", kind: "generated", level: "inferred" })] },
    verdict: "non-conformant",
    reason: "a/two",
  },
  {
    name: "one failed and another errored",
    input: { cases: [result({ id: "a/one", outcome: "errored" }), result({ outcome: "failed" })] },
    verdict: "non-conformant",
    reason: "1 documented case errored: a/one",
  },
  {
    name: "a documented case errored",
    input: { cases: [passed, result({ outcome: "errored" })] },
    verdict: "incomplete",
    reason: "1 documented case errored: a/two",
  },
  {
    name: "a declared case errored: a declaration speaks of not exercising alone",
    input: {
      cases: [passed, result({ outcome: "errored" })],
      declaredGaps: [{ case: "a/two", reason: "none here" }],
    },
    verdict: "incomplete",
    reason: "errored",
  },
  {
    name: "a generated case errored",
    input: { cases: [passed, result({ outcome: "errored", kind: "generated" })] },
    verdict: "conformant",
    reason: "Note: 1 undocumented case errored or not checked in full: a/two",
  },
  {
    name: "a documented case not exercised",
    input: { cases: [passed, result({ outcome: "not-exercised" })] },
    verdict: "incomplete",
    reason: "1 documented case not exercised, without a declaration: a/two",
  },
  {
    name: "a generated case not exercised",
    input: { cases: [passed, result({ outcome: "not-exercised", kind: "generated" })] },
    verdict: "conformant",
  },
  {
    name: "not exercised and declared by id",
    input: {
      cases: [passed, result({ outcome: "not-exercised" })],
      declaredGaps: [{ case: "a/two", reason: "none here" }],
    },
    verdict: "conformant",
    reason: "Note: 1 documented case not exercised, as declared: a/two",
  },
  {
    name: "not exercised and declared by glob",
    input: {
      cases: [passed, result({ outcome: "not-exercised" })],
      declaredGaps: [{ case: "a/t*", reason: "none here" }],
    },
    verdict: "conformant",
    reason: "as declared: a/two",
  },
  {
    name: "declared for another case",
    input: {
      cases: [passed, result({ outcome: "not-exercised" })],
      declaredGaps: [{ case: "b/*", reason: "none here" }],
    },
    verdict: "incomplete",
    reason: "without a declaration: a/two",
  },
  {
    name: "a declared gap exercised anyway",
    input: { cases: [passed], declaredGaps: [{ case: "a/*", reason: "none here" }] },
    verdict: "conformant",
    reason: "Note: 1 case exercised although a/* is declared a gap: the declaration may go: a/one",
  },
  {
    name: "a rule of a documented case could not run",
    input: { cases: [passed, result({ rules: couldNotRun })] },
    verdict: "incomplete",
    reason: "not checked in full: a rule could not run: a/two",
  },
  {
    name: "a rule of a generated case could not run",
    input: { cases: [passed, result({ rules: couldNotRun, kind: "generated" })] },
    verdict: "conformant",
    reason: "Note: ",
  },
  { name: "no cases", input: { cases: [] }, verdict: "incomplete", reason: "No case was exercised." },
  {
    name: "nothing but declared gaps",
    input: {
      cases: [result({ outcome: "not-exercised" })],
      declaredGaps: [{ case: "**", reason: "none here" }],
    },
    verdict: "incomplete",
    reason: "No case was exercised.",
  },
  {
    name: "a matched deviation",
    input: { cases: [passed], deviations: [madeUpDeviation("matched")] },
    verdict: "conformant",
  },
  {
    name: "an expired deviation",
    input: { cases: [passed], deviations: [madeUpDeviation("expired")] },
    verdict: "non-conformant",
    reason: "Deviation D-1 (code of a/one, owner wallet team) expired: it was tolerated until 2026-06-30.",
  },
  {
    name: "an unused deviation",
    input: { cases: [passed], deviations: [madeUpDeviation("unused")] },
    verdict: "non-conformant",
    reason: "was not seen",
  },
  {
    name: "narrowed, all passed",
    input: { cases: [passed], narrowed: true },
    verdict: "conformant",
    reason: "Note: A filter narrowed the run: the verdict speaks of 1 case only.",
  },
  {
    name: "one of several shards, all passed",
    input: { cases: [passed], shard: { index: 2, count: 5, plan: "1f" } },
    verdict: "conformant",
    reason:
      "Note: This is shard 2 of 5: the verdict speaks of its 1 case alone, and konaplate merge gives that of all 5.",
  },
  {
    name: "one of several shards, with an unused deviation of a case of another",
    input: {
      cases: [passed],
      shard: { index: 2, count: 5, plan: "1f" },
      deviations: [{ ...madeUpDeviation("unused"), case: "b/elsewhere" }],
    },
    verdict: "conformant",
    reason: "Note: This is shard 2 of 5",
  },
  {
    name: "with keys that answer prepared requests only",
    input: { cases: [passed], prepared: true },
    verdict: "conformant",
    reason:
      "Note: The keys answer prepared requests only: documented cases alone were planned, nothing derived.",
  },
  {
    name: "narrowed, one failed",
    input: { cases: [result({ outcome: "failed" })], narrowed: true },
    verdict: "non-conformant",
    reason: "a/two",
  },
  {
    name: "narrowed, with an unused deviation of a case that was not selected",
    input: { cases: [passed], deviations: [madeUpDeviation("unused", "b/one")], narrowed: true },
    verdict: "conformant",
    reason: "narrowed",
  },
  {
    name: "narrowed, with an unused deviation of a selected case",
    input: { cases: [passed], deviations: [madeUpDeviation("unused")], narrowed: true },
    verdict: "non-conformant",
    reason: "was not seen",
  },
];

describe("the verdict", () => {
  it.each(rows)("of a run with $name is $verdict", ({ input, verdict, reason }) => {
    const told = { cases: [], declaredGaps: [], deviations: [], narrowed: false, ...input };
    const judgement = judgeRun(told);
    expect(judgement.verdict).toBe(verdict);
    if (reason === undefined) expect(judgement.reasons).toEqual([]);
    else expect(judgement.reasons.join("\n")).toContain(reason);
  });

  it("names five cases for a reason and counts the others", () => {
    const cases = [1, 2, 3, 4, 5, 6, 7].map((n) => result({ id: `a/${n}`, outcome: "failed" }));
    const { reasons } = judgeRun({ cases, declaredGaps: [], deviations: [], narrowed: false });
    expect(reasons).toEqual(["7 cases failed: a/1, a/2, a/3, a/4, a/5, 2 more"]);
  });
});

describe("what a run ends with", () => {
  it("counts each outcome once", () => {
    const totals = { passed: 1, warned: 1, failed: 1, errored: 1, notExercised: 1 };
    expect(countOutcomes(oneOfEach())).toEqual(totals);
    expect(countOutcomes([passed, passed]).passed).toBe(2);
  });

  it.each([
    ["conformant", 0],
    ["non-conformant", 1],
    ["incomplete", 4],
  ] as const)("exits a %s run with %i", (verdict, code) => {
    expect(exitCode({ verdict })).toBe(code);
  });
});
