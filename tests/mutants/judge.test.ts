import { expect, it } from "vitest";
import type { Mutant } from "../../sandbox/mutants/model.ts";
import { judgeMutant, judgeVariant, violationKey } from "../../src/mutants/judge.ts";
import type { CaseResult, Violation } from "../../src/results/case-result.ts";
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
  return { results, acted: ACTED, durationMs: 1, baseline: new Set<string>() };
}

const failed = (rule: string, level: "documented" | "inferred" | "observed" = "documented"): CaseResult =>
  madeUpResult({
    outcome: level === "documented" ? "failed" : level === "inferred" ? "warned" : "passed",
    violations: [madeUpViolation({ rule, level })],
  });

it("a mutant is killed by a rule that should catch it", () => {
  const { outcome, toldAt, verdict, caughtBy } = judgeMutant(MUTANT, trial(failed("status"), failed("code")));
  expect({ outcome, toldAt, verdict, rules: caughtBy.map(({ rule }) => rule) }).toEqual({
    outcome: "killed",
    toldAt: "documented",
    verdict: "non-conformant",
    rules: ["status", "code"],
  });
});

it("caught by another rule alone it says so", () => {
  expect(judgeMutant(MUTANT, trial(failed("message"))).outcome).toBe("killed-by-other-rules");
});

it("a warning is not enough where a documented line is broken, and is where it is inferred", () => {
  expect(judgeMutant(MUTANT, trial(failed("code", "inferred"))).outcome).toBe("survived");
  expect(judgeMutant({ ...MUTANT, evidence: "inferred" }, trial(failed("code", "inferred"))).outcome).toBe(
    "killed",
  );
  expect(judgeMutant({ ...MUTANT, evidence: "inferred" }, trial(failed("code", "observed"))).outcome).toBe(
    "survived",
  );
});

it("an errored case catches nothing", () => {
  const result = madeUpResult({ outcome: "errored", reason: "timeout: no answer within 10000 ms" });
  expect(judgeMutant(MUTANT, trial(result))).toMatchObject({ outcome: "survived", verdict: "incomplete" });
});

it("a survivor has the exchange in which it acted, a passed one first", () => {
  const result = judgeMutant(MUTANT, trial(madeUpResult()));
  expect(result.shownBy).toMatchObject({
    case: "membership-cancellation/success",
    outcome: "passed",
    request: '{"userId":9999999999999999999}',
    answer: '200 {"response":{"code":"000_000","description":"Success."}}',
  });
});

it("a survivor that acted nowhere says so by having none", () => {
  const result = judgeMutant(MUTANT, { ...trial(madeUpResult()), acted: new Set() });
  expect(result.actedIn).toBe(0);
  expect(result.shownBy).toBeUndefined();
});

it("where no rule is expected any will do", () => {
  expect(judgeMutant({ ...MUTANT, catchers: [] }, trial(failed("message"))).outcome).toBe("killed");
});

const inferred = (differences: Partial<Violation> = {}): CaseResult =>
  madeUpResult({
    outcome: "warned",
    violations: [madeUpViolation({ rule: "code", level: "inferred", ...differences })],
  });

it("what somebody could do who must not has to fail a run by default", () => {
  const mutant: Mutant = { ...MUTANT, evidence: "security" };
  expect(judgeMutant(mutant, trial(inferred())).outcome).toBe("survived");
  expect(judgeMutant(mutant, trial(inferred())).toldAt).toBe("inferred");
  const secure = judgeMutant(mutant, trial(inferred({ family: "security" })));
  expect(secure).toMatchObject({ outcome: "killed", toldAt: "security" });
});

it("what the right server is told as well counts for nothing", () => {
  const result = failed("code");
  const [violation] = result.violations;
  if (!violation) throw new Error("no violation");
  const baseline = new Set([violationKey(result, violation)]);
  expect(judgeMutant(MUTANT, { ...trial(result), baseline }).outcome).toBe("survived");
  expect(judgeVariant(VARIANT, { ...trial(inferred()), baseline: new Set() }).accusations).toHaveLength(1);
});

const VARIANT = { id: "benign/wire/made-up", description: "The server is slow." };

it("a variant is accused by what fails a strict run, and by a documented case that errored", () => {
  expect(judgeVariant(VARIANT, trial(failed("code"))).accusations).toHaveLength(1);
  const errored = madeUpResult({ outcome: "errored", reason: "not-http: no HTTP" });
  expect(judgeVariant(VARIANT, trial(errored)).accusations).toEqual([
    "membership-cancellation/success errored: not-http: no HTTP",
  ]);
  expect(judgeVariant(VARIANT, trial(inferred())).accusations).toHaveLength(1);
});

it("one that goes against what follows from the pages may be warned of, and not more", () => {
  const variant = { ...VARIANT, mayWarn: true };
  const warned = judgeVariant(variant, trial(inferred()));
  expect(warned).toMatchObject({ accusations: [], verdict: "conformant" });
  expect(warned.warnings).toHaveLength(1);
  expect(judgeVariant(variant, trial(inferred({ family: "security" }))).accusations).toHaveLength(1);
  expect(judgeVariant(variant, trial(failed("code"))).accusations).toHaveLength(1);
});
