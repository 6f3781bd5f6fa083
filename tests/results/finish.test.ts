import { describe, expect, it } from "vitest";
import type { CaseResult } from "../../src/results/case-result.ts";
import { finishRun } from "../../src/results/finish.ts";
import type { JournalContent } from "../../src/results/journal.ts";
import type { RunDeclarations } from "../../src/results/model.ts";
import { madeUpContract, madeUpHeader, madeUpResult, madeUpViolation } from "./made-up.ts";

const planned = ["a/one", "a/two", "a/three"].map((id) =>
  madeUpResult({ id, outcome: "not-exercised", reason: "planned", attempts: 0, exchanges: [] }),
);
const DECLARED = {
  id: "D-1",
  case: "a/one",
  rule: "code",
  reason: "known",
  owner: "wallet team",
  ticket: "W-1",
  expires: "2026-03-01",
};

/** A journal of a run on 1 March 2026 (UTC). */
function journal(
  results: readonly CaseResult[],
  differences: Partial<JournalContent> = {},
  declared: Partial<RunDeclarations> = {},
): JournalContent {
  const declarations = { gaps: [], deviations: [], narrowed: false, strict: "none" as const, ...declared };
  return { header: madeUpHeader(), planned, declarations, results, controls: [], begun: [], ...differences };
}

const passed = (id: string) => madeUpResult({ id });
const allPassed = planned.map(({ id }) => passed(id));
const failed = madeUpResult({ id: "a/one", outcome: "failed", violations: [madeUpViolation()] });
const withDeviation = (first: CaseResult, deviation: Partial<typeof DECLARED> & { where?: string } = {}) =>
  finishRun(
    journal([first, ...allPassed.slice(1)], {}, { deviations: [{ ...DECLARED, ...deviation }] }),
    madeUpContract(),
  );

describe("the report of a run", () => {
  it("has every planned case in the order of the plan, whatever the order of the results", () => {
    const report = finishRun(journal([...allPassed].reverse()), madeUpContract());
    expect(report.cases.map(({ id }) => id)).toEqual(["a/one", "a/two", "a/three"]);
    expect(report.verdict).toBe("conformant");
  });

  it("tells cases that were under way from those that the run never came to", () => {
    const killed = journal([passed("a/two")], { begun: ["a/two", "a/one"] });
    const { cases, verdict, reasons } = finishRun(killed, madeUpContract());
    expect(cases.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      [
        "not-exercised",
        "the run was cut short while this case was under way: whether the target acted on its request is unknown",
      ],
      ["passed", undefined],
      ["not-exercised", "the run was cut short before this case"],
    ]);
    expect(verdict).toBe("incomplete");
    expect(reasons[0]).toBe("The run was cut short: it did not come to the end of 2 of its cases.");
  });

  it("says by what the run was interrupted, and is not conformant then, whatever the cases' kind", () => {
    const derived = planned.map((stub, index) =>
      index === 0 ? stub : { ...stub, kind: "generated" as const },
    );
    const content = journal([passed("a/one")], { interruptedBy: "SIGINT", planned: derived });
    const { cases, verdict, reasons } = finishRun(content, madeUpContract());
    expect(cases[1]).toMatchObject({
      fault: "cut-short",
      reason: "run cut short by SIGINT before this case",
    });
    expect(verdict).toBe("incomplete");
    expect(reasons[0]).toMatch(/^The run was cut short by SIGINT/);
  });

  it("says where it was killed or interrupted to run again, and to look at the connection where its target fell silent", () => {
    const nextAfter = (interruptedBy: string | undefined, begun: readonly string[] = []) =>
      finishRun(
        journal([passed("a/one")], { ...(interruptedBy && { interruptedBy }), begun }),
        madeUpContract(),
      )
        .causes.map(({ id, next }) => next.replaceAll(id, "ID"))
        .join("\n");
    for (const by of [undefined, "SIGINT", "SIGTERM"])
      expect(nextAfter(by)).toMatch(
        /^Run it again \(.*npx konaplate run --seed '.+'.*\), or these cases alone \(npx konaplate repeat .* ID\)/,
      );
    expect(nextAfter(undefined, ["a/two"])).toMatch(
      /^See in the ledger what may have been changed .* \(.*--seed/,
    );
    expect(nextAfter("a target that no longer answers")).toMatch(/^Look at the connection to the target/);
  });

  it("lasts until the end of the last case", () => {
    const late = madeUpResult({ id: "a/one", startedAt: "2026-03-01T09:00:07.000Z", durationMs: 250 });
    expect(finishRun(journal([late, passed("a/two")]), madeUpContract()).durationMs).toBe(7250);
    expect(finishRun(journal([]), madeUpContract()).durationMs).toBe(0);
  });
});

describe("a declared deviation", () => {
  it("that is seen is known, and does not fail the run", () => {
    const report = withDeviation(failed);
    expect(report.verdict).toBe("conformant");
    expect(report.cases[0]).toMatchObject({ outcome: "warned", violations: [{ deviation: "D-1" }] });
    expect(report.deviations).toMatchObject([{ id: "D-1", state: "matched" }]);
  });

  it("fails the run once it expired, by the day of the run", () => {
    expect(withDeviation(failed).verdict).toBe("conformant");
    const report = withDeviation(failed, { expires: "2026-02-27" });
    expect(report.verdict).toBe("non-conformant");
    expect(report.deviations).toMatchObject([{ state: "expired" }]);
    expect(report.cases[0]?.outcome).toBe("failed");
  });

  it("fails the run where it is no longer seen", () => {
    const report = withDeviation(passed("a/one"));
    expect(report.verdict).toBe("non-conformant");
    expect(report.deviations).toMatchObject([{ state: "unused" }]);
  });

  it("fails the run where it widened to another rule or another place", () => {
    const wider = { ...failed, violations: [madeUpViolation(), madeUpViolation({ rule: "message" })] };
    expect(withDeviation(wider)).toMatchObject({
      verdict: "non-conformant",
      deviations: [{ state: "matched" }],
    });
    const places = {
      ...failed,
      violations: [madeUpViolation(), madeUpViolation({ where: "/encData/response/code" })],
    };
    expect(withDeviation(places, { where: "/response/code" }).verdict).toBe("non-conformant");
    expect(withDeviation(places).verdict).toBe("conformant");
  });

  it("does not turn an errored case into a judged one", () => {
    const errored = madeUpResult({ ...failed, outcome: "errored", reason: "rule x could not run: no body" });
    expect(withDeviation(errored)).toMatchObject({
      verdict: "incomplete",
      cases: [{ outcome: "errored" }, {}, {}],
    });
  });

  it("says nothing where its case was not exercised", () => {
    const content = journal(allPassed.slice(1), {}, { deviations: [DECLARED] });
    expect(finishRun(content, madeUpContract()).deviations).toMatchObject([{ state: "untried" }]);
  });
});
