import { expect, it } from "vitest";
import type { Mutant } from "../../sandbox/mutants/model.ts";
import { fateOf, variantFateOf } from "../../src/mutants/fate.ts";
import type { CaseResult } from "../../src/results/model.ts";
import { madeUpResult, madeUpViolation } from "../results/made-up.ts";

const MUTANT: Mutant = {
  id: "scenario/membership-cancellation/001_049/code-undocumented",
  category: "scenario",
  description: "It answers another code.",
  operations: ["membership-cancellation"],
  evidence: "documented",
  catchers: ["code"],
  alter: () => ({}),
};
const ACTED = new Set(["260301180000-0a1b2c3"]);

function trial(...results: CaseResult[]) {
  return { results, acted: ACTED, durationMs: 1 };
}

const failed = (rule: string, level: "documented" | "inferred" | "observed" = "documented"): CaseResult =>
  madeUpResult({
    outcome: level === "documented" ? "failed" : level === "inferred" ? "warned" : "passed",
    violations: [madeUpViolation({ rule, level })],
  });

it("a deviation is killed by a rule that should catch it", () => {
  const { fate, verdict, caughtBy } = fateOf(MUTANT, trial(failed("status"), failed("code")));
  expect({ fate, verdict, rules: caughtBy.map(({ rule }) => rule) }).toEqual({
    fate: "killed",
    verdict: "non-conformant",
    rules: ["status", "code"],
  });
});

it("caught by another rule alone it was luck", () => {
  expect(fateOf(MUTANT, trial(failed("message"))).fate).toBe("luck");
});

it("a warning is not enough where a documented line is broken, and is where it is inferred", () => {
  expect(fateOf(MUTANT, trial(failed("code", "inferred"))).fate).toBe("survived");
  expect(fateOf({ ...MUTANT, evidence: "inferred" }, trial(failed("code", "inferred"))).fate).toBe("killed");
  expect(fateOf({ ...MUTANT, evidence: "inferred" }, trial(failed("code", "observed"))).fate).toBe(
    "survived",
  );
});

it("an errored case catches nothing", () => {
  const result = madeUpResult({ outcome: "errored", reason: "timeout: no answer within 10000 ms" });
  expect(fateOf(MUTANT, trial(result))).toMatchObject({ fate: "survived", verdict: "incomplete" });
});

it("a survivor has the exchange in which it acted, a passed one first", () => {
  const fate = fateOf(MUTANT, trial(madeUpResult()));
  expect(fate.shownBy).toMatchObject({
    case: "membership-cancellation/success",
    outcome: "passed",
    request: '{"userId":9999999999999999999}',
    answer: '200 {"response":{"code":"000_000","description":"Success."}}',
  });
});

it("a survivor that acted nowhere says so by having none", () => {
  const fate = fateOf(MUTANT, { ...trial(madeUpResult()), acted: new Set() });
  expect(fate.actedIn).toBe(0);
  expect(fate.shownBy).toBeUndefined();
});

it("a variant is accused by a documented violation and by a documented case that errored, not by a warning", () => {
  const variant = { id: "benign/wire/made-up", description: "The server is slow." };
  expect(variantFateOf(variant, trial(failed("code"))).accusations).toHaveLength(1);
  const errored = madeUpResult({ outcome: "errored", reason: "not-http: no HTTP" });
  expect(variantFateOf(variant, trial(errored)).accusations).toEqual([
    "membership-cancellation/success errored: not-http: no HTTP",
  ]);
  const warned = variantFateOf(variant, trial(failed("code", "inferred")));
  expect(warned).toMatchObject({ accusations: [], verdict: "conformant" });
  expect(warned.warnings).toHaveLength(1);
});
