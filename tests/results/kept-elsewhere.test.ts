import { describe, expect, it } from "vitest";
import type { CaseResult } from "../../src/results/case-result.ts";
import { factsOfExchange } from "../../src/results/exchange-facts.ts";
import { altered, exchangeFacts, isLost, keptElsewhere, without } from "../../src/results/kept-elsewhere.ts";
import { madeUpExchange, madeUpResult } from "./made-up.ts";

const whole = madeUpResult({ exchanges: [madeUpExchange(), madeUpExchange({ label: "again" })] });

function kept(): { result: CaseResult; reads: () => number } {
  let reads = 0;
  const result = keptElsewhere<CaseResult>(without(whole, ["exchanges", "clauses"]), {
    names: ["exchanges", "clauses"],
    facts: whole.exchanges.map(factsOfExchange),
    read: () => {
      reads += 1;
      return { exchanges: whole.exchanges, clauses: whole.clauses };
    },
  });
  return { result, reads: () => reads };
}

describe("a result whose exchanges stand elsewhere", () => {
  it("is the same as one that has them, to whoever looks at it or writes it down", () => {
    const { result } = kept();
    expect(result).toEqual(whole);
    expect(JSON.parse(JSON.stringify(result))).toEqual(JSON.parse(JSON.stringify(whole)));
    expect({ ...result, outcome: "failed" }).toEqual({ ...whole, outcome: "failed" });
  });

  it("is altered, and known of, without a look there", () => {
    const { result, reads } = kept();
    const failed = altered(altered(result, { outcome: "failed" }), { reason: "because" });
    expect(exchangeFacts(failed)).toEqual(exchangeFacts(whole));
    expect(without(failed, ["exchanges", "clauses"])).toEqual({
      ...without(whole, ["exchanges", "clauses"]),
      outcome: "failed",
      reason: "because",
    });
    expect(reads()).toBe(0);
    expect(failed.exchanges).toEqual(whole.exchanges);
    expect(reads()).toBe(1);
  });
});

describe("a result whose file is gone", () => {
  it("says so, and has nothing that travelled", () => {
    const lost = keptElsewhere<CaseResult>(without(whole, ["exchanges"]), {
      names: ["exchanges"],
      facts: whole.exchanges.map(factsOfExchange),
      read: () => undefined,
    });
    expect(lost.exchanges).toEqual([]);
    expect(exchangeFacts(lost)).toHaveLength(2);
    expect([isLost(lost), isLost(whole), isLost(kept().result)]).toEqual([true, false, false]);
  });
});

describe("what is known of exchanges", () => {
  it("is the same object each time, of a result that has them as well", () => {
    expect(exchangeFacts(whole)[1]).toBe(exchangeFacts(whole)[1]);
    expect(exchangeFacts(whole).map(({ label }) => label)).toEqual(whole.exchanges.map(({ label }) => label));
  });
});
