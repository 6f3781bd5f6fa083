import { describe, expect, it } from "vitest";
import { repeatText } from "../../reporters/repeat-text.ts";
import type { CaseResult } from "../../src/results/case-result.ts";
import type { Cause } from "../../src/results/cause.ts";
import type { Report } from "../../src/results/model.ts";
import { repeatable, repeatedCause } from "../../src/results/repeat.ts";
import { madeUpReport, madeUpResult, madeUpViolation, oneOfEach } from "./made-up.ts";

const failing = (id: string, where = "/a", actual = "2"): CaseResult =>
  madeUpResult({
    id: `a/${id}`,
    outcome: "failed",
    violations: [madeUpViolation({ rule: "dates", where, actual })],
  });
const passing = (id: string): CaseResult => madeUpResult({ id: `a/${id}` });
const silent = (id: string): CaseResult =>
  madeUpResult({ id: `a/${id}`, outcome: "not-exercised", reason: "no test data" });

const before = madeUpReport([failing("one"), failing("two")]);
const [cause] = before.causes as [Cause];
const again = (...cases: CaseResult[]): Report => madeUpReport(cases);

describe("what is run again", () => {
  it("is every cause that fails or warns, unless a cause or a case is named", () => {
    const report = madeUpReport();
    const all = repeatable(report);
    expect(all?.causes.map(({ effect }) => effect)).toEqual(["fails", "warns"]);
    expect(all?.cases).toEqual([
      "membership-cancellation/unreceived-gift",
      "membership-cancellation/unknown-member",
    ]);
    const silence = report.causes.at(-1);
    expect(repeatable(report, silence?.id)?.cases).toEqual(silence?.cases);
    expect(repeatable(report, "card-inquiry/success")?.causes[0]?.of).toBe("data");
    expect(repeatable(madeUpReport(oneOfEach().slice(0, 1)))).toEqual({ causes: [], cases: [] });
  });

  it("is one case where a case of many is named, and nothing of an unknown name", () => {
    expect(repeatable(before, "a/two")).toEqual({
      causes: [{ ...cause, cases: ["a/two"] }],
      cases: ["a/two"],
    });
    expect(repeatable(again(passing("one")), "a/one")).toEqual({ causes: [], cases: ["a/one"] });
    expect(repeatable(before, "a/three")).toBeUndefined();
  });
});

describe("a cause", () => {
  it("is still there where the same rule does not hold at the same place, whatever came", () => {
    const told = repeatedCause(cause, again(failing("one", "/a", "another"), passing("two")));
    expect(told).toMatchObject({ state: "there", cases: ["a/one"], judged: 2 });
  });

  it("is gone where its cases are judged and show it no more, though something else be wrong", () => {
    expect(repeatedCause(cause, again(passing("one"), silent("two")))).toMatchObject({
      state: "gone",
      judged: 1,
    });
    expect(repeatedCause(cause, again(failing("one", "/b"), passing("two"))).state).toBe("gone");
  });

  it("is not known where none of its cases is judged", () => {
    expect(repeatedCause(cause, again(silent("one"), silent("two")))).toMatchObject({
      state: "unknown",
      cases: ["a/one", "a/two"],
    });
  });

  it("that says why there is no evidence is gone once there is some", () => {
    const [lack] = again(silent("one")).causes as [Cause];
    expect(repeatedCause(lack, again(silent("one"))).state).toBe("there");
    expect(repeatedCause(lack, again(passing("one"))).state).toBe("gone");
  });
});

describe("the text about what was run again", () => {
  const lines = (after: Report) =>
    repeatText([repeatedCause(cause, after)], { causes: [cause], cases: cause.cases }, after, plain);
  const same = (text: string) => text;
  const plain = { red: same, green: same, yellow: same, dim: same } as never;

  it("says of each cause whether it is still there", () => {
    expect(lines(again(failing("one"), passing("two")))).toBe(
      `still there: ${cause.title}, in 1 of its 2 cases (${cause.id})\n`,
    );
    expect(lines(again(passing("one"), silent("two")))).toBe(
      `gone: ${cause.title}; 1 of its 2 cases said nothing this time (${cause.id})\n`,
    );
    expect(lines(again(silent("one"), silent("two")))).toBe(
      `not known: ${cause.title}; none of its 2 cases was judged: no test data (${cause.id})\n`,
    );
  });

  it("says what became of a case that had no cause", () => {
    const after = again(passing("one"));
    expect(repeatText([], { causes: [], cases: ["a/one"] }, after, plain)).toBe(
      "passed: a/one; nothing was wrong with it before\n",
    );
  });
});
