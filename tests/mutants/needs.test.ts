import { expect, it } from "vitest";
import type { Catch } from "../../src/mutants/model.ts";
import { needsOf } from "../../src/mutants/needs.ts";
import { madeUpMutant } from "./made-up.ts";

const by = (rule: string, kind: Catch["kind"] = "documented"): Catch => ({
  rule,
  level: "documented",
  case: "a/b",
  kind,
});

it("a rule is needed where it alone caught a deviation, in however many cases", () => {
  const { rules } = needsOf([
    madeUpMutant({ id: "one", caughtBy: [by("code"), by("code")] }),
    madeUpMutant({ id: "two", caughtBy: [by("code"), by("status")] }),
    madeUpMutant({ id: "three", caughtBy: [by("status")] }),
  ]);
  expect([...rules]).toEqual([
    ["code", ["one"]],
    ["status", ["three"]],
  ]);
});

it("a kind of case is needed where no other kind caught it", () => {
  const { kinds } = needsOf([
    madeUpMutant({ id: "one", caughtBy: [by("code", "journey"), by("status", "journey")] }),
    madeUpMutant({ id: "two", caughtBy: [by("code", "journey"), by("code", "documented")] }),
  ]);
  expect([...kinds]).toEqual([["journey", ["one"]]]);
});

it("a survivor needs nothing", () => {
  expect(needsOf([madeUpMutant({ caughtBy: [] })])).toEqual({ rules: new Map(), kinds: new Map() });
});
