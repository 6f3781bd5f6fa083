import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderComparison } from "../../reporters/compare.ts";
import type { Alteration } from "../../sandbox/alteration.ts";
import { readReport } from "../../src/cli/read-report.ts";
import { statedFacts } from "../../src/contract/stated-facts.ts";
import { FileMistake } from "../../src/exact/data-file.ts";
import { type Comparison, compareRuns } from "../../src/results/compare.ts";
import type { Report } from "../../src/results/model.ts";
import { answering, LEAVING, runAgainst } from "../docs/altered-run.ts";
import { HOSTILE, hostileResult, UNSEEN } from "../reporters/hostile.ts";
import { madeUpExchange, madeUpReport, madeUpResult, madeUpViolation } from "../results/made-up.ts";
import { runHere } from "../support/run-here.ts";
import { suite } from "../support/suite.ts";

const gift = "membership-cancellation/unreceived-gift";
const nobody = "membership-cancellation/unknown-member";
const refund = "membership-cancellation/refund-in-progress";

const documented = new Set(suite.contract.operations.flatMap(({ codes }) => codes.map(({ code }) => code)));
const isDocumented = (code: string) => documented.has(code);

describe("two runs against two altered sandboxes", () => {
  let first: Report;
  let second: Report;
  let comparison: Comparison;
  const folder = mkdtempSync(join(tmpdir(), "compare-"));
  const at = (name: string) => join(folder, `${name}.json`);

  beforeAll(async () => {
    const wrongGift = answering("001_049", "001_006");
    const wrongNobody = answering("001_006", "001_001");
    const otherRefund: Alteration = {
      plain: (answer, context) =>
        isDocumented(answer.code)
          ? (wrongNobody.plain?.(answer, context) ?? answer)
          : { ...answer, code: "001_099" },
    };
    [first, second] = await Promise.all([
      runAgainst(wrongGift, [...LEAVING.filter((id) => !id.endsWith("plcc-point")), "user-register/success"]),
      runAgainst(otherRefund, LEAVING),
    ]);
    comparison = compareRuns(first, second);
    writeFileSync(at("first"), JSON.stringify(first));
    writeFileSync(at("second"), JSON.stringify(second));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("differ in what fails", () => {
    expect(comparison.newlyFailing.map(({ id }) => id)).toEqual([nobody]);
    expect(comparison.newlyPassing.map(({ id }) => id)).toEqual([gift]);
    expect(comparison.newlyFailing[0]?.why).toContain("code at /response/code");
  });

  it("differ in what a scenario without a documented code is answered", () => {
    const seen = comparison.changedObservations.find(({ id }) => id === refund);
    expect(isDocumented(seen?.before.code ?? "")).toBe(false);
    expect(seen?.after.code).toBe("001_099");
    expect(comparison.worse.join()).not.toContain(refund);
    expect(comparison.changedObservations.map(({ id }) => id)).toEqual(
      expect.arrayContaining([nobody, gift]),
    );
  });

  it("differ in the cases that they have", () => {
    expect(comparison.added).toEqual([{ id: "membership-cancellation/plcc-point", outcome: "passed" }]);
    expect(comparison.gone).toEqual([{ id: "user-register/success", outcome: "passed" }]);
    expect(comparison.contract.noLongerReached).toContain("user-register#codes.000_000");
    expect(comparison.contract.digestChanged).toBe(false);
  });

  it("got worse in one thing", () => {
    expect(comparison.worse).toEqual([`${nobody} passed and now failed.`]);
  });

  it("are compared on the command line: 1 where something got worse, 0 where nothing did", async () => {
    const worse = await runHere("compare", [at("first"), at("second")]);
    const same = await runHere("compare", [at("first"), at("first"), "--format", "json"]);
    expect(worse).toMatchObject({ code: 1, err: "" });
    expect(worse.out).toContain(`Newly failing (1)\n  ${nobody} | passed | failed | code at /response/code`);
    expect(same.code).toBe(0);
    expect(JSON.parse(same.out)).toMatchObject({ worse: [], newlyFailing: [], changedObservations: [] });
  });

  it("that are no reports are a mistake, told with the file", async () => {
    const ended = await runHere("compare", [at("first"), at("missing")]);
    expect(ended).toMatchObject({ code: 2, out: "" });
    expect(ended.err).toContain("missing.json: there is no such file");
    writeFileSync(at("other"), '{"schemaVersion":"1.0"}');
    writeFileSync(at("torn"), "{");
    const mistake = (name: string) => {
      try {
        return readReport(at(name));
      } catch (error) {
        return error;
      }
    };
    for (const [name, told] of [
      ["other", "is not the conformance.json of a run"],
      ["torn", "is no JSON"],
    ] as const) {
      expect(mistake(name)).toBeInstanceOf(FileMistake);
      expect(String(mistake(name))).toContain(`${name}.json: ${told}`);
    }
  });
});

describe("a comparison", () => {
  const one = (differences: Parameters<typeof madeUpResult>[0], extra = {}) => ({
    ...madeUpReport([madeUpResult(differences)]),
    ...extra,
  });

  it("of a run with itself finds nothing", () => {
    const found = compareRuns(madeUpReport(), madeUpReport());
    expect(found.worse).toEqual([]);
    expect(renderComparison(found, "text")).toContain("Nothing got worse.");
  });

  it("counts a case that lost its evidence as worse, and one that gained it as better", () => {
    const there = one({});
    const gone = one({ outcome: "not-exercised", reason: "no test data" });
    expect(compareRuns(there, gone).otherOutcome).toMatchObject([
      { after: "not-exercised", why: "no test data" },
    ]);
    expect(compareRuns(there, gone).worse).toHaveLength(2);
    expect(compareRuns(gone, there)).toMatchObject({
      worse: [],
      newlyPassing: [{ before: "not-exercised" }],
    });
  });

  it("tells a failure for another reason from the same failure, and leaves observations out of it", () => {
    const failing = (rule: string) => one({ outcome: "failed", violations: [madeUpViolation({ rule })] });
    expect(compareRuns(failing("code"), failing("code")).otherViolations).toEqual([]);
    const found = compareRuns(failing("code"), failing("status"));
    expect(found.otherViolations).toMatchObject([
      { appeared: ["status at /response/code"], vanished: ["code at /response/code"] },
    ]);
    expect(found.worse).toHaveLength(1);
    const observed = one({ violations: [madeUpViolation({ level: "observed" })] });
    expect(compareRuns(one({}), observed)).toMatchObject({ otherViolations: [], worse: [] });
  });

  it("tells that another reading is followed", () => {
    const seen = (observed: string) => one({ readings: [{ id: "token-length", observed }] });
    expect(compareRuns(seen("66"), seen("67")).readings).toMatchObject([
      { id: "token-length", before: ["66"], after: ["67"] },
    ]);
    expect(compareRuns(seen("66"), seen("66")).readings).toEqual([]);
  });

  it("tells clauses that the contract gained and lost", () => {
    const after = one({});
    const { clauses, ...others } = after.coverage;
    const changed = {
      ...after,
      suite: { ...after.suite, contractDigest: "cd34" },
      coverage: { ...others, clauses: { ...clauses, missing: [...clauses.missing.slice(1), "new#clause"] } },
    };
    expect(compareRuns(one({}), changed).contract).toMatchObject({
      digestChanged: true,
      clausesAdded: ["new#clause"],
      clausesGone: [clauses.missing[0]],
    });
  });

  it("names what a contract says otherwise as import --diff does: breaking, additive, wording", () => {
    const facts = statedFacts(suite.contract);
    const before: Report = { ...one({}), contract: facts };
    const { "membership-cancellation": leaving, "user-register": _gone, ...others } = facts;
    const narrower = { userId: { type: "number", presence: "required", min: "1", max: "99" } };
    const after = {
      ...before,
      contract: {
        ...others,
        "membership-cancellation": { ...leaving, title: "Leaving", request: narrower },
        "parcel-refund": leaving,
      },
    } as Report;
    const found = compareRuns(before, after);
    expect(
      found.contract.changes.map(({ weight, operation, says }) => `${weight} ${operation}: ${says}`),
    ).toEqual([
      "breaking membership-cancellation: request.userId.max: 9999999999999999999 becomes 99, narrower",
      "breaking user-register: the operation is gone",
      "additive parcel-refund: the operation is new",
      'wording membership-cancellation: title: "Membership Cancellation" becomes Leaving',
    ]);
    expect(renderComparison(found, "text")).toContain("breaking | user-register | the operation is gone");
    expect(compareRuns(before, before).contract.changes).toEqual([]);
    const { contract: _none, ...older } = before;
    expect(compareRuns(older, after).contract.changes).toEqual([]);
  });

  it("tells what became slower, by far and not by a little", () => {
    const taking = (durationMs: number) => one({ exchanges: [madeUpExchange({ durationMs })] });
    expect(compareRuns(taking(40), taking(200)).slower).toMatchObject([{ beforeMs: 40, afterMs: 200 }]);
    expect(compareRuns(taking(1), taking(20)).slower).toEqual([]);
    expect(compareRuns(taking(200), taking(300)).slower).toEqual([]);
  });

  it("shows what a server sent as text, in every format", () => {
    const id = "membership-cancellation/success";
    const hostile = { ...hostileResult(), id };
    const found = compareRuns(one({}), madeUpReport([hostile]));
    for (const format of ["text", "markdown"] as const) {
      const text = renderComparison(found, format);
      expect(text).not.toMatch(UNSEEN);
      expect(text).not.toMatch(/^\s*::|##\[/m);
    }
    expect(renderComparison(found, "markdown")).not.toContain("<script>");
    expect(JSON.parse(renderComparison(found, "json"))).toEqual(found);
    expect(found.changedObservations[0]?.after.message).toBe(HOSTILE);
  });
});
