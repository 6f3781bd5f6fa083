import { describe, expect, it } from "vitest";
import type { CaseResult, Observed } from "../../src/results/case-result.ts";
import { withHeldControls } from "../../src/results/controls.ts";
import type { ControlRecord } from "../../src/results/model.ts";
import { madeUpContract, madeUpExchange, madeUpResult, madeUpViolation } from "./made-up.ts";

const contract = madeUpContract();
const OPERATION = "membership-cancellation";
const BASE = `${OPERATION}/success`;

const at = (second: number): string => new Date(Date.UTC(2026, 2, 1, 9, 0, second)).toISOString();
const observed = (status: number, code: string | null, message: string | null = null): Observed => ({
  status,
  code,
  message,
});
const DOOR = observed(401, "000_900", "Unauthorized");

/** A header case that passed because it was refused. */
function refused(second: number, differences: Partial<CaseResult> = {}): CaseResult {
  return madeUpResult({
    id: `${OPERATION}/header.${second}`,
    kind: "header",
    control: { of: BASE, names: ["X-KM-Tran-Token"] },
    observed: DOOR,
    startedAt: at(second),
    exchanges: [madeUpExchange({ startedAt: at(second) })],
    durationMs: 100,
    ...differences,
  });
}

function control(second: number, seen: Observed = observed(200, "000_000")): ControlRecord {
  return {
    id: BASE,
    purpose: "control",
    operation: OPERATION,
    title: "Control",
    state: seen.code === "000_000" ? "held" : "not-held",
    observed: seen,
    startedAt: at(second),
    durationMs: 1,
    attempts: 1,
    exchanges: [],
  };
}

function outcomes(results: readonly CaseResult[], controls: readonly ControlRecord[]): string[] {
  return withHeldControls(results, controls, contract).map(
    ({ outcome, control: rests }) => `${outcome} ${rests?.held ?? "-"}`,
  );
}

describe("a refusal", () => {
  it("shows something where the right request held before it and after it", () => {
    expect(outcomes([refused(2)], [control(1), control(3)])).toEqual(["passed right-request"]);
  });

  it("rests on what left after it, however long that had waited for its turn", () => {
    const waited = madeUpResult({
      id: BASE,
      startedAt: at(1),
      exchanges: [madeUpExchange({ startedAt: at(5) })],
    });
    const results = outcomes([waited, refused(3)], [control(2, DOOR)]);
    expect(results).toEqual(["passed -", "passed right-request"]);
  });

  it("shows something where nothing was asked afterwards", () => {
    expect(outcomes([refused(2)], [control(1)])).toEqual(["passed right-request"]);
  });

  it("shows nothing without a right request, and says so", () => {
    const [result] = withHeldControls([refused(2)], [], contract);
    expect(result).toMatchObject({ outcome: "not-exercised", control: { held: "none" } });
    expect(result?.reason).toBe(
      "no control: no right request of membership-cancellation was understood in this run, so a refusal shows nothing",
    );
  });

  it("shows nothing where the right request was refused as well, and says how", () => {
    const [result] = withHeldControls([refused(2)], [control(1, DOOR)], contract);
    expect(result).toMatchObject({ outcome: "not-exercised", violations: [] });
    expect(result?.reason).toContain(
      'that of membership-cancellation/success, was answered 401 000_900 "Unauthorized"',
    );
  });

  it("is void from the last control that held to the one that did not", () => {
    const results = [refused(2), refused(4), refused(6)];
    const controls = [control(1), control(3), control(5, DOOR), control(7, DOOR)];
    expect(outcomes(results, controls)).toEqual([
      "passed right-request",
      "not-exercised none",
      "not-exercised none",
    ]);
  });

  it("counts again after the right request is answered as one again", () => {
    const controls = [control(1), control(3, DOOR), control(5)];
    expect(outcomes([refused(2), refused(4)], controls)).toEqual([
      "not-exercised none",
      "passed right-request",
    ]);
  });

  it("is its own control where it names what the case broke, and not where the right request gets the same", () => {
    const naming = observed(400, "000_900", "x-km-tran-token is wrong.");
    expect(outcomes([refused(2, { observed: naming })], [])).toEqual(["passed own-answer"]);
    expect(outcomes([refused(2, { observed: naming })], [control(3, DOOR)])).toEqual(["passed own-answer"]);
    expect(outcomes([refused(2, { observed: naming })], [control(3, naming)])).toEqual([
      "not-exercised none",
    ]);
    const within = observed(400, "000_900", "X-KM-Tran-Tokens");
    expect(outcomes([refused(2, { observed: within })], [])).toEqual(["not-exercised none"]);
  });

  it("takes the documented case itself for a control", () => {
    const itself = madeUpResult({ id: BASE, exchanges: [madeUpExchange({ startedAt: at(1) })] });
    expect(outcomes([itself, refused(2)], [])).toEqual(["passed -", "passed right-request"]);
  });

  it("that did not come stands without a control", () => {
    const carriedOut = refused(2, { outcome: "failed", observed: observed(200, "000_000") });
    const told = refused(3, {
      outcome: "failed",
      observed: observed(400, "001_049"),
      violations: [madeUpViolation({ rule: "not-carried-out" })],
    });
    expect(outcomes([carriedOut, told], [control(4, DOOR)])).toEqual(["failed none", "failed none"]);
  });

  it("that came otherwise than expected accuses nobody without a control", () => {
    const warned = refused(2, { outcome: "warned", violations: [madeUpViolation({ level: "inferred" })] });
    expect(outcomes([warned], [control(3, DOOR)])).toEqual(["not-exercised none"]);
  });
});

describe("a documented refusal", () => {
  const documented = (
    second: number,
    seen: Observed,
    outcome: CaseResult["outcome"] = "passed",
  ): CaseResult =>
    refused(second, {
      id: `${OPERATION}/documented.${second}`,
      kind: "documented",
      control: { of: OPERATION, names: ["userId"] },
      observed: seen,
      outcome,
    });

  it("rests on a code that only comes after the checks of form, its own or another's", () => {
    expect(outcomes([documented(2, observed(400, "001_049"))], [])).toEqual(["passed own-answer"]);
    const unlisted = documented(2, observed(400, "999_999"));
    expect(outcomes([unlisted], [])).toEqual(["not-exercised none"]);
    expect(outcomes([unlisted, documented(3, observed(400, "001_049"))], [])).toEqual([
      "passed right-request",
      "passed own-answer",
    ]);
  });

  it("rests on an opening request of its operation", () => {
    const opening: ControlRecord = { ...control(1), purpose: "opening" };
    const unlisted = documented(2, observed(400, "999_999"));
    expect(outcomes([unlisted], [opening])).toEqual(["passed right-request"]);
    expect(outcomes([unlisted], [{ ...opening, purpose: "probe" }])).toEqual(["not-exercised none"]);
  });

  it("that came otherwise stays what it is", () => {
    expect(outcomes([documented(2, observed(500, "000_999"), "failed")], [])).toEqual(["failed none"]);
  });
});

it("leaves cases alone that rest on no refusal, and those that say nothing anyway", () => {
  const plain = madeUpResult({ observed: DOOR });
  const errored = refused(2, { outcome: "errored" });
  expect(withHeldControls([plain, errored], [], contract)).toEqual([plain, errored]);
});
