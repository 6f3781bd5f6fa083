import type { Operation } from "../contract/model.ts";
import type { JsonObject } from "../exact/json.ts";
import type { SealedRequest } from "../request/seal.ts";
import type { RecordedStep } from "../results/exchange.ts";
import type { OpenedBody } from "../wire/open-body.ts";
import type { WireResponse } from "../wire/transport.ts";
import type { TransportFault } from "../wire/transport-fault.ts";

/** One request of a case with what became of it. */
export interface Attempt {
  readonly operation: Operation;
  readonly body: JsonObject;
  readonly sealed: SealedRequest;
  readonly startedAt: Date;
  /** The point of the run at which it was begun; changes of the target divide points. */
  readonly moment: number;
  readonly durationMs: number;
  readonly steps: readonly RecordedStep[];
  /** Names of fields that serve once and whose value an earlier request of the run bore. */
  readonly servedBefore: readonly string[];
  /** What is wrong with our own request; it was not sent then. */
  readonly requestFaults: readonly string[];
  readonly response?: WireResponse;
  readonly opened?: OpenedBody;
  readonly fault?: TransportFault;
}
