import { describe, expect, it } from "vitest";
import { loadPlan } from "../../src/cases/plan.ts";
import { whyNotReady } from "../../src/cases/readiness.ts";
import type { Operation } from "../../src/contract/model.ts";
import type { Settings } from "../../src/environment/model.ts";
import { OWN_FOLDERS } from "../../src/run/suite.ts";
import { suite } from "../support/suite.ts";

const { contract } = suite;

function planWith(change: Partial<Operation>) {
  const operations = contract.operations.map((each) =>
    each.id === "member-authentication-info" ? { ...each, ...change } : each,
  );
  return loadPlan({ ...contract, operations }, OWN_FOLDERS.cases).cases;
}

describe("an operation that takes more than a POST with a body", () => {
  it("has its cases, and the journeys through it, and none of them is sent", () => {
    const cases = planWith({ method: "GET" });
    const own = cases.filter(({ operation }) => operation === "member-authentication-info");
    expect(own.length).toBeGreaterThan(10);
    expect(own.every(({ notSent }) => notSent?.startsWith("not sent: GET /"))).toBe(true);
    const through = cases.find(({ id }) => id === "membership-cancellation/journey.registered-member-leaves");
    expect(through?.notSent).toBeDefined();
    expect(whyNotReady(own[0] as (typeof own)[number], {} as Settings)).toMatchObject({ kind: "no-way" });
  });

  it("all that the suite knows is sent", () => {
    expect(planWith({}).filter(({ notSent }) => notSent !== undefined)).toEqual([]);
  });
});
