import { describe, expect, it } from "vitest";
import { docsFiles } from "../../reporters/docs/write-docs.tsx";
import { RULE_DESCRIPTIONS as rules } from "../../src/checks/descriptions.ts";
import type { Contract } from "../../src/contract/model.ts";
import type { CaseResult, Outcome } from "../../src/results/case-result.ts";
import { madeUpReport, madeUpResult, madeUpViolation } from "../results/made-up.ts";
import { suite } from "../run/run-cases.ts";

const OPERATIONS = 150;
/** As many as the five documented operations have, rounded up. */
const SCENARIOS = 8;
/** Bytes of a first page that anybody opens without waiting. */
const MOST = 300_000;

const [like] = suite.contract.operations;
if (!like) throw new Error("the contract has no operation");
const operations = Array.from({ length: OPERATIONS }, (_, index) => ({
  ...like,
  id: `membership-operation-${index}`,
  title: `Cancellation of Membership ${index}`,
}));
const contract: Contract = { ...suite.contract, operations };

function results(outcome: Outcome): CaseResult[] {
  return operations.flatMap(({ id }, place) =>
    Array.from({ length: SCENARIOS }, (_, index) => {
      const one = `${place}-${index}`;
      const told =
        outcome === "passed" ? [] : [madeUpViolation({ message: `something else, ${one} `.repeat(20) })];
      return madeUpResult({
        id: `${id}/scenario-${index}`,
        operation: id,
        outcome,
        violations: outcome === "not-exercised" ? [] : told,
        ...(outcome === "not-exercised" && { reason: `no test data for ${one} `.repeat(20) }),
      });
    }),
  );
}

function firstPage(cases: readonly CaseResult[]): string {
  const [first] = docsFiles({ contract, rules, report: madeUpReport(cases) });
  if (first?.[0] !== "index.html") throw new Error("the first page is not the first");
  return first[1];
}

describe("the first page of a hundred and fifty operations", () => {
  it.each(["passed", "warned", "failed", "errored", "not-exercised"] as const)(
    "of which all are %s stays small",
    (outcome) => {
      const first = firstPage(results(outcome));
      expect(Buffer.byteLength(first)).toBeLessThan(MOST);
      for (const { id } of operations) expect(first).toContain(`href="operation-${id}.html"`);
    },
  );

  it("stays small with hundreds of causes, and so does the page of them all", () => {
    const troubled = operations.flatMap(({ id }) =>
      Array.from({ length: 4 }, (_, index) =>
        madeUpResult({
          id: `${id}/scenario-${index}`,
          operation: id,
          outcome: "failed",
          violations: [madeUpViolation({ rule: "dates", where: `/${id}/${index}x` })],
        }),
      ),
    );
    const report = madeUpReport(troubled);
    expect(report.causes.length).toBeGreaterThan(500);
    const [[, first] = [], [path, causes = ""] = []] = docsFiles({ contract, rules, report });
    expect(Buffer.byteLength(first ?? "")).toBeLessThan(MOST);
    expect(first).not.toContain("search-index.js");
    expect(path).toBe("causes.html");
    expect(Buffer.byteLength(causes)).toBeLessThan(1_000_000);
  });

  it("tells how many did not find a place there", () => {
    expect(firstPage(results("not-exercised"))).toContain(
      "1150 more stand on the pages of their operations.",
    );
    expect(firstPage(results("failed"))).toContain("1150 more stand on the pages of their operations.");
  });

  it("shows what did not pass by a field, and the rest by its number", () => {
    const all = results("passed").map((result) =>
      result.id === "membership-operation-7/scenario-3" ? { ...result, outcome: "failed" as const } : result,
    );
    const first = firstPage(all);
    const strips = first.split('class="strip"').slice(1);
    expect(strips).toHaveLength(OPERATIONS);
    const fields = first.match(/class="cell /g) ?? [];
    expect(fields).toHaveLength(1);
    expect(strips[7]).toMatch(/href="operation-membership-operation-7\.html#case-scenario-3"[\s\S]*7 passed/);
    expect(strips[8]).toContain("8 passed");
  });
});
