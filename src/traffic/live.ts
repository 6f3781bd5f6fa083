import PQueue from "p-queue";
import type { CaseResult } from "../results/case-result.ts";
import type { UnfitKey } from "../results/traffic.ts";
import type { TrafficExchange } from "./exchange.ts";
import type { HarWriter } from "./har-writer.ts";
import type { Listener, PassedExchange } from "./proxy.ts";
import { type Begun, isJudged, type TrafficSession } from "./session.ts";

/** Where exchanges of the proxy are said to stand where none are kept. */
const NOT_KEPT = "konaplate proxy";

/** What is told while traffic goes past. */
export interface LiveHearer {
  found(result: CaseResult): void;
  /** The first exchanges are judged later: keys that were given fit none of them. */
  waits(keys: readonly UnfitKey[]): void;
}

/** Exchanges that wait at most for one that a key fits; by then the key is another's. */
const MOST_HELD = 20;

interface Held {
  readonly begun: Begun;
  readonly exchange: TrafficExchange;
}

/** Judges what goes past, one exchange after the other, each after its answer has been passed on. */
export class LiveTraffic {
  readonly #queue = new PQueue({ concurrency: 1 });
  #count = 0;
  /** Exchanges that have begun and are not over. */
  #underWay = 0;
  #whenOver: () => void = () => undefined;
  /** In their order, while a key that was given has fitted nothing: then nobody knows yet who is to be accused. */
  #held: Held[] = [];
  /** How many more may wait. */
  #patience = MOST_HELD;

  constructor(
    private readonly session: Pick<TrafficSession, "begin" | "end" | "tryKeys" | "unfitKeys">,
    private readonly hearer: LiveHearer,
    private readonly har?: HarWriter,
  ) {}

  /** Notes that a request goes past; what is about no operation is counted and not heard of again. */
  begin(request: { readonly method: string; readonly url: string }): Listener | undefined {
    const begun = this.session.begin(request);
    if (!begun) return undefined;
    this.#underWay += 1;
    return (exchange) => {
      void this.#queue.add(() => this.#judge(begun, exchange));
      this.#underWay -= 1;
      if (this.#underWay === 0) this.#whenOver();
    };
  }

  /** Waits until everything that went past is judged, what the end of the proxy broke off among it. */
  async settled(): Promise<void> {
    if (this.#underWay > 0) await new Promise<void>((over) => (this.#whenOver = over));
    await this.#queue.onIdle();
    await this.#judgeHeld();
  }

  async #judge(begun: Begun, passed: PassedExchange): Promise<void> {
    // Whatever waits for its bytes goes first.
    await new Promise(setImmediate);
    if (isJudged(begun, passed)) this.#count += 1;
    const number = this.#count;
    const har = isJudged(begun, passed) ? this.har : undefined;
    const place = har && (await har.write(passed, begun.matched.operation));
    const exchange = {
      ...passed,
      id: `entry-${place ?? number}`,
      name: `exchange ${number}`,
      source: { file: this.har?.path ?? NOT_KEPT, line: (place ?? number) + (this.har ? 1 : 0) },
    };
    this.session.tryKeys(exchange);
    this.#held.push({ begun, exchange });
    const { unfitKeys } = this.session;
    if (unfitKeys.length > 0 && this.#patience > 0) {
      if (this.#patience === MOST_HELD) this.hearer.waits(unfitKeys);
      this.#patience -= 1;
    } else await this.#judgeHeld();
  }

  async #judgeHeld(): Promise<void> {
    for (const { begun, exchange } of this.#held.splice(0)) {
      const result = await this.session.end(begun, exchange);
      if (result) this.hearer.found(result);
    }
  }
}
