import type { KeyObject } from "node:crypto";
import type { Operation } from "../src/contract/model.ts";
import type { JsonObject } from "../src/exact/json.ts";
import type { HeaderLine } from "../src/wire/transport.ts";

/** An answer before it is written down: what the sandbox means to say. */
export interface PlainAnswer {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** Members that stand beside the envelope; numbers are exact. */
  readonly payload: JsonObject;
  /** Whether the body travels as `{"encData": JWE}` for the client's key. */
  readonly encrypted: boolean;
}

/** An answer as it travels. Headers keep their case and order, and nothing is added but Date and Connection. */
export interface SealedAnswer {
  readonly status: number;
  readonly headers: readonly HeaderLine[];
  readonly body: Buffer;
}

/** The request that is being answered. */
export interface RequestContext {
  readonly operation: Operation;
  /** Which request to this operation it is, from 1. */
  readonly index: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** The names of the headers as they were written. */
  readonly headerNames: readonly string[];
  readonly body: Buffer;
  /** Values of the path and the query, by name, as their types are. */
  readonly address: JsonObject;
  /** Path, query and body in the clear, as one; undefined where the request was refused before it could be read. */
  readonly request: JsonObject | undefined;
  /** The text of the body in the clear, undefined where `request` is. */
  readonly text: string | undefined;
  /** The key that answers are encrypted with. */
  readonly clientPublicKey: KeyObject;
  /** The id of that key. */
  readonly cryptoKeyId: string;
}

/**
 * Makes an otherwise right sandbox deviate, on purpose and in one place: for tests of the suite and for the catalogue
 * of deviations. Without hooks the sandbox answers as the pages say.
 */
export interface Alteration {
  /** What the sandbox takes the request in the clear for; every rule of its fields and its state sees that alone. */
  request?(request: JsonObject, context: RequestContext): JsonObject;
  /** What is answered in the place of the operation, which then changes nothing; undefined: the operation is carried out. */
  instead?(context: RequestContext): PlainAnswer | undefined;
  plain?(answer: PlainAnswer, context: RequestContext): PlainAnswer | Promise<PlainAnswer>;
  sealed?(wire: SealedAnswer, context: RequestContext): SealedAnswer | Promise<SealedAnswer>;
  /** True leaves this rule out for this request; the ids are those of `sandboxRules`. */
  skipRule?(rule: string, context: RequestContext): boolean;
}
