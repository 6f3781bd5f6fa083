import PQueue from "p-queue";
import type { Alteration } from "../../sandbox/alteration.ts";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import type { Case } from "../cases/model.ts";
import type { Settings } from "../environment/model.ts";
import type { CaseResult } from "../results/case-result.ts";
import { openSession, type Session, targetOf } from "../run/session.ts";
import type { Suite } from "../run/suite.ts";

/** Cases of one mutant that run at once; two are what the mutants that need company need. */
const AT_ONCE = 4;

/** A sandbox of its own with a session on it: one mutant at a time. */
export class Slot {
  private constructor(
    readonly sandbox: RunningSandbox,
    readonly session: Session,
  ) {}

  static async open(suite: Suite, settings: Settings): Promise<Slot> {
    const sandbox = await startSandbox({ contract: suite.contract });
    const limits = { ...settings.limits, concurrency: AT_ONCE };
    const target = targetOf(settings, { ...sandbox.settings });
    return new Slot(sandbox, openSession(suite, { ...settings, limits }, target));
  }

  /** Runs cases on a world that nothing has changed yet. */
  run(cases: readonly Case[], alteration: Alteration): Promise<CaseResult[]> {
    this.sandbox.reset(alteration);
    this.session.forget();
    return Promise.all(cases.map((row) => this.session.run(row)));
  }

  async close(): Promise<void> {
    this.session.close();
    await this.sandbox.close();
  }
}

/** Several of them; work waits until one is free. */
export class Slots {
  readonly #all: readonly Slot[];
  readonly #idle: Slot[];
  readonly #queue: PQueue;

  private constructor(all: readonly Slot[]) {
    this.#all = all;
    this.#idle = [...all];
    this.#queue = new PQueue({ concurrency: all.length });
  }

  static async open(count: number, suite: Suite, settings: Settings): Promise<Slots> {
    return new Slots(await Promise.all(Array.from({ length: count }, () => Slot.open(suite, settings))));
  }

  take<T>(work: (slot: Slot) => Promise<T>): Promise<T> {
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

  async close(): Promise<void> {
    await this.#queue.onIdle();
    await Promise.all(this.#all.map((slot) => slot.close()));
  }
}
