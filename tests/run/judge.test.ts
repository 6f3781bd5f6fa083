import { describe, expect, it } from "vitest";
import type { Finding, Rule, RuleOutcome } from "../../src/checks/model.ts";
import { RULES } from "../../src/checks/rules.ts";
import type { Level } from "../../src/contract/expectation.ts";
import type { Outcome, RuleRecord } from "../../src/results/case-result.ts";
import { judge, outcomeOf } from "../../src/run/judge.ts";
import { envelopeBody, exchangeOf, type PlainAnswer, theCase } from "../checks/made-exchange.ts";
import { cardBody } from "../checks/payloads.ts";
import { madeUpViolation } from "../results/made-up.ts";

async function judged(caseId: string, answer?: PlainAnswer, rules?: readonly Rule[]) {
  return judge(theCase(caseId), await exchangeOf(caseId, answer), rules);
}

const finding = (where: string): Finding => ({ clause: "c", where, documented: "d", actual: "a" });
const rule = (check: () => RuleOutcome, id = "status"): Rule => ({
  id,
  kind: "scenario",
  title: "It holds.",
  next: "Look there.",
  check,
});
const LEAVING = "membership-cancellation/success";

describe("judge", () => {
  it("finds nothing in right answers, and lets every rule speak", async () => {
    for (const [id, answer] of [
      [LEAVING, {}],
      ["membership-cancellation/plcc-point", {}],
      ["membership-cancellation/refund-in-progress", {}],
      ["charge-cancellation/not-cancellable", { sealed: true }],
      ["unregistered-card-inquiry/success", { body: cardBody() }],
      ["unregistered-card-inquiry/card-not-found", {}],
    ] as const) {
      const judgement = await judged(id, answer);
      expect(judgement.violations, id).toEqual([]);
      expect(judgement.rules.map(({ rule: name }) => name)).toEqual(RULES.map(({ id: name }) => name));
      expect(outcomeOf(judgement, "all"), id).toEqual({ outcome: "passed" });
    }
  });

  it("collects what every rule finds; the first does not hide the rest", async () => {
    const answer = {
      status: 201,
      headers: [["X-KM-Correlation-Id", "991231235959-abcdef0"]] as const,
      body: { ...envelopeBody("000_001", "No."), extra: 1 },
    };
    const { violations } = await judged(LEAVING, answer);
    expect(violations.map(({ rule: id, level }) => `${id} ${level}`)).toEqual([
      "status documented",
      "content-type documented",
      "correlation-echo inferred",
      "code documented",
      "message documented",
      "unknown-fields observed",
    ]);
    expect(violations[0]).toEqual({
      rule: "status",
      level: "documented",
      clause: "membership-cancellation#codes.000_000",
      where: "status",
      documented: "200",
      actual: "201",
      message: "At status: expected 200, came 201.",
    });
  });

  it("tells 50 findings of a rule one by one and counts the rest", async () => {
    const many = rule(() => Array.from({ length: 1000 }, (_, index) => finding(`/${index}`)));
    const { violations } = await judged(LEAVING, {}, [many]);
    expect(violations).toHaveLength(51);
    expect(violations[49]?.where).toBe("/49");
    expect(violations[50]).toMatchObject({ where: "body", actual: "950 more such places" });
    expect((await judged(LEAVING, {}, [rule(() => [finding("/a")])])).violations).toHaveLength(1);
  });

  it("keeps what other rules found where one breaks, and tells nothing of the answer", async () => {
    const broken = rule(() => {
      throw new RangeError("9491339401250765 is too much");
    }, "formula");
    const judgement = await judged(LEAVING, {}, [broken, rule(() => [finding("status")])]);
    expect(judgement.rules).toEqual([
      { rule: "formula", state: "could-not-run", reason: "it broke with RangeError" },
      { rule: "status", state: "violated" },
    ]);
    expect(judgement.violations).toHaveLength(1);
  });
});

