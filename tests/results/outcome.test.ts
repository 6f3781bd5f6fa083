import { describe, expect, it } from "vitest";
import type { Strictness } from "../../src/contract/expectation.ts";
import type { Violation } from "../../src/results/case-result.ts";
import { outcomeOfViolations } from "../../src/results/outcome.ts";
import { madeUpViolation } from "./made-up.ts";

const inferred = madeUpViolation({ level: "inferred" });
const security: Violation = { ...inferred, family: "security" };
const documented = madeUpViolation({ level: "documented" });
const observed: Violation = { ...madeUpViolation({ level: "observed" }), family: "security" };

describe("the outcome of violations", () => {
  it.each<[string, readonly Violation[], Record<Strictness, string>]>([
    ["nothing", [], { none: "passed", security: "passed", all: "passed" }],
    ["a documented one", [documented], { none: "failed", security: "failed", all: "failed" }],
    ["an inferred one", [inferred], { none: "warned", security: "warned", all: "failed" }],
    [
      "an inferred one of security",
      [inferred, security],
      { none: "warned", security: "failed", all: "failed" },
    ],
    ["an observed one of security", [observed], { none: "passed", security: "passed", all: "passed" }],
    [
      "a known one of security",
      [{ ...security, deviation: "D-1" }],
      { none: "warned", security: "warned", all: "warned" },
    ],
  ])("of %s goes by the strictness of the run", (_what, violations, outcomes) => {
    for (const [strict, outcome] of Object.entries(outcomes))
      expect(outcomeOfViolations(violations, strict as Strictness), strict).toBe(outcome);
  });
});
