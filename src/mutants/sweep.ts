import type { Alteration } from "../../sandbox/alteration.ts";
import type { BenignVariant, Mutant } from "../../sandbox/mutants/model.ts";
import type { Case } from "../cases/model.ts";
import type { Settings } from "../environment/model.ts";
import type { CaseResult } from "../results/case-result.ts";
import type { Suite } from "../run/suite.ts";
import { ActingRequests } from "./acting-requests.ts";
import {
  isDecided,
  judgeMutant,
  judgeVariant,
  type Trial,
  verdictOf,
  violationKey,
  violationWords,
} from "./judge.ts";
import type { MutantResult, VariantResult } from "./model.ts";
import { type Candidates, candidates, foreseen, type Reach, reachOf } from "./reach.ts";
import { Rehearsal } from "./rehearsal.ts";
import { type Slot, Slots } from "./slots.ts";

/** Of the cases in which a mutant is going to act so many are tried at first, and up to so many after them. */
const AT_FIRST: readonly number[] = [1, 4, 12, 40];

/** Cases that are tried before a mutant is judged again; those that are answered with a success come first. */
const AT_A_TIME = 40;

/** Where a variant acts in more cases than these, beside the documented ones, it is tried with one in so many of them. */
const FEW = 40;
const ONE_IN = 6;
/** Of the cases that it is not going to act in, and which could only tell of what it did in others, it meets one in so many. */
const ONE_IDLE_IN = 12;

export interface SweepOptions {
  /** Mutants tried at once; each has its own sandbox. */
  readonly slots?: number;
  /** Ids of the operations that what is tried is about: cases of others can show none of it. All of them where absent. */
  readonly operations?: readonly string[];
}

export interface Thoroughness {
  /** Run every case that can show a mutant, also where a part of them has caught it as it should. */
  readonly thorough?: boolean;
}

/** The sandbox as it should be is not conformant: nothing that a sweep finds would mean anything. */
export class BaselineFault extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`the unaltered sandbox is not conformant: ${problems.join("; ")}`);
    this.name = "BaselineFault";
  }
}

/** Tries mutants against the engine, without a process or a test runner for each. */
export class Sweep {
  readonly #slots: Slots;
  readonly #reach: Reach;
  readonly #known: ReadonlySet<string>;
  /** What the suite says of the right server; it counts against no other. */
  readonly baseline: readonly string[];

  private constructor(slots: Slots, reach: Reach, results: readonly CaseResult[]) {
    this.#slots = slots;
    this.#reach = reach;
    const judged = results.flatMap((result) =>
      result.violations
        .filter(({ level }) => level !== "observed")
        .map((violation) => ({ result, violation })),
    );
    this.#known = new Set(judged.map(({ result, violation }) => violationKey(result, violation)));
    this.baseline = judged.map(({ result, violation }) => violationWords(result, violation));
  }

  /** Starts the sandboxes and runs every case that may be tried once as a baseline. Throws BaselineFault. */
  static async open(
    suite: Suite,
    settings: Settings,
    { slots = 2, operations }: SweepOptions = {},
  ): Promise<Sweep> {
    const opened = await Slots.open(slots, suite, settings);
    const rehearsal = new Rehearsal();
    const results = await opened.take((slot) =>
      slot.run(casesOf(slot.session.cases, operations), rehearsal.watch()),
    );
    const sweep = new Sweep(opened, reachOf(results, rehearsal), results);
    if (verdictOf(results) === "conformant") return sweep;
    await sweep.close();
    throw new BaselineFault(
      results
        .filter(({ outcome }) => outcome === "failed" || outcome === "errored")
        .map(({ id, outcome }) => `${id} ${outcome}`),
    );
  }

