import { describe, expect, it } from "vitest";
import { driftMarkdown } from "../../reporters/drift-markdown.ts";
import type { CaseResult } from "../../src/results/case-result.ts";
import { driftOver, hasChangedForGood, worthRepeating } from "../../src/results/drift/find-drift.ts";
import { keepRun } from "../../src/results/drift/keep-run.ts";
import type { Drift, KeptRun } from "../../src/results/drift/model.ts";
import type { Report } from "../../src/results/model.ts";
import { hostileResult, UNSEEN } from "../reporters/hostile.ts";
import { madeUpExchange, madeUpReport, madeUpResult, madeUpViolation } from "../results/made-up.ts";

const GIFT = "membership-cancellation/unreceived-gift";
const seen = (code: string, differences: Partial<CaseResult> = {}): CaseResult =>
  madeUpResult({ id: GIFT, observed: { status: 400, code, message: "-" }, ...differences });

/** What the page says; something that fails; something else that fails; and what says nothing. */
const R = seen("001_049");
const F = seen("001_006", { outcome: "failed", violations: [madeUpViolation()] });
const G = seen("001_001", {
  outcome: "failed",
  violations: [madeUpViolation({ where: "status", rule: "status" })],
});
const W = seen("001_007", { outcome: "warned", violations: [madeUpViolation({ level: "inferred" })] });
const NO_DATA = seen("", { outcome: "not-exercised", reason: "no test data: give more" });
const NO_WAY = seen("", { outcome: "errored", fault: "timeout", reason: "timeout: no answer" });
const FORBIDDEN = seen("", {
  outcome: "not-exercised",
  reason: "forbidden by policy: KONAPLATE_ALLOW is read",
});

const HEADS = { suite: "0.1.0", contract: "ab12" };

/** Runs of a night each, oldest first. */
function nights(
  results: readonly CaseResult[],
  heads: readonly Partial<typeof HEADS>[] = [],
): [KeptRun, ...KeptRun[]] {
  const runs = results.map((result, index) => {
    const { suite, contract } = { ...HEADS, ...heads[index] };
    const report: Report = {
      ...madeUpReport([result]),
      suite: { version: suite, contractDigest: contract, seed: "1" },
      target: { environment: "partner", baseUrl: "https://partner.example" },
      startedAt: `2026-03-${String(index + 1).padStart(2, "0")}T02:00:00.000Z`,
    };
    return keepRun(report, `nights/${index + 1}/conformance.json`);
  });
  return runs as [KeptRun, ...KeptRun[]];
}

function drift(
  results: readonly CaseResult[],
  again?: CaseResult,
  heads?: readonly Partial<typeof HEADS>[],
): Drift {
  return driftOver(nights(results, heads), again ? madeUpReport([again]) : "nobody did");
}

