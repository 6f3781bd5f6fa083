import PQueue from "p-queue";
import type { CaseResult } from "../results/case-result.ts";
import type { HarWriter } from "./har-writer.ts";
import type { Listener, PassedExchange } from "./proxy.ts";
import type { Begun, TrafficSession } from "./session.ts";

/** Where exchanges of the proxy are said to stand where none are kept. */
const NOT_KEPT = "konaplate proxy";

/** Judges what goes past, one exchange after the other, each after its answer has been passed on. */
export class LiveTraffic {
  readonly #queue = new PQueue({ concurrency: 1 });
  #count = 0;
  /** Exchanges that have begun and are not over. */
  #underWay = 0;
  #whenOver: () => void = () => undefined;

  constructor(
    private readonly session: Pick<TrafficSession, "begin" | "end">,
    private readonly found: (result: CaseResult) => void,
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
  }

  async #judge(begun: Begun, passed: PassedExchange): Promise<void> {
    // Whatever waits for its bytes goes first.
    await new Promise(setImmediate);
    const number = ++this.#count;
    const place = this.har && (await this.har.write(passed));
    const result = await this.session.end(begun, {
      ...passed,
      id: `entry-${place ?? number}`,
      name: `exchange ${number}`,
      source: { file: this.har?.path ?? NOT_KEPT, line: (place ?? number) + (this.har ? 1 : 0) },
    });
    this.found(result);
  }
}
