import { availableParallelism } from "node:os";
import { beforeAll, describe, expect, it } from "vitest";
import { RULES } from "../../src/checks/rules.ts";
import type { MutantResult } from "../../src/mutants/model.ts";
import { isAccused } from "../../src/mutants/report.ts";
import { selectFrom } from "../../src/mutants/selection.ts";
import { Shards, type Swept } from "../../src/mutants/shards.ts";
import { rulesOf, toldText } from "../../src/mutants/words.ts";
import { suite } from "../support/suite.ts";
import { breadthOf, type Need, type Shown, tryNeeds } from "./needed.ts";

const ROOT = process.cwd();
const SEED = "mutants";
const SWEEP_MS = 600_000;
const selection = selectFrom(suite.contract, {});
let swept: Swept;
let shown: Shown;

/** Rules that judge nothing: what they find is observed, and no server fails of it. */
const OBSERVING = ["unknown-fields"];
/** Judged by the engine over several exchanges, and so none of RULES. */
const ENGINE_RULES = ["at-most-once"];
// A limit is the user's own, and no page that a mutant could break.
const ofPages = RULES.filter(({ kind }) => kind !== "limit").map(({ id }) => id);
const rules = [...ofPages, ...ENGINE_RULES].filter((rule) => !OBSERVING.includes(rule));
const needs: readonly Need[] = [
  { kind: "generated" },
  { kind: "header" },
  { kind: "journey" },
  ...rules.map((rule) => ({ rule })),
];

/** One mutant of every category, of those that fewest cases can show. */
function oneOfEach(): ReadonlySet<string> {
  const { mutants } = selection;
  const fewestFirst = [...mutants].sort((one, other) => breadthOf(one) - breadthOf(other));
  const categories = [...new Set(mutants.map(({ category }) => category))];
  return new Set(
    categories.flatMap((category) => fewestFirst.find((mutant) => mutant.category === category)?.id ?? []),
  );
}

beforeAll(async () => {
  const processes = Math.min(4, availableParallelism());
  const shards = new Shards({ root: ROOT, seed: SEED, selection, processes });
  try {
    swept = await shards.sweep(selection);
    shown = await tryNeeds(shards, needs, swept.mutants, selection.mutants, oneOfEach());
  } finally {
    shards.close();
  }
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

describe("tried with every case that can show it", () => {
  it("a mutant ends as with the part that it was caught by, of whatever category", () => {
    const byPart = new Map(swept.mutants.map((mutant) => [mutant.id, mutant]));
    const categories = new Set(swept.mutants.map(({ category }) => category));
    expect(new Set(shown.tried.map(({ category }) => category))).toEqual(categories);
    const ended = ({ id, outcome, evidence, verdict }: MutantResult) =>
      `${id} ${outcome}${evidence === "inferred" ? "" : ` ${verdict}`}`;
    expect(shown.tried.map(ended)).toEqual(shown.tried.map((whole) => ended(byPart.get(whole.id) ?? whole)));
    expect(shown.tried.filter(({ id, casesRun }) => casesRun < (byPart.get(id)?.casesRun ?? 0))).toEqual([]);
  });

  it.each(needs.map((need) => [Object.entries(need).flat().join(" "), need] as const))(
    "without the %s one would survive",
    (_name, need) => {
      expect(shown.alone.get(need)).not.toEqual([]);
    },
  );
});
