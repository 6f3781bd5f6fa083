import { describe, expect, it } from "vitest";
import { levelOf, RULES } from "../../src/checks/rules.ts";
import type { Level } from "../../src/contract/expectation.ts";
import { theCase } from "./made-exchange.ts";

const row = (level: Level, messageInferred = false) => {
  const base = theCase("membership-cancellation/success");
  return { level, kind: base.kind, expected: { ...base.expected, messageInferred } };
};

describe("levelOf", () => {
  it.each<[string, Level, Level, Level]>([
    ["status", "documented", "inferred", "observed"],
    ["code", "documented", "inferred", "observed"],
    ["message", "documented", "inferred", "observed"],
    ["scenario-value", "documented", "inferred", "observed"],
    ["distinct-code", "inferred", "inferred", "observed"],
    ["code-form", "inferred", "inferred", "observed"],
    ["names-field", "documented", "inferred", "observed"],
    ["not-refused", "documented", "inferred", "observed"],
    ["unknown-fields", "observed", "observed", "observed"],
    ["content-type", "documented", "documented", "documented"],
    ["response-headers", "documented", "documented", "documented"],
    ["correlation-echo", "documented", "documented", "documented"],
    ["encryption", "documented", "documented", "documented"],
    ["json-well-formed", "documented", "documented", "documented"],
    ["body-schema", "documented", "documented", "documented"],
    ["envelope", "documented", "documented", "documented"],
    ["dates", "documented", "documented", "documented"],
    ["formula", "documented", "documented", "documented"],
  ])("%s in a documented, inferred and observed case", (rule, documented, inferred, observed) => {
    expect(levelOf(rule, row("documented"), 200)).toBe(documented);
    expect(levelOf(rule, row("inferred"), 200)).toBe(inferred);
    expect(levelOf(rule, row("observed"), 200)).toBe(observed);
  });

  it("takes a message that is a test-data title for inferred at most", () => {
    expect(levelOf("message", row("documented", true), 200)).toBe("inferred");
    expect(levelOf("message", row("observed", true), 200)).toBe("observed");
  });

  it("takes of an answer to wrong headers only that the request is not carried out", () => {
    const header = { ...row("inferred"), kind: "header" as const };
    const demand = { kind: "no-success" as const, codes: ["000_000"] };
    const refused = { ...header, expected: { ...header.expected, demand } };
    expect(levelOf("not-carried-out", refused, 200)).toBe("inferred");
    for (const rule of ["content-type", "response-headers", "json-well-formed", "status"]) {
      expect(levelOf(rule, refused, 200)).toBe("observed");
    }
  });

  it("takes a level from the demand where a journey gives one", () => {
    const demand = { kind: "no-success" as const, codes: ["000_000"], level: "documented" as const };
    const step = { ...row("inferred"), kind: "journey" as const };
    expect(levelOf("not-carried-out", { ...step, expected: { ...step.expected, demand } }, 200)).toBe(
      "documented",
    );
  });

  it("holds a refusal that no page shows to nothing more certain than its case", () => {
    for (const rule of ["content-type", "envelope", "response-headers", "json-well-formed"]) {
      expect(levelOf(rule, row("inferred"), 400)).toBe("inferred");
      expect(levelOf(rule, row("observed"), 400)).toBe("observed");
      expect(levelOf(rule, row("documented"), 400)).toBe("documented");
    }
  });

  it("knows rules of different names", () => {
    const ids = RULES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
