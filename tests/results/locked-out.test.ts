import { describe, expect, it } from "vitest";
import type { CaseResult, Observed } from "../../src/results/case-result.ts";
import { withoutLockedOut } from "../../src/results/locked-out.ts";
import type { ControlRecord } from "../../src/results/model.ts";
import { madeUpExchange, madeUpResult } from "./made-up.ts";

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

describe("a door that closes in the middle of a run", () => {
  const at = (second: number): string => new Date(Date.UTC(2026, 2, 1, 9, 0, second)).toISOString();
  const sent = (second: number, of: Partial<CaseResult>): CaseResult =>
    madeUpResult({
      id: `${of.operation ?? "op"}/case-${second}`,
      exchanges: [madeUpExchange({ startedAt: at(second) })],
      ...of,
    });
  const turnedAway = { status: 401, code: null, message: null };
  const right = (second: number) => sent(second, { operation: "one" });
  const away = (second: number, operation: string) =>
    sent(second, { operation, outcome: "failed", observed: turnedAway });
  const asked = (second: number, operation: string) =>
    sent(second, { operation, outcome: "passed", observed: turnedAway });
  const held = { of: "one/right", names: [], held: "right-request" as const };
  const closed = [
    right(1),
    ...[2, 3, 4].map((at) => away(at, "one")),
    ...[5, 6].map((at) => away(at, "two")),
  ];
  const outcomes = (results: readonly CaseResult[]) => results.map(({ outcome }) => outcome);

  it("accuses nobody of what comes after", () => {
    const results = withoutLockedOut(closed);
    expect(outcomes(results)).toEqual(["passed", ...Array.from({ length: 5 }, () => "errored")]);
    expect(results[1]?.reason).toContain("every request from some moment on was answered 401");
  });

  it("is one though what came before it held, as the control of what failed after it", () => {
    const results = withoutLockedOut(closed.map((result) => ({ ...result, control: held })));
    expect(outcomes(results)).toEqual(["passed", ...Array.from({ length: 5 }, () => "errored")]);
  });

  it("is known by a right request that held before as well, where all are of one operation", () => {
    const one = [right(1), ...[2, 3, 4, 5].map((at) => away(at, "one"))];
    const control = (second: number, state: ControlRecord["state"]): ControlRecord => ({
      ...{
        id: "one/right",
        purpose: "control",
        operation: "one",
        title: "Control",
        attempts: 1,
        durationMs: 1,
      },
      state,
      observed: state === "held" ? { status: 200, code: "000_000", message: null } : turnedAway,
      startedAt: at(second),
      exchanges: [],
    });
    expect(outcomes(withoutLockedOut(one, [control(1, "held"), control(6, "not-held")]))).toContain(
      "errored",
    );
    expect(withoutLockedOut(one, [control(1, "held")])).toBe(one);
  });

  it.each([
    ["opens again", [...closed, right(7)]],
    ["is no door", closed.map((one) => ({ ...one, observed: { ...one.observed, status: 500 } }))],
    ["was never open", closed.map((one) => ({ ...one, outcome: "failed" as const }))],
    [
      "is what refused cases ask for",
      [right(1), ...[2, 3, 4, 5, 6].map((at) => ({ ...asked(at, at % 2 ? "two" : "three"), control: held }))],
    ],
  ])("is none where it %s", (_name, results) => {
    expect(withoutLockedOut(results)).toBe(results);
  });
});

it("refusals that are alike and have their control are no closed door", () => {
  const refused = answered({}, 6).map((result) => ({
    ...result,
    outcome: "passed" as const,
    control: { of: "op/right", names: [], held: "right-request" as const },
  }));
  expect(withoutLockedOut(refused)).toBe(refused);
});