describe("what differs in the newest run", () => {
  it.each([
    ["nothing in a first run", [F], undefined, undefined],
    ["nothing where all are alike", [R, R, R], undefined, undefined],
    ["nothing where something was always wrong", [F, F, F], undefined, undefined],
    ["nothing where a case is tried for the first time", [NO_DATA, F], undefined, undefined],
    ["seen once, unrepeated", [R, R, F], undefined, "seen-once"],
    ["changed, repeated with the same", [R, R, F], F, "changed"],
    ["a flicker, repeated with something else", [R, R, F], R, "flickers"],
    ["a flicker, repeated with a third thing", [R, R, F], G, "flickers"],
    ["seen once, where the repetition says nothing", [R, R, F], NO_WAY, "seen-once"],
    ["changed, for two runs show it", [R, R, F, F], undefined, "changed"],
    ["a flicker although two runs show it, where the repetition does not", [R, R, F, F], R, "flickers"],
    ["a flicker that shows tonight", [R, F, R, R, F], undefined, "flickers"],
    ["a flicker that shows again when repeated", [R, F, R, R, F], F, "flickers"],
    ["a flicker that is quiet tonight", [R, F, R], undefined, "flickers"],
    ["nothing where a flicker has come to rest", [R, F, R, R, R, R, R], undefined, undefined],
    ["changed where it came to rest as something wrong", [R, F, R, F, F, F, F, F], undefined, "changed"],
    ["seen once beside earlier flickers", [R, F, R, G], undefined, "seen-once"],
    ["data that are spent", [R, R, NO_DATA], undefined, "data"],
    ["data that were spent before and still are", [R, NO_DATA, NO_DATA], undefined, "data"],
    ["the way", [R, R, NO_WAY], undefined, "way"],
    ["our permission", [R, R, FORBIDDEN], undefined, "ours"],
    ["a change behind nights without evidence", [R, NO_WAY, NO_WAY, F, F], undefined, "changed"],
    ["a change for good on a night when the way is broken", [R, F, F, NO_WAY], undefined, "changed"],
    ["that change where the repetition says nothing either", [R, F, F, NO_WAY], NO_WAY, "changed"],
    ["that change after a night without data", [R, F, F, NO_WAY, NO_DATA], undefined, "changed"],
    ["a flicker where the repetition shows it otherwise", [R, F, F, NO_WAY], R, "way"],
    ["a change seen once before a silent night", [R, F, NO_WAY], undefined, "seen-once"],
    ["a change seen once before a silent night, and in the repetition", [R, F, NO_WAY], F, "changed"],
    ["the way where a change for the better came before", [F, R, R, NO_WAY], undefined, "way"],
    ["nothing where it is as before a silent night", [R, NO_WAY, R], undefined, undefined],
  ] as const)("is %s", (_what, results, again, kind) => {
    expect(drift(results, again).findings.map((finding) => finding.kind)).toEqual(kind ? [kind] : []);
  });

  it("changed for better or worse, and ends with 1 unless it is nearer to the documents or declared", () => {
    const verdictOf = (results: readonly CaseResult[]) => {
      const found = drift(results);
      return [found.findings[0]?.direction, hasChangedForGood(found)];
    };
    expect(verdictOf([R, F, F])).toEqual(["worse", true]);
    expect(verdictOf([F, R, R])).toEqual(["better", false]);
    expect(verdictOf([W, F, F])).toEqual(["worse", true]);
    expect(verdictOf([F, G, G])).toEqual(["other", true]);
    expect(verdictOf([R, seen("001_099"), seen("001_099")])).toEqual(["other", true]);
    const known = { ...F, violations: [madeUpViolation({ deviation: "D-1" })] };
    expect(verdictOf([R, known, known])).toEqual(["worse", false]);
    for (const results of [
      [R, F],
      [R, F, R],
      [R, R, NO_DATA],
      [R, NO_WAY],
    ])
      expect(verdictOf(results)[1]).toBe(false);
  });

  it("keeps a change for good that the newest run says nothing of, and ends with 1", () => {
    const found = drift([R, F, F, NO_WAY]);
    expect(found.findings[0]?.why).toBe(
      "2 runs in a row show it; the newest run says nothing of it: timeout: no answer",
    );
    expect(found.findings[0]?.since).toBe("2026-03-02T02:00:00.000Z");
    expect(hasChangedForGood(found)).toBe(true);
    expect(hasChangedForGood(drift([R, F, F, NO_WAY], R))).toBe(false);
    const other = { ...R, id: "membership-cancellation/plcc-point" };
    const narrowed = drift([R, F, F, other]);
    expect(narrowed.findings.map(({ case: id, why }) => [id, why])).toEqual([
      [GIFT, "2 runs in a row show it; the newest run says nothing of it: it was not among its cases"],
    ]);
    // A case that another version of the suite has no more is gone.
    const later = drift([R, F, F, other], undefined, [{}, {}, {}, { suite: "0.2.0" }]);
    expect(later.findings).toEqual([]);
  });

  it("tells since when, and how often a flicker shows", () => {
    expect(drift([R, R, F, F]).findings[0]?.since).toBe("2026-03-03T02:00:00.000Z");
    expect(drift([R, NO_DATA, NO_DATA]).findings[0]?.since).toBe("2026-03-02T02:00:00.000Z");
    expect(drift([R, F, R, NO_WAY, F, R]).findings[0]?.rate).toEqual({ unusual: 2, runs: 5 });
    expect(drift([R, F, R, F]).findings[0]?.rate).toEqual({ unusual: 2, runs: 4 });
    expect(drift([R, F, R]).findings[0]?.outcomes).toEqual(["passed", "failed", "passed"]);
  });

  it("is the page where what came is as before, and the server where it is not", () => {
    const other = [{}, { contract: "cd34" }];
    const judged = { ...R, outcome: "failed" as const, violations: [madeUpViolation()] };
    expect(drift([R, judged], undefined, other).findings[0]?.kind).toBe("page");
    const demanding = { ...F, expected: { status: 400, code: "001_050", message: null } };
    expect(drift([R, demanding], undefined, other).findings[0]?.kind).toBe("page");
    expect(drift([R, F], undefined, other).findings[0]?.kind).toBe("seen-once");
    const [exchange] = judged.exchanges;
    const response = { status: 200, headers: [], body: '{"response":{"code":"001_049"}}' };
    const without = { ...judged, exchanges: [{ ...(exchange ?? madeUpExchange()), response }] };
    expect(drift([R, without], undefined, other).findings[0]?.kind).toBe("seen-once");
    expect(drift([R, judged], undefined, [{}, { suite: "0.2.0" }]).findings[0]?.kind).toBe("ours");
    expect(drift([R, judged]).findings[0]?.kind).toBe("seen-once");
  });

  it("is repeated where that can tell more", () => {
    expect(worthRepeating(nights([R, F]))).toEqual([GIFT]);
    expect(worthRepeating(nights([R, NO_WAY]))).toEqual([GIFT]);
    expect(worthRepeating(nights([R, F, R]))).toEqual([GIFT]);
    expect(worthRepeating(nights([R, NO_DATA]))).toEqual([]);
    expect(worthRepeating(nights([R, F], [{}, { contract: "cd34" }]))).toEqual([GIFT]);
    expect(worthRepeating(nights([F, F]))).toEqual([]);
  });
});

