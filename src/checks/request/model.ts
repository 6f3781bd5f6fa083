import type { Family, Level } from "../../contract/expectation.ts";
import type { Contract, Operation } from "../../contract/model.ts";
import type { OperationValidators } from "../../derive/validators.ts";
import type { JsonObject } from "../../exact/json.ts";
import type { OpenedBody } from "../../wire/open-body.ts";
import type { TokenMessage } from "../../wire/tran-token.ts";
import type { HeaderLine } from "../../wire/transport.ts";
import type { Finding, NotRun } from "../model.ts";

/** A request that somebody else made, as far as it was recorded: all that a rule about requests may look at. */
export interface ReceivedRequest {
  readonly contract: Contract;
  readonly operation: Operation;
  readonly validators: OperationValidators;
  readonly method: string;
  readonly headers: readonly HeaderLine[];
  /** Whether the recorder hid the value of a header: that it is there can be seen, and no more. */
  isHiddenHeader(name: string): boolean;
  /** Whether the recorder hid the value at a place of the body, or one around it. */
  isHiddenField(pointer: string): boolean;
  /** The body's text exactly as it travelled; undefined where the recorder lost, cut or altered it. */
  readonly text: string | undefined;
  /** The body as far as it could be read; undefined where the recorder lost it. */
  readonly opened: OpenedBody | undefined;
  /** Why what is encrypted in it was not opened; undefined where it was, or nothing is. */
  readonly unopened: string | undefined;
  /** What path and query say, by name, as the types of their rows; absent where the page has nothing there. */
  readonly address?: JsonObject;
  /** When it was sent, by the recorder's clock. */
  readonly sentAt: Date;
  /** What its token is signed with; undefined where that is not given, or is another client's. */
  readonly secretKey: string | undefined;
  /** Why there is no such key, where that is not that none was given. */
  readonly unverified?: string;
  /** The status by which its server refused it, where its access key is none that the server is known to serve. */
  readonly refusedAccessKey?: number;
  readonly tokenMessage: TokenMessage;
  /** The exchange of the recording that bore this value before; undefined where none did. */
  bornBefore(name: string, value: string): string | undefined;
}

/** That a request with such a fault is refused, and how certain that is. */
export interface Refusing {
  readonly level: Level;
  readonly family?: Family;
}

/** What is wrong with a request. How much it weighs belongs to what was broken. */
export interface RequestFinding extends Finding {
  readonly level: Level;
  readonly family?: Family;
  /** What a server must do with such a request; absent where the pages leave that open. */
  readonly refusal?: Refusing;
}

export type RequestOutcome = readonly RequestFinding[] | NotRun;

/** One thing that the pages state of every request. */
export interface RequestRule {
  readonly id: string;
  /** What holds when the rule holds, in one sentence. */
  readonly title: string;
  /** What to look at when it does not hold. */
  readonly next: string;
  check(request: ReceivedRequest): RequestOutcome;
}
