import type { KeyObject } from "node:crypto";
import type { Strictness } from "../contract/expectation.ts";
import type { Contract } from "../contract/model.ts";
import type { OperationValidators } from "../derive/validators.ts";
import type { Masking } from "../masking/masking.ts";
import type { EarlierAnswers } from "../run/earlier-answers.ts";
import type { IssuedValues } from "../run/issued-values.ts";
import type { EnvelopePointers } from "../wire/envelope.ts";
import type { TokenMessage } from "../wire/tran-token.ts";

/** Keys of either side, as far as they are given: what is missing is not opened, or not verified. */
export interface TrafficKeys {
  readonly accessKey?: string;
  readonly secretKey?: string;
  /** Opens answers. */
  readonly clientPrivateKey?: KeyObject;
  /** Opens requests. */
  readonly serverPrivateKey?: KeyObject;
}

/** Everything that judging traffic needs; made once for a recording. */
export interface TrafficSetting {
  readonly contract: Contract;
  readonly validators: ReadonlyMap<string, OperationValidators>;
  readonly keys: TrafficKeys;
  /** The base URL that exchanges have to be about; undefined: whatever stands before an operation's path is one. */
  readonly baseUrl?: string;
  readonly pointers: EnvelopePointers;
  readonly tokenMessage: TokenMessage;
  readonly strict: Strictness;
  readonly masking: Masking;
}

/** What the exchanges before tell of the next one. */
export interface TrafficMemory {
  readonly earlier: EarlierAnswers;
  readonly issued: IssuedValues;
  /** By name and value: the exchange that bore it. */
  readonly born: Map<string, string>;
}
