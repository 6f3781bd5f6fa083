import type { Case } from "../cases/model.ts";
import type { CaseResult } from "../results/case-result.ts";
import type { ControlRecord } from "../results/model.ts";

/** Cases that rest on a control after which it is asked for again: a session may end and a token be spent at any time. */
const CASES_PER_CONTROL = 10;

/** Cases that go between two controls. */
class Batch {
  begun = 0;
  ended = 0;
  /** Resolves when the control after its cases has been sent. */
  readonly closed: Promise<void>;
  close: () => void = () => undefined;

  /** `opened` resolves when the control before its cases has been sent. */
  constructor(readonly opened: () => Promise<void>) {
    this.closed = new Promise((resolve) => {
      this.close = resolve;
    });
  }
}

/** The cases of a run that rest on the same right request. */
interface Group {
  readonly row: Case;
  /** Cases that are still to come. */
  remaining: number;
  first: Promise<void> | undefined;
  batch: Batch;
}

/**
 * Sends the right request beside the refusals that rest on it: before the first of them, between every few, and when
 * the last has ended. The documented case itself, where it came just before, is as good as the first.
 */
export class ControlKeeper {
  readonly #groups = new Map<string, Group>();
  readonly #batches = new Map<string, Batch>();

  constructor(
    cases: readonly Case[],
    isReady: (row: Case) => boolean,
    private readonly send: (row: Case) => Promise<ControlRecord | undefined>,
    private readonly note: (control: ControlRecord) => void,
  ) {
    for (const { control } of cases.filter(isReady)) {
      if (!control?.row || !isReady(control.row)) continue;
      const { of, row } = control;
      const group = this.#groups.get(of) ?? this.#newGroup(row);
      group.remaining += 1;
      this.#groups.set(of, group);
    }
  }

  /** Resolves when a case may be sent. */
  async before({ id, control }: Case): Promise<void> {
    const group = this.#groups.get(control?.of ?? "");
    if (!group) return;
    if (group.batch.begun === CASES_PER_CONTROL) {
      const { closed } = group.batch;
      group.batch = new Batch(() => closed);
    }
    const { batch } = group;
    batch.begun += 1;
    this.#batches.set(id, batch);
    await batch.opened();
  }

  /** Resolves when what the end of a case calls for has been sent. */
  async after({ id, control }: Case, { outcome }: CaseResult): Promise<void> {
    const itself = this.#groups.get(id);
    if (itself && outcome === "passed") itself.first ??= Promise.resolve();
    const group = this.#groups.get(control?.of ?? "");
    const batch = this.#batches.get(id);
    if (!group || !batch) return;
    group.remaining -= 1;
    batch.ended += 1;
    if (group.remaining > 0 && batch.ended < CASES_PER_CONTROL) return;
    await this.#ask(group);
    batch.close();
  }

  #newGroup(row: Case): Group {
    const first = (): Promise<void> => {
      group.first ??= this.#ask(group);
      return group.first;
    };
    const group: Group = { row, remaining: 0, first: undefined, batch: new Batch(first) };
    return group;
  }

  async #ask({ row }: Group): Promise<void> {
    const record = await this.send(row);
    if (record) this.note(record);
  }
}