describe("a thing that an earlier run changed", () => {
  const userId = "9999999999999999999";
  const spentIn = (environment = "partner"): KeptRun => {
    const [run] = nights([R]);
    const report = madeUpReport([R], {
      ledger: [
        {
          at: "2026-03-01T02:00:00.000Z",
          case: "membership-cancellation/success",
          operation: "membership-cancellation",
          correlationId: "",
          effect: "membership",
          did: "changed",
          meant: true,
          things: [{ kind: "member", field: "userId", value: userId }],
          state: "left",
          remedy: "-",
        },
      ],
    });
    const target = { environment, baseUrl: run.baseUrl };
    return { ...keepRun({ ...report, target }, "first"), startedAt: "2026-02-01T02:00:00.000Z" };
  };

  it("is refused since: our data are spent", () => {
    const found = driftOver([spentIn(), ...nights([F, F])], "nobody did");
    expect(found.findings[0]).toMatchObject({ kind: "data" });
    expect(found.findings[0]?.why).toContain(`membership-cancellation/success changed userId ${userId}`);
    expect(hasChangedForGood(found)).toBe(false);
  });

  it("explains neither an answer of another form, nor a server that breaks, nor what is put back every night", () => {
    const kindsOf = (before: KeptRun, ...results: CaseResult[]) =>
      driftOver([before, ...nights(results)], "nobody did").findings.map(({ kind }) => kind);
    const formless = { ...F, violations: [madeUpViolation(), madeUpViolation({ rule: "envelope" })] };
    expect(kindsOf(spentIn(), formless, formless)).toEqual(["changed"]);
    const broken = { ...F, observed: { status: 500, code: null, message: null } };
    expect(kindsOf(spentIn(), broken, broken)).toEqual(["changed"]);
    expect(kindsOf(spentIn(), R, F, F)).toEqual(["changed"]);
    expect(kindsOf(spentIn("embedded"), F, F)).toEqual(["changed"]);
  });
});

describe("the drift as an issue", () => {
  it("tells each kind under its heading, what changed for good with its cause in full", () => {
    const newest = madeUpReport([F]);
    const text = driftMarkdown(driftOver(nights([R, F, F]), "nobody did"), newest);
    expect(text).toMatch(/^# Drift of partner: 1 case changed for good\n/);
    expect(text).toContain("## Changed for good (1)");
    expect(text).toContain("| ✓✕✕ |");
    expect(text).toContain(newest.causes[0]?.title);
    expect(text).toContain("npx konaplate run --only");
    const quiet = driftMarkdown(driftOver(nights([R, R]), "nobody did"), madeUpReport([R]));
    expect(quiet).toContain("Nothing that the newest run shows is other than before.");
    expect(driftMarkdown(driftOver(nights([R]), "nobody did"), madeUpReport([R]))).toContain(
      "No earlier run is kept",
    );
  });

  it("counts what came and went in the right number", () => {
    const other = { ...R, id: "membership-cancellation/plcc-point" };
    const text = driftMarkdown(drift([R, other]), madeUpReport([other]));
    expect(text).toContain("1 case is new: membership-cancellation/plcc-point.");
    expect(text).toContain(`1 case is gone: ${GIFT}.`);
  });

  it("tells what says nothing of the server by its reason, and what a repetition showed", () => {
    const cases = (result: CaseResult) =>
      Array.from({ length: 50 }, (_, index) => ({ ...result, id: `${GIFT}-${index}` }));
    const [before, now] = [cases(R), cases(NO_WAY)].map((all) => keepRun(madeUpReport(all), "x"));
    const runs: [KeptRun, ...KeptRun[]] = [before ?? expect.unreachable(), now ?? expect.unreachable()];
    const text = driftMarkdown(driftOver(runs, "nobody did"), madeUpReport(cases(NO_WAY)));
    expect(text).toContain("## The way was broken (50)");
    expect(text.match(/timeout: no answer/g)).toHaveLength(1);
    expect(text).toContain(`50 cases, such as ${GIFT}-0, ${GIFT}-1, ${GIFT}-2 |`);
    expect(drift([R, NO_WAY], R).findings[0]?.why).toContain("; repeated, it did as before");
    expect(drift([R, NO_WAY], F).findings[0]?.why).toContain("; repeated, it did something else");
    expect(drift([R, NO_WAY], NO_WAY).findings[0]?.why).not.toContain("repeated");
  });

  it("is bounded and inert", () => {
    const many = Array.from({ length: 400 }, (_, index) => ({ ...hostileResult(), id: `${GIFT}-${index}` }));
    const before = many.map(({ id }) => ({ ...R, id }));
    const run = (cases: readonly CaseResult[]) => keepRun(madeUpReport(cases), "x");
    const text = driftMarkdown(
      driftOver([run(before), run(many), run(many)], "nobody did"),
      madeUpReport(many),
    );
    expect(Buffer.byteLength(text)).toBeLessThan(60_000);
    expect(text.replaceAll("\n", "")).not.toMatch(UNSEEN);
    // What stands in a fence is shown as it is.
    expect(text.replaceAll(/^ *(`{3,})text\n[\s\S]*?^ *\1$/gm, "")).not.toContain("<script>");
    expect(text).toContain("and 370 more cases.");
  });
});