  /** Tries one mutant, when a slot is free, until it is caught as it should be. */
  tryMutant(mutant: Mutant, { thorough = false }: Thoroughness = {}): Promise<MutantResult> {
    return this.#slots.take(async (slot) => {
      const cases = candidates(mutant, slot.session.cases, this.#reach);
      const early = thorough ? undefined : await this.#byPart(slot, mutant, cases);
      return early ?? this.#byAll(slot, mutant, cases, thorough);
    });
  }

  /**
   * By a few of the cases that it is going to act in; undefined where they leave it open. What is told of less than a
   * documented line may be told as one by a further case.
   */
  async #byPart(
    slot: Slot,
    mutant: Mutant,
    { documented, others }: Candidates,
  ): Promise<MutantResult | undefined> {
    const acting = await foreseen(mutant, [...documented, ...others], this.#reach);
    let trial = await this.#trial(slot, [], mutant.alter());
    for (const upTo of AT_FIRST) {
      const part = acting.slice(trial.results.length, upTo);
      if (part.length === 0) break;
      trial = joined(trial, await this.#trial(slot, part, mutant.alter()));
      const result = judgeMutant(mutant, trial);
      if (isDecided(result) && result.toldAt === "documented") return result;
    }
    const result = judgeMutant(mutant, trial);
    return isDecided(result) ? result : undefined;
  }

  /** By the documented cases, and then by the others, a few at a time. */
  async #byAll(
    slot: Slot,
    mutant: Mutant,
    { documented, others }: Candidates,
    thorough: boolean,
  ): Promise<MutantResult> {
    let trial = await this.#trial(slot, documented, mutant.alter());
    let result = judgeMutant(mutant, trial);
    for (let from = 0; from < others.length; from += AT_A_TIME) {
      if (isDecided(result) && !thorough) return result;
      // In a world of its own: what earlier cases changed is not there.
      const more = await this.#trial(slot, others.slice(from, from + AT_A_TIME), mutant.alter());
      trial = joined(trial, more);
      result = judgeMutant(mutant, trial);
    }
    return result;
  }

  /**
   * Tries one benign variant with every documented case of its operations, with the others that it is going to act in, or
   * a share of them where they are many, and with a share of the rest: each time another one, so that over the catalogue
   * every case meets some.
   */
  tryVariant(variant: BenignVariant, { thorough = false }: Thoroughness = {}): Promise<VariantResult> {
    return this.#slots.take(async (slot) => {
      const { documented, others } = candidates(variant, slot.session.cases, this.#reach);
      const seen = await foreseen(variant, others, this.#reach);
      // Where nobody foresees it, it may act in all of them.
      const acting = new Set(thorough || seen.length === 0 ? others : seen);
      const isAll = thorough || variant.everyCase === true || acting.size <= FEW;
      const turn = turnOf(variant.id);
      const tried = others.filter((row, index) => {
        const shares = !acting.has(row) ? ONE_IDLE_IN : isAll ? 1 : ONE_IN;
        return index % shares === turn % shares;
      });
      return judgeVariant(variant, await this.#trial(slot, [...documented, ...tried], variant.alter()));
    });
  }

  close(): Promise<void> {
    return this.#slots.close();
  }

  async #trial(slot: Slot, cases: readonly Case[], alteration: Alteration): Promise<Trial> {
    const began = Date.now();
    const acting = new ActingRequests();
    const results = cases.length === 0 ? [] : await slot.run(cases, acting.watch(alteration));
    return { results, acted: acting.ids, durationMs: Date.now() - began, baseline: this.#known };
  }
}

function joined(first: Trial, second: Trial): Trial {
  return {
    ...first,
    results: [...first.results, ...second.results],
    acted: new Set([...first.acted, ...second.acted]),
    durationMs: first.durationMs + second.durationMs,
  };
}

/** The same for the same variant, whatever else is tried. */
function turnOf(id: string): number {
  return [...id].reduce((sum, character) => sum + (character.codePointAt(0) ?? 0), 0);
}

/** The cases that requests of these operations come from: their own, and journeys, which go through several. */
function casesOf(cases: readonly Case[], operations: readonly string[] | undefined): readonly Case[] {
  return cases.filter(
    ({ kind, operation }) => !operations || kind === "journey" || operations.includes(operation),
  );
}
