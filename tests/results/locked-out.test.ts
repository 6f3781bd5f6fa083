import { describe, expect, it } from "vitest";
import { withoutLockedOut } from "../../src/results/locked-out.ts";
import type { CaseResult, Observed } from "../../src/results/model.ts";
import { madeUpResult } from "./made-up.ts";

function answered(observed: Partial<Observed>, count: number): CaseResult[] {
  const whole = { status: 401, code: "000_901", message: "no", ...observed };
  return Array.from({ length: count }, (_, index) =>
    madeUpResult({ id: `op/case-${index}`, outcome: "failed", observed: whole }),
  );
}

describe("a run that was turned away alike everywhere", () => {
  it.each([401, 403, 404])("has errored with status %i, and has not failed", (status) => {
    const results = withoutLockedOut(answered({ status }, 5));
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(["errored"]));
    expect(results[0]).toMatchObject({ fault: "locked-out" });
    expect(results[0]?.reason).toContain(`every request was answered ${status} 000_901`);
  });

  it("leaves cases that got no answer as they are", () => {
    const silent = madeUpResult({
      outcome: "not-exercised",
      reason: "no test data",
      observed: { status: null, code: null, message: null },
    });
    expect(withoutLockedOut([...answered({}, 5), silent]).at(-1)).toBe(silent);
  });
});

describe("a run that was not", () => {
  it.each([
    ["one other answer", [...answered({}, 5), ...answered({ status: 200, code: "000_000" }, 1)]],
    ["another code", [...answered({}, 5), ...answered({ code: "000_902" }, 1)]],
    ["a documented status", answered({ status: 400 }, 9)],
    ["a server that breaks", answered({ status: 500 }, 9)],
    ["too few answers", answered({}, 4)],
    ["no answers", []],
  ])("keeps its results: %s", (_name, results) => {
    expect(withoutLockedOut(results)).toBe(results);
  });
});
