import type { Case } from "../cases/model.ts";
import type { Plan } from "../cases/plan.ts";
import type { Contract } from "../contract/model.ts";
import type { OperationValidators } from "../derive/validators.ts";
import type { Settings, Target } from "../environment/model.ts";
import type { Masking } from "../masking/masking.ts";
import type { FreshValues } from "../request/fresh-values.ts";
import type { Transport } from "../wire/transport.ts";
import type { Changes } from "./changes.ts";
import type { EarlierAnswers } from "./earlier-answers.ts";
import type { IssuedValues } from "./issued-values.ts";
import type { ServedOnce } from "./served-once.ts";
import type { SpentValues } from "./spent-values.ts";
import type { Supply } from "./supply.ts";

/** Everything that running a case needs; made once for a run. */
export interface RunContext {
  readonly contract: Contract;
  readonly plan: Plan;
  readonly validators: ReadonlyMap<string, OperationValidators>;
  readonly settings: Settings;
  readonly target: Target;
  readonly transport: Transport;
  readonly masking: Masking;
  readonly fresh: FreshValues;
  readonly issued: IssuedValues;
  /** The test data of each request, with values that serve once. */
  readonly supply: Supply;
  /** What an earlier run used up. */
  readonly spent: SpentValues;
  readonly earlier: EarlierAnswers;
  /** Values that serve once, and were sent. */
  readonly servedOnce: ServedOnce;
  /** What the run does to its target, and what it must not do again. */
  readonly changes: Changes;
  /** Aborted, with RunCutShort as its reason, when no request is to be made any more. */
  readonly ending: AbortSignal;
  /** Makes a request when the run's rate and concurrency allow one. Throws RunCutShort when the run is to end. */
  turn<T>(request: () => Promise<T>): Promise<T>;
  /** Waits so many milliseconds, as a server asked for; rejects where the run ends meanwhile. */
  pause(ms: number): Promise<void>;
  /** Waits until the requests that are to leave in one moment are all ready; absent: nothing to wait for. */
  readonly meet?: () => Promise<void>;
  /** Keeps apart what can change the same thing, or under `refusals` whatever can change something. */
  oneAtATime<T>(row: Case, work: () => Promise<T>): Promise<T>;
}
