import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Alteration } from "../../sandbox/alteration.ts";
import type { BenignVariant, Mutant } from "../../sandbox/mutants/model.ts";
import { exactNumber } from "../../src/exact/json.ts";
import type { MutantResult } from "../../src/mutants/model.ts";
import { sweepSettings } from "../../src/mutants/selection.ts";
import { BaselineFault, Sweep } from "../../src/mutants/sweep.ts";
import { suite } from "../run/run-cases.ts";

const LEAVING = "membership-cancellation";
/** What the mutants here are about; the sweep itself takes the whole plan. */
const settings = {
  ...sweepSettings(suite, process.cwd(), "subset"),
  only: [`${LEAVING}/*`],
  kinds: ["documented", "generated"],
};
let sweep: Sweep;

beforeAll(async () => {
  sweep = await Sweep.open(suite, settings, { slots: 2 });
}, 120_000);
afterAll(() => sweep.close());

function madeUp(name: string, alter: () => Alteration, differences: Partial<Mutant> = {}): Mutant {
  return {
    id: `scenario/${LEAVING}/${name}`,
    category: "scenario",
    description: "It deviates.",
    operations: [LEAVING],
    evidence: "documented",
    catchers: ["code"],
    alter,
    ...differences,
  };
}

const ofCode = (code: string, other: string) => (): Alteration => ({
  plain: (answer) => (answer.code === code ? { ...answer, code: other } : answer),
});

async function outcomeOf(mutant: Mutant): Promise<MutantResult["outcome"]> {
  return (await sweep.tryMutant(mutant)).outcome;
}

describe("a mutant", () => {
  it("that breaks a documented line is killed, by the rule expected", async () => {
    const result = await sweep.tryMutant(madeUp("killed", ofCode("001_049", "999_999")));
    expect(result).toMatchObject({ outcome: "killed", verdict: "non-conformant", actedIn: 1, casesRun: 1 });
    expect(result.caughtBy).toEqual([
      { rule: "code", level: "documented", case: `${LEAVING}/unreceived-gift`, kind: "documented" },
    ]);
  });

  it("that acts elsewhere than the run against the right server foretold is found by the whole of its cases", async () => {
    const third = (): Alteration => ({
      plain: (answer, { index }) => (index === 3 ? { ...answer, code: "999_999" } : answer),
    });
    const result = await sweep.tryMutant(madeUp("third", third));
    expect(result).toMatchObject({ outcome: "killed", verdict: "non-conformant", actedIn: 1 });
    expect(result.casesRun).toBeGreaterThan(3);
  });

  it("caught by a rule that was not expected says so", async () => {
    expect(await outcomeOf(madeUp("otherwise", ofCode("001_049", "999_999"), { catchers: ["dates"] }))).toBe(
      "killed-by-other-rules",
    );
  });

  it("that no rule sees survives, with the exchange that shows it", async () => {
    const result = await sweep.tryMutant(madeUp("unseen", ofCode("001_057", "001_077")));
    expect(result).toMatchObject({ outcome: "survived", verdict: "conformant" });
    expect(result.shownBy).toMatchObject({ case: `${LEAVING}/refund-in-progress`, outcome: "passed" });
    expect(result.shownBy?.answer).toContain("001_077");
    expect(result.shownBy?.request).toContain("50000104660");
  });

  it("that no request brings out survives without an exchange", async () => {
    const result = await sweep.tryMutant(madeUp("idle", ofCode("no_code", "999_999")));
    expect(result).toMatchObject({ outcome: "survived", actedIn: 0 });
    expect(result.shownBy).toBeUndefined();
  });

  it("that leaves out a rule is tried on those cases alone that break it", async () => {
    const leavesOut = ["state.unreceived-gift"];
    const skipRule = (rule: string): boolean => leavesOut.includes(rule);
    const result = await sweep.tryMutant(madeUp("left-out", () => ({ skipRule }), { breaches: leavesOut }));
    expect(result).toMatchObject({ outcome: "killed", casesRun: 1 });
  });

  it("has a world of its own: what another one changed is not there", async () => {
    const nobodyLeaves = (): Alteration => ({});
    await sweep.tryMutant(madeUp("first", nobodyLeaves));
    const second = await sweep.tryMutant(madeUp("second", nobodyLeaves));
    expect(second).toMatchObject({ outcome: "survived", verdict: "conformant", caughtBy: [] });
  });
});

describe("a variant", () => {
  const variant = (alter: () => Alteration): BenignVariant => ({
    id: "benign/answer/made-up",
    description: "The server is different.",
    operations: [LEAVING],
    alter,
  });

  it("that changes nothing documented is not accused", async () => {
    const result = await sweep.tryVariant(variant(ofCode("001_057", "001_077")));
    expect(result).toMatchObject({ accusations: [], verdict: "conformant" });
    expect(result.actedIn).toBeGreaterThan(0);
  });

  it.each(["one", "other"])(
    "that is wrong in a single derived case is tried with it, whatever its share: %s",
    async (name) => {
      const alter = (): Alteration => ({
        plain: (answer, { request }) =>
          request && !Object.hasOwn(request, "userId")
            ? { ...answer, status: 200, code: "000_000", message: "Success" }
            : answer,
      });
      const result = await sweep.tryVariant({ ...variant(alter), id: `benign/answer/${name}` });
      expect(result.actedIn).toBe(1);
      expect(result.accusations[0]).toContain(`${LEAVING}/body.userId.missing: `);
    },
  );

  it("that is none is accused, with what was held against it", async () => {
    const result = await sweep.tryVariant(variant(ofCode("001_049", "999_999")));
    expect(result.verdict).toBe("non-conformant");
    expect(result.accusations[0]).toMatch(
      /unreceived-gift: code \(documented\) at \/response\/code: expected 001_049, came "999_999"/,
    );
  });
});

it("a sweep on a sandbox that is not conformant to begin with does not begin", async () => {
  const wrong = {
    ...settings,
    testData: {
      ...settings.testData,
      [LEAVING]: { ...settings.testData[LEAVING], "unknown-member": { userId: exactNumber("0") } },
    },
  };
  await expect(Sweep.open(suite, wrong, { slots: 1 })).rejects.toThrow(BaselineFault);
}, 60_000);
