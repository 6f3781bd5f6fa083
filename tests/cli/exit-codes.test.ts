import { describe, expect, it } from "vitest";
import { exitCodeOf } from "../../src/cli/exit-code-of.ts";
import type { CaseFault, CaseResult } from "../../src/results/case-result.ts";
import { madeUpReport, madeUpResult, madeUpViolation } from "../results/made-up.ts";

const errored = (fault: CaseFault, attempts = 1) =>
  madeUpResult({ id: `a/${fault}`, outcome: "errored", reason: "broke", fault, attempts });
const notExercised = madeUpResult({ id: "a/none", outcome: "not-exercised", reason: "no data", attempts: 0 });
const failed = madeUpResult({ id: "a/failed", outcome: "failed", violations: [madeUpViolation()] });

describe("the exit code of a run", () => {
  const table: readonly (readonly [string, readonly CaseResult[], number])[] = [
    ["conformant", [madeUpResult()], 0],
    ["non-conformant", [madeUpResult(), failed], 1],
    ["a failure goes before whatever broke", [failed, errored("refused"), errored("suite-fault")], 1],
    ["no connection at all", [errored("refused"), errored("dns"), errored("tls"), notExercised], 3],
    ["one connection was made, and broke", [errored("refused"), errored("reset")], 4],
    ["a case was answered", [errored("refused"), madeUpResult()], 4],
    ["nothing was sent", [notExercised], 4],
    ["no answer in time", [errored("timeout")], 4],
    ["our own request was wrong", [madeUpResult(), errored("request-schema", 0)], 4],
    ["the suite broke in a case", [madeUpResult(), errored("suite-fault", 0)], 5],
  ];
  it.each(table)("%s", (_name, cases, code) => {
    expect(exitCodeOf(madeUpReport(cases))).toBe(code);
  });
});