describe("a value that another reading allows", () => {
  const CARD = "unregistered-card-inquiry/success";

  it("is recorded with what the target does, passes, and does not hide its neighbour", async () => {
    const body = cardBody({ physicalCardNo: null, affiliateId: "1234" });
    const judgement = await judged(CARD, { body });
    expect(judgement.violations.map(({ level, reading }) => [level, reading])).toEqual([
      ["observed", "length-exact-or-at-most"],
      ["observed", "null-for-optional"],
    ]);
    expect(judgement.readings).toEqual([
      { id: "length-exact-or-at-most", observed: "it answers ids that are shorter than their length" },
      { id: "null-for-optional", observed: "it writes null into an optional field where it has nothing" },
    ]);
    expect(outcomeOf(judgement, "all")).toEqual({ outcome: "passed" });
    const beside = cardBody({ physicalCardNo: null, par: null });
    expect(outcomeOf(await judged(CARD, { body: beside }), "none")).toEqual({ outcome: "failed" });
  });

  it("keeps what it says of itself out of the violations", async () => {
    const { violations } = await judged(CARD, { body: cardBody({ physicalCardNo: null }) });
    expect(Object.keys(violations[0] ?? {})).not.toContain("follows");
  });
});

describe("outcomeOf", () => {
  const violation = (level: Level) => madeUpViolation({ level });
  const held: RuleRecord = { rule: "status", state: "held" };
  const blind: RuleRecord = { rule: "code", state: "could-not-run", reason: "the answer has no code" };
  const idle: RuleRecord = { rule: "dates", state: "not-applicable", reason: "the answer is no success" };

  it.each<[readonly Level[], readonly RuleRecord[], Outcome, Outcome]>([
    [[], [held, idle], "passed", "passed"],
    [["observed"], [held], "passed", "passed"],
    [["inferred"], [held], "warned", "failed"],
    [["inferred", "observed"], [held], "warned", "failed"],
    [["documented"], [held], "failed", "failed"],
    [["documented", "inferred"], [held, blind], "failed", "failed"],
    [[], [held, blind], "errored", "errored"],
    [["observed"], [blind], "errored", "errored"],
    [["inferred"], [blind], "errored", "failed"],
  ])("of %j, and under strict", (levels, rules, usual, strict) => {
    const judgement = { violations: levels.map(violation), rules };
    expect(outcomeOf(judgement, "none").outcome).toBe(usual);
    expect(outcomeOf(judgement, "all").outcome).toBe(strict);
  });

  it("says which rule could not run and why", () => {
    expect(outcomeOf({ violations: [], rules: [held, blind] }, "none")).toEqual({
      outcome: "errored",
      reason: "rule code could not run: the answer has no code",
    });
  });

  it.each([
    ["no JSON", { body: "<html>" }],
    ["nothing", { body: "" }],
    ["no envelope", { body: {} }],
    ["no correlation id", { headers: [["Content-Type", "application/json"]] as const }],
    ["a body for another key", { body: { encData: "a.b.c.d.e" }, sealed: false }],
  ])("of an answer with %s is failed: what blinds a rule is another's finding", async (_what, answer) => {
    for (const id of [LEAVING, "charge-cancellation/success", "membership-cancellation/plcc-point"])
      expect(outcomeOf(await judged(id, answer), "none").outcome, id).toBe("failed");
  });

  it("of an amount too large to be computed with is failed by its bound", async () => {
    const body = JSON.stringify(cardBody()).replace('"balance":300000', '"balance":1e999999999');
    const judgement = await judged("unregistered-card-inquiry/success", { body });
    expect(judgement.violations.map(({ rule: id }) => id)).toEqual(["body-schema"]);
    expect(outcomeOf(judgement, "none")).toEqual({ outcome: "failed" });
  });

  it("of a test-data title in another wording is warned", async () => {
    const body = envelopeBody("004_001", "No such card");
    expect(outcomeOf(await judged("unregistered-card-inquiry/card-not-found", { body }), "none")).toEqual({
      outcome: "warned",
    });
  });
});
