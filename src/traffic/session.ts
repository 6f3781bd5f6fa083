import type { CaseResult } from "../results/case-result.ts";
import type { TrafficNotes, UnfitKey } from "../results/traffic.ts";
import { EarlierAnswers } from "../run/earlier-answers.ts";
import { IssuedValues } from "../run/issued-values.ts";
import { Account } from "./account.ts";
import type { TrafficExchange } from "./exchange.ts";
import { howUnderstood } from "./how-understood.ts";
import { judgeExchange } from "./judge-exchange.ts";
import { KeyProof } from "./key-proof.ts";
import { type Matched, matchOperation, operationsAt } from "./matching.ts";
import type { TrafficMemory, TrafficSetting } from "./setting.ts";

/** An exchange that has begun: whatever begins or ends before its end may change what is answered. */
export interface Begun {
  readonly matched: Matched;
  readonly moment: number;
  /** The page has another method, and the answer shows whether the server knows this one. */
  readonly isOtherMethod?: true;
}

const OTHER_METHOD = "operations with another method than theirs";
/** Method Not Allowed (RFC 9110 section 15.5.6). */
const NOT_ALLOWED = 405;

/** Whether an exchange is held against the contract: with another method only where the server refuses it for that. */
export function isJudged({ isOtherMethod }: Begun, { response }: Pick<TrafficExchange, "response">): boolean {
  return isOtherMethod === undefined || response?.status === NOT_ALLOWED;
}

/** Judges exchanges one by one, as they began and ended. */
export class TrafficSession {
  readonly #memory: TrafficMemory = {
    earlier: new EarlierAnswers(),
    issued: new IssuedValues({}),
    born: new Map(),
  };
  readonly #account: Account;
  readonly #proof: KeyProof;

  constructor(readonly setting: TrafficSetting) {
    this.#account = new Account(setting.masking);
    this.#proof = new KeyProof(setting);
  }

  /** Notes that a request was sent; undefined where it is about no operation, which is counted. */
  begin(request: Pick<TrafficExchange, "method" | "url">): Begun | undefined {
    const { contract, baseUrl } = this.setting;
    const matched = matchOperation(request.method, request.url, contract, baseUrl);
    const { earlier } = this.#memory;
    if (typeof matched === "string") {
      const [other] = matched === OTHER_METHOD ? operationsAt(request.url, contract, baseUrl) : [];
      if (other) return { matched: other, moment: earlier.moment, isOtherMethod: true };
      this.#account.passOver(matched, request);
      return undefined;
    }
    this.#account.take(matched.base);
    if (matched.operation.effect !== "nothing") earlier.change();
    return { matched, moment: earlier.moment };
  }

  /** Tries the keys on an exchange; each is tried on all that are known before the first is judged. */
  tryKeys(exchange: TrafficExchange): void {
    const { contract, baseUrl } = this.setting;
    const matched = matchOperation(exchange.method, exchange.url, contract, baseUrl);
    if (typeof matched === "string") return;
    this.#proof.look(exchange, matched.base, howUnderstood(exchange, matched.operation, this.setting));
  }

  /** Keys that fitted nothing so far, at one base URL or anywhere. */
  get unfitKeys(): readonly UnfitKey[] {
    return this.#proof.unfit();
  }

  /** Judges an exchange that is over; undefined where it shows to be about no operation, which is counted. */
  async end(begun: Begun, exchange: TrafficExchange): Promise<CaseResult | undefined> {
    const { matched, moment, isOtherMethod } = begun;
    const { earlier } = this.#memory;
    if (!isJudged(begun, exchange)) {
      this.#account.passOver(OTHER_METHOD, exchange);
      return undefined;
    }
    if (isOtherMethod) this.#account.take(matched.base);
    else if (matched.operation.effect !== "nothing") earlier.change();
    const keys = this.#proof.usable(exchange, matched.base);
    return judgeExchange(exchange, matched, moment, keys, this.setting, this.#memory);
  }

  /** Counts an exchange that the recording has twice. */
  repeated(request: Pick<TrafficExchange, "method" | "url">): void {
    this.#account.passOver("exchanges that the recording has twice", request);
  }

  /** What was seen so far. */
  notes(sources: readonly string[]): TrafficNotes {
    const unfitKeys = this.unfitKeys;
    return { ...this.#account.notes(sources), ...(unfitKeys.length > 0 && { unfitKeys }) };
  }
}
