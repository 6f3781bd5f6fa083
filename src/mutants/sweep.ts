import PQueue from "p-queue";
import type { Alteration } from "../../sandbox/alteration.ts";
import type { BenignVariant, Mutant } from "../../sandbox/mutants/model.ts";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import type { Case } from "../cases/model.ts";
import type { Settings } from "../environment/model.ts";
import type { CaseResult } from "../results/case-result.ts";
import { openSession, type Session, targetOf } from "../run/session.ts";
import type { Suite } from "../run/suite.ts";
import { ActingRequests, watchRules } from "./acting-requests.ts";
import { judgeMutant, judgeVariant, type Trial, verdictOf, violationKey, violationWords } from "./judge.ts";
import type { MutantResult, VariantResult } from "./model.ts";
import { candidates, type Reach, reachOf } from "./reach.ts";

/** Cases of one mutant that run at once; two are what the mutants that need company need. */
const AT_ONCE = 4;

/** Cases that are tried before a mutant is judged again; those that are answered with a success come first. */
const AT_A_TIME = 40;

/** A variant meets every case that is not documented once in so many. */
const SHARES = 6;

/** A sandbox of its own with a session on it: one mutant at a time. */
interface Slot {
  readonly sandbox: RunningSandbox;
  readonly session: Session;
}

export interface SweepOptions {
  /** Mutants tried at once; each has its own sandbox. */
  readonly slots?: number;
  /** Run every case that can show a mutant, also where the documented ones have caught it as they should. */
  readonly thorough?: boolean;
  /** Ids of the operations that what is tried is about: cases of others can show none of it. All of them where absent. */
  readonly operations?: readonly string[];
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
  readonly #idle: Slot[];
  readonly #queue: PQueue;
  readonly #thorough: boolean;
  readonly #reach: Reach;
  readonly #known: ReadonlySet<string>;
  /** What the suite says of the right server; it counts against no other. */
  readonly baseline: readonly string[];

  private constructor(slots: Slot[], reach: Reach, results: readonly CaseResult[], thorough: boolean) {
    this.#idle = [...slots];
    this.#queue = new PQueue({ concurrency: slots.length });
    this.#reach = reach;
    const judged = results.flatMap((result) =>
      result.violations
        .filter(({ level }) => level !== "observed")
        .map((violation) => ({ result, violation })),
    );
    this.#known = new Set(judged.map(({ result, violation }) => violationKey(result, violation)));
    this.baseline = judged.map(({ result, violation }) => violationWords(result, violation));
    this.#thorough = thorough;
  }

  /** Starts the sandboxes and runs every case that may be tried once as a baseline. Throws BaselineFault. */
  static async open(
    suite: Suite,
    settings: Settings,
    { slots = 2, thorough = false, operations }: SweepOptions = {},
  ): Promise<Sweep> {
    const opened = await Promise.all(Array.from({ length: slots }, () => openSlot(suite, settings)));
    const [first] = opened;
    if (!first) throw new RangeError("a sweep needs one slot at least");
    const broken = new Map<string, Set<string>>();
    const results = await runOn(first, casesOf(first.session.cases, operations), watchRules(broken));
    const sweep = new Sweep(opened, reachOf(results, broken), results, thorough);
    if (verdictOf(results) === "conformant") return sweep;
    await sweep.close();
    throw new BaselineFault(
      results
        .filter(({ outcome }) => outcome === "failed" || outcome === "errored")
        .map(({ id, outcome }) => `${id} ${outcome}`),
    );
  }

  /** Tries one mutant, when a slot is free. */
  tryMutant(mutant: Mutant): Promise<MutantResult> {
    return this.#inSlot(async (slot) => {
      const { documented, others } = candidates(mutant, slot.session.cases, this.#reach);
      let trial = await this.#trial(slot, documented, mutant.alter());
      let result = judgeMutant(mutant, trial);
      for (let from = 0; from < others.length; from += AT_A_TIME) {
        if (result.outcome === "killed" && !this.#thorough) return result;
        // In a world of its own: what earlier cases changed is not there.
        const more = await this.#trial(slot, others.slice(from, from + AT_A_TIME), mutant.alter());
        trial = joined(trial, more);
        result = judgeMutant(mutant, trial);
      }
      return result;
    });
  }

  /**
   * Tries one benign variant with every documented case of its operations and with a share of the others: each time
   * another one, so that over the catalogue every case meets some.
   */
  tryVariant(variant: BenignVariant): Promise<VariantResult> {
    return this.#inSlot(async (slot) => {
      const { documented, others } = candidates(variant, slot.session.cases, this.#reach);
      const turn = shareOf(variant.id);
      const isAll = this.#thorough || variant.everyCase === true;
      const share = isAll ? others : others.filter((_row, index) => index % SHARES === turn);
      return judgeVariant(variant, await this.#trial(slot, [...documented, ...share], variant.alter()));
    });
  }

  async close(): Promise<void> {
    await this.#queue.onIdle();
    await Promise.all(
      this.#idle.map(async ({ session, sandbox }) => {
        session.close();
        await sandbox.close();
      }),
    );
  }

  async #trial(slot: Slot, cases: readonly Case[], alteration: Alteration): Promise<Trial> {
    const began = Date.now();
    const acting = new ActingRequests();
    const results = cases.length === 0 ? [] : await runOn(slot, cases, acting.watch(alteration));
    return { results, acted: acting.ids, durationMs: Date.now() - began, baseline: this.#known };
  }

  #inSlot<T>(work: (slot: Slot) => Promise<T>): Promise<T> {
    return this.#queue.add(async () => {
      const slot = this.#idle.pop();
      if (!slot) throw new Error("more work at once than slots");
      try {
        return await work(slot);
      } finally {
        this.#idle.push(slot);
      }
    });
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

/** The same share for the same variant, whatever else is tried. */
function shareOf(id: string): number {
  return [...id].reduce((sum, character) => sum + (character.codePointAt(0) ?? 0), 0) % SHARES;
}

/** The cases that requests of these operations come from: their own, and journeys, which go through several. */
function casesOf(cases: readonly Case[], operations: readonly string[] | undefined): readonly Case[] {
  return cases.filter(
    ({ kind, operation }) => !operations || kind === "journey" || operations.includes(operation),
  );
}

async function openSlot(suite: Suite, settings: Settings): Promise<Slot> {
  const sandbox = await startSandbox({ contract: suite.contract });
  const limits = { ...settings.limits, concurrency: AT_ONCE };
  const target = targetOf(settings, { ...sandbox.settings });
  return { sandbox, session: openSession(suite, { ...settings, limits }, target) };
}

async function runOn(
  { sandbox, session }: Slot,
  cases: readonly Case[],
  alteration: Alteration,
): Promise<CaseResult[]> {
  sandbox.reset(alteration);
  session.forget();
  return Promise.all(cases.map((row) => session.run(row)));
}
