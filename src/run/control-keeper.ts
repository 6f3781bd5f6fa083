import type { Case } from "../cases/model.ts";
import type { CaseResult, ControlRecord } from "../results/model.ts";

/** Cases that rest on a control after which it is asked for again: a session may end and a token be spent at any time. */
const CASES_PER_CONTROL = 10;

/** The cases of a run that rest on the same right request. */
interface Group {
  readonly row: Case;
  /** Cases that are still to come. */
  remaining: number;
  /** Cases that have ended since the right request was last sent. */
  since: number;
  first: Promise<void> | undefined;
}

/**
 * Sends the right request beside the refusals that rest on it: before the first of them, again after every few, and when
 * the last has ended. The documented case itself, where it came just before, is as good as the first.
 */
export class ControlKeeper {
  readonly #groups = new Map<string, Group>();

  constructor(
    cases: readonly Case[],
    isReady: (row: Case) => boolean,
    private readonly send: (row: Case) => Promise<ControlRecord | undefined>,
    private readonly note: (control: ControlRecord) => void,
  ) {
    for (const { control } of cases.filter(isReady)) {
      if (!control?.row || !isReady(control.row)) continue;
      const { of, row } = control;
      const group = this.#groups.get(of) ?? { row, remaining: 0, since: 0, first: undefined };
      group.remaining += 1;
      this.#groups.set(of, group);
    }
  }

  /** Resolves when a case may be sent. */
  async before({ control }: Case): Promise<void> {
    const group = this.#groups.get(control?.of ?? "");
    if (!group) return;
    group.first ??= this.#ask(group);
    await group.first;
  }

  /** Resolves when what the end of a case calls for has been sent. */
  async after({ id, control }: Case, { outcome }: CaseResult): Promise<void> {
    const itself = this.#groups.get(id);
    if (itself && outcome === "passed") itself.first ??= Promise.resolve();
    const group = this.#groups.get(control?.of ?? "");
    if (!group) return;
    group.remaining -= 1;
    group.since += 1;
    if (group.remaining === 0 || group.since >= CASES_PER_CONTROL) await this.#ask(group);
  }

  async #ask(group: Group): Promise<void> {
    group.since = 0;
    const record = await this.send(group.row);
    if (record) this.note(record);
  }
}
