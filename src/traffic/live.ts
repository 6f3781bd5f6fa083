import PQueue from "p-queue";
import type { CaseResult } from "../results/model.ts";
import type { HarWriter } from "./har-writer.ts";
import type { Listener, PassedExchange } from "./proxy.ts";
import type { Begun, TrafficSession } from "./session.ts";

/** Where exchanges of the proxy are said to stand where none are kept. */
const NOT_KEPT = "konaplate proxy";

/** Judges what goes past, one exchange after the other, each after its answer has been passed on. */
export class LiveTraffic {
  readonly #queue = new PQueue({ concurrency: 1 });
  #count = 0;

  constructor(
    private readonly session: TrafficSession,
    private readonly found: (result: CaseResult) => void,
    private readonly har?: HarWriter,
  ) {}

  /** Notes that a request goes past; what is about no operation is counted and not heard of again. */
  begin(request: { readonly method: string; readonly url: string }): Listener | undefined {
    const begun = this.session.begin(request);
    return begun && ((exchange) => void this.#queue.add(() => this.#judge(begun, exchange)));
  }

  /** Waits until everything that went past is judged. */
  async settled(): Promise<void> {
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
