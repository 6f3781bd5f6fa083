import type { Case } from "../cases/model.ts";
import { testDataFor } from "../cases/readiness.ts";
import { findOperation } from "../contract/find.ts";
import type { Contract } from "../contract/model.ts";
import type { Settings } from "../environment/model.ts";
import { keyOf, thingsIn } from "./things.ts";

/** The lane of everything that can change something, where it goes one at a time. */
const ALL = "*";

/**
 * Keeps requests that can change something apart, so that what one of them did is known before the next one goes: under
 * `refusals` all of them, otherwise those whose test data name the same thing.
 */
export class Lanes {
  readonly #last = new Map<string, Promise<unknown>>();

  constructor(
    private readonly contract: Contract,
    private readonly settings: Settings,
  ) {}

  /** Does the work when that of everything before it in its lanes is over. */
  take<T>(row: Case, work: () => Promise<T>): Promise<T> {
    const lanes = this.#lanesOf(row);
    const mine = Promise.allSettled(lanes.map((lane) => this.#last.get(lane))).then(work);
    for (const lane of lanes) this.#last.set(lane, mine);
    return mine;
  }

  #lanesOf(row: Case): string[] {
    if (row.effect === "nothing") return [];
    if (this.settings.allow === "refusals") return [ALL];
    const operation = findOperation(this.contract, row.operation);
    if (!operation) return [];
    // What a provider will give nobody knows yet.
    if (this.settings.dataProvider && row.data.length > 0) return [ALL];
    return Object.entries(testDataFor(row, this.settings.testData)).flatMap(([field, value]) =>
      (Array.isArray(value) ? value : [value]).flatMap((one) =>
        thingsIn({ [field]: one }, operation).map(keyOf),
      ),
    );
  }
}
