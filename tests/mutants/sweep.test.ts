import { availableParallelism } from "node:os";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RULES } from "../../src/checks/rules.ts";
import { type Needs, needsOf } from "../../src/mutants/needs.ts";
import { isAccused } from "../../src/mutants/report.ts";
import { selectFrom, sweepSettings } from "../../src/mutants/selection.ts";
import { type Swept, sweepInShards } from "../../src/mutants/shards.ts";
import { Sweep } from "../../src/mutants/sweep.ts";
import { rulesOf, toldText } from "../../src/mutants/words.ts";
import { suite } from "../support/suite.ts";

const ROOT = process.cwd();
const SEED = "mutants";
const SWEEP_MS = 600_000;
const selection = selectFrom(suite.contract, {});
let swept: Swept;
let needs: Needs;

/** Rules that judge nothing: what they find is observed, and no server fails of it. */
const OBSERVING = ["unknown-fields"];
/** Judged by the engine over several exchanges, and so none of RULES. */
const ENGINE_RULES = ["at-most-once"];
/** Deviations by which a rule is tried again with every case, until one is caught by it alone. */
const TRIES = 4;

beforeAll(async () => {
  const processes = Math.min(4, availableParallelism());
  swept = await sweepInShards({ root: ROOT, seed: SEED, selection, processes });
  needs = needsOf(swept.mutants);
}, SWEEP_MS);

describe("the whole catalogue", () => {
  it("was tried", () => {
    expect(swept.mutants.length).toBe(selection.mutants.length);
    expect(swept.variants.length).toBe(selection.variants.length);
  });

  it("has no survivor", () => {
    const survivors = swept.mutants.filter(({ outcome }) => outcome === "survived");
    expect(
      survivors.map(
        (mutant) =>
          `${mutant.id} ${toldText(mutant)} ${mutant.shownBy?.case ?? "(no request brings it out)"}`,
      ),
    ).toEqual([]);
  });

  it("has none that other rules caught than those that should", () => {
    const otherwise = swept.mutants.filter(({ outcome }) => outcome === "killed-by-other-rules");
    expect(otherwise.map((mutant) => `${mutant.id} ${rulesOf(mutant)}`)).toEqual([]);
  });

  it("is tried against a right server of which nothing is said", () => {
    expect(swept.baseline).toEqual([]);
  });

  it("breaks a documented line, or security, only with a verdict that says so", () => {
    const failing = swept.mutants.filter(
      ({ evidence, outcome }) => evidence !== "inferred" && outcome !== "survived",
    );
    expect(failing.filter(({ verdict }) => verdict !== "non-conformant").map(({ id }) => id)).toEqual([]);
  });

  it("has no false accusation", () => {
    const accused = swept.variants.filter(isAccused);
    expect(accused.map(({ id, accusations }) => `${id} ${accusations[0] ?? ""}`)).toEqual([]);
  });
});

describe("without it something would survive:", () => {
  let again: Sweep;
  beforeAll(async () => {
    again = await Sweep.open(suite, sweepSettings(suite, ROOT, SEED), { slots: 2, thorough: true });
  }, SWEEP_MS);
  afterAll(() => again.close());

  it.each(["generated", "header", "journey"] as const)("%s cases", (kind) => {
    expect(needs.kinds.get(kind) ?? []).not.toEqual([]);
  });

  // A limit is the user's own, and no page that a mutant could break.
  const ofPages = RULES.filter(({ kind }) => kind !== "limit").map(({ id }) => id);
  const rules = [...ofPages, ...ENGINE_RULES].filter((rule) => !OBSERVING.includes(rule));
  it.each(rules)(
    "rule %s",
    async (rule) => {
      const ids = (needs.rules.get(rule) ?? []).slice(0, TRIES);
      const wanted = selection.mutants.filter(({ id }) => ids.includes(id));
      let caughtByItAlone: readonly string[] = [];
      for (const mutant of wanted) {
        caughtByItAlone = needsOf([await again.tryMutant(mutant)]).rules.get(rule) ?? [];
        if (caughtByItAlone.length > 0) break;
      }
      expect(caughtByItAlone).not.toEqual([]);
    },
    120_000,
  );
});
