import { describe, expect, it } from "vitest";
import { divide } from "../../src/cases/division.ts";
import type { Case } from "../../src/cases/model.ts";
import type { Contract } from "../../src/contract/model.ts";
import { suite } from "../support/suite.ts";

const { contract, plan } = suite;
const inquiries = new Set(
  contract.operations.filter(({ effect }) => effect === "nothing").map(({ id }) => id),
);

function shards(cases: readonly Case[], count: number, of: Contract = contract): readonly Case[][] {
  const { shardOf } = divide(cases, of, plan.undo, count);
  return Array.from({ length: count }, (_, index) => cases.filter(({ id }) => shardOf.get(id) === index + 1));
}

describe("a plan that is divided", () => {
  it.each([1, 2, 3, 5, 40])("gives each case to one of %i machines", (count) => {
    const { shardOf } = divide(plan.cases, contract, plan.undo, count);
    expect([...shardOf.keys()].sort()).toEqual(plan.cases.map(({ id }) => id).sort());
    for (const index of shardOf.values()) expect(index >= 1 && index <= count).toBe(true);
  });

  it("is divided alike on every machine, whatever else is chosen differently", () => {
    const [one, other] = [1, 2].map(() => divide(plan.cases, contract, plan.undo, 3));
    expect(other).toEqual(one);
    const documented = plan.cases.filter(({ kind }) => kind === "documented");
    expect(divide(documented, contract, plan.undo, 3).digest).not.toBe(one?.digest);
    expect(divide(plan.cases, contract, plan.undo, 4).digest).not.toBe(one?.digest);
    expect(divide(plan.cases, { ...contract, digest: "another" }, plan.undo, 3).digest).not.toBe(one?.digest);
  });

  it("keeps operations together that change the same things, with every journey that goes through them", () => {
    for (const count of [2, 5, 40]) {
      const changing = shards(plan.cases, count).filter((cases) =>
        cases.some(({ effect }) => effect !== "nothing"),
      );
      expect(changing).toHaveLength(1);
    }
  });

  it("parts operations that change things of other kinds, until one removes what the other creates", () => {
    const thing = "gift" as "member";
    const operations = contract.operations.map((operation) =>
      operation.id === "charge-cancellation"
        ? { ...operation, request: operation.request.map((row) => (row.thing ? { ...row, thing } : row)) }
        : operation,
    );
    const cases = plan.cases.filter(({ kind }) => kind === "documented");
    const of = (id: string, undo: typeof plan.undo): number | undefined =>
      divide(cases, { ...contract, operations }, undo, 5).shardOf.get(id);
    const [cancelled, left] = ["charge-cancellation/success", "membership-cancellation/success"];
    expect(of(cancelled, plan.undo)).not.toBe(of(left, plan.undo));
    const [registration] = plan.undo.values();
    if (!registration) throw new Error("a registration is undone");
    const undo = new Map([...plan.undo, ["charge-cancellation", registration] as const]);
    expect(of(cancelled, undo)).toBe(of(left, undo));
  });

  it("leaves a refusal where its control is: among the documented cases, or sent beside it", () => {
    for (const cases of shards(plan.cases, 40)) {
      for (const row of cases.filter(({ control }) => control && !control.row)) {
        const documented = plan.cases.filter(
          (each) => each.kind === "documented" && each.operation === row.operation,
        );
        expect(cases).toEqual(expect.arrayContaining(documented));
      }
    }
  });

  it("parts the kinds of an inquiry, each in the order of the plan", () => {
    const parts = shards(plan.cases, 40).filter((cases) => cases.length > 0);
    const ofInquiries = parts.filter((cases) => cases.every(({ operation }) => inquiries.has(operation)));
    expect(ofInquiries.length).toBeGreaterThan(inquiries.size);
    for (const cases of parts) {
      const places = cases.map((row) => plan.cases.indexOf(row));
      expect(places).toEqual([...places].sort((one, other) => one - other));
    }
  });

  it("gives the largest part first, and each to who has the fewest cases", () => {
    const sizes = shards(plan.cases, 3).map(({ length }) => length);
    const parts = shards(plan.cases, 40).map(({ length }) => length);
    const [largest = 0] = parts;
    expect(sizes[0]).toBe(largest);
    const rest = parts.slice(1).reduce((sum, size) => sum + size, 0);
    expect(Math.abs((sizes[1] ?? 0) - rest / 2)).toBeLessThanOrEqual(Math.max(...parts.slice(1)) / 2);
  });

  it("leaves a machine without cases where there are fewer parts than machines", () => {
    const few = plan.cases.filter(({ id }) => id === "membership-cancellation/success");
    expect(shards(few, 3).map(({ length }) => length)).toEqual([1, 0, 0]);
  });
});
