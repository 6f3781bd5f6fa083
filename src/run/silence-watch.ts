import type { CaseFault, CaseResult } from "../results/case-result.ts";
import { NEVER_CONNECTED } from "../results/unconnected.ts";

/** Faults after which nobody at the target has said anything. */
export const SILENCE: readonly (CaseFault | undefined)[] = [
  ...NEVER_CONNECTED,
  "client-certificate",
  "reset",
  "timeout",
  "network",
];

/** Cases in a row without any answer after which the target is asked whether it is still there. */
const CASES_IN_SILENCE = 8;

/** What ended a run whose target fell silent. */
export const FELL_SILENT = "a target that no longer answers";

/**
 * Ends a run whose target fell silent: each case of the rest would wait for its time limit. Cases that a target leaves
 * unanswered are no silence while a right request beside them is answered.
 */
export class SilenceWatch {
  #inARow = 0;
  #isAsking = false;

  constructor(
    private readonly isThere: () => Promise<boolean>,
    private readonly end: () => void,
  ) {}

  /** Hears of each case as it ends. */
  async after({ fault, attempts }: Pick<CaseResult, "fault" | "attempts">): Promise<void> {
    if (attempts === 0) return;
    this.#inARow = SILENCE.includes(fault) ? this.#inARow + 1 : 0;
    if (this.#inARow < CASES_IN_SILENCE || this.#isAsking) return;
    this.#isAsking = true;
    this.#inARow = 0;
    if (!(await this.isThere())) this.end();
    this.#isAsking = false;
  }
}
