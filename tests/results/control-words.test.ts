import { describe, expect, it } from "vitest";
import type { CaseResult, RefusalControl } from "../../src/results/case-result.ts";
import { controlSentence, controlSummary, restsOn } from "../../src/results/control-words.ts";
import type { ControlRecord } from "../../src/results/model.ts";
import { madeUpResult } from "./made-up.ts";

const OPERATION = "membership-cancellation";

function resting(held: NonNullable<RefusalControl["held"]>, of = `${OPERATION}/success`): CaseResult {
  return madeUpResult({ id: `${OPERATION}/header.${held}`, control: { of, names: [], held } });
}

const control: ControlRecord = {
  id: `${OPERATION}/success`,
  purpose: "control",
  operation: OPERATION,
  title: "Control",
  state: "held",
  observed: { status: 200, code: "000_000", message: null },
  startedAt: "2026-03-01T09:00:00.000Z",
  durationMs: 1,
  attempts: 1,
  exchanges: [],
};

describe("the controls of a run in words", () => {
  it("count what each refusal rests on, and the requests that were sent for that", () => {
    const cases = [resting("own-answer"), resting("own-answer"), resting("right-request"), resting("none")];
    expect(controlSummary({ cases })).toMatchObject({ resting: 4, byOwnAnswer: 2, byRightRequest: 1 });
    const controls = [control, control, { ...control, purpose: "opening" as const }];
    const sentence = controlSentence({ cases, controls });
    expect(sentence).toContain("Of 4 cases that rest on a refusal 2 got an answer that speaks for itself");
    expect(sentence).toContain("1 stand beside a right request that held, and 1 is without a control");
    expect(sentence).toContain("2 right requests were sent");
  });

  it("say that none is without one, and nothing where no case rests on a refusal", () => {
    const held = { cases: [resting("own-answer")], controls: [] };
    expect(controlSentence(held)).toContain("none is without a control");
    const unsent = madeUpResult({ outcome: "not-exercised", control: { of: OPERATION, names: [] } });
    expect(controlSentence({ cases: [madeUpResult(), unsent], controls: [] })).toBeUndefined();
  });

  it("say of a case what it rests on", () => {
    expect(restsOn(resting("own-answer"))).toContain("the answer itself");
    expect(restsOn(resting("right-request"))).toBe(
      `the right request of ${OPERATION}/success, which held beside it`,
    );
    expect(restsOn(resting("none", OPERATION))).toBe(`nothing: a right request of ${OPERATION} did not hold`);
    expect(restsOn(madeUpResult())).toBeUndefined();
  });
});
