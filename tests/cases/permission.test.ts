import { describe, expect, it } from "vitest";
import { mayRun } from "../../src/cases/permission.ts";
import type { Allow } from "../../src/environment/model.ts";
import { suite } from "../run/run-cases.ts";

describe("the permission", () => {
  it.each([
    ["read", "nothing", true, false],
    ["read", "membership", false, false],
    ["read", "money", false, true],
    ["refusals", "nothing", true, false],
    ["refusals", "money", false, false],
    ["refusals", "membership", true, true],
    ["changes", "money", true, false],
    ["changes", "membership", true, true],
  ] as const)(
    "under %s a case of effect %s is permitted: %s (a refusal: %s)",
    (allow, effect, allowed, refusal) => {
      expect(mayRun({ allow }, { effect, refusal }).allowed).toBe(allowed);
    },
  );

  it.each([
    [
      "read",
      "membership",
      true,
      /can change a membership .*KONAPLATE_ALLOW is read; .*=refusals \(or changes\) permits it/,
    ],
    [
      "read",
      "money",
      false,
      /can change money .*KONAPLATE_ALLOW is read; KONAPLATE_ALLOW=changes permits it/,
    ],
    ["refusals", "money", false, /KONAPLATE_ALLOW is refusals; KONAPLATE_ALLOW=changes permits it/],
  ] as const)("under %s it says what permits a case of effect %s", (allow, effect, refusal, reason) => {
    expect(mayRun({ allow }, { effect, refusal })).toMatchObject({ reason: expect.stringMatching(reason) });
  });
});

describe("the plan", () => {
  const sendable = (allow: Allow) => suite.plan.cases.filter((row) => mayRun({ allow }, row).allowed);
  const changing = new Set(
    suite.contract.operations.filter(({ effect }) => effect !== "nothing").map(({ id }) => id),
  );

  it("has no case under read that sends a request to a changing operation, in any step", () => {
    const operations = sendable("read").flatMap(({ operation, steps = [] }) => [
      operation,
      ...steps.map(({ row }) => row.operation),
    ]);
    expect(operations.length).toBeGreaterThan(50);
    expect(operations.filter((id) => changing.has(id))).toEqual([]);
  });

  it("has under refusals none that is meant to be carried out, may be, or registers somebody", () => {
    const beyond = sendable("refusals").filter(({ effect }) => effect !== "nothing");
    expect(beyond.length).toBeGreaterThan(100);
    const mayBe = beyond.filter(
      ({ destructive, expected }) =>
        destructive || expected.status === 200 || expected.demand?.kind === "acceptance",
    );
    expect(mayBe.map(({ id }) => id)).toEqual([]);
    const steps = beyond.flatMap((row) => row.steps ?? []);
    expect(steps.filter(({ row }) => row.destructive).map(({ row }) => row.id)).toEqual([]);
  });

  it("takes a documented refusal for one where the request breaks a clause or names a prepared thing", () => {
    const documented = suite.plan.cases.filter(
      ({ kind, effect }) => kind === "documented" && effect !== "nothing",
    );
    const withheld = documented.filter((row) => !row.refusal).map(({ id }) => id);
    expect(withheld.sort()).toEqual([
      "charge-cancellation/success",
      "membership-cancellation/success",
      "user-register/success",
      // No page says which terms there are: that this very request lacks one is a guess.
      "user-register/terms-not-agreed",
    ]);
  });
});
