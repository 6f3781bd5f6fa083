import type { Expectation, Family } from "../contract/expectation.ts";
import type { Contract, Operation } from "../contract/model.ts";
import type { OperationValidators } from "../derive/validators.ts";
import type { Json, JsonObject } from "../exact/json.ts";
import type { EnvelopePointers, EnvelopeValues } from "../wire/envelope.ts";
import type { MessageSeal } from "../wire/message-encryption.ts";
import type { OpenedBody } from "../wire/open-body.ts";
import type { HeaderLine, WireResponse } from "../wire/transport.ts";

/** What was asked: the body in the clear, and the headers as they travelled. */
export interface JudgedRequest {
  readonly body: JsonObject;
  readonly headers: readonly HeaderLine[];
  /** Headers, token or encryption are wrong on purpose. */
  readonly tampered: boolean;
}

/** What an earlier request was answered. */
export interface EarlierAnswer {
  readonly code: string;
  /** The body in the clear. */
  readonly body: Json | undefined;
}

/** The answers of this run before this one. */
export interface EarlierOfRun {
  /** The answer to the same request, where nothing changed since; undefined where there is none. */
  readonly answer: EarlierAnswer | undefined;
  /** Whether another encrypted answer had the same initialization vector or the same key. */
  repeats(seal: MessageSeal): { readonly vector: boolean; readonly key: boolean };
}

/** A complete exchange, opened, beside what the documents say of it: all that a rule may look at. */
export interface JudgedExchange {
  readonly contract: Contract;
  readonly operation: Operation;
  readonly validators: OperationValidators;
  readonly expected: Expectation;
  /** The correlation id as it was sent; undefined where the case left it out. */
  readonly correlationId: string | undefined;
  /** Whether a value of a field stands in the test data, or was given by an answer before. */
  isTaken(field: string, value: string): boolean;
  readonly request: JudgedRequest;
  readonly earlier: EarlierOfRun;
  readonly response: WireResponse;
  readonly opened: OpenedBody;
  readonly envelope: EnvelopeValues;
  readonly pointers: EnvelopePointers;
}

/** What a rule found, without a level: that belongs to the case it is applied to. */
export interface Finding {
  readonly clause: string;
  /** `status`, `header <name>`, `body`, or a JSON Pointer into the body in the clear. */
  readonly where: string;
  readonly documented: string;
  readonly actual: string;
  readonly reading?: string;
}

/** Why a rule had nothing to look at. One that could not run is no pass; one that does not apply is none needed. */
export interface NotRun {
  readonly state: "not-applicable" | "could-not-run";
  readonly reason: string;
}

export type RuleOutcome = readonly Finding[] | NotRun;

export interface Rule {
  readonly id: string;
  /** What holds when the rule holds, in one sentence. */
  readonly title: string;
  /** What any violation of the rule means across the levels; absent: that depends on the case. */
  readonly family?: Family;
  check(exchange: JudgedExchange): RuleOutcome;
}

export function isNotRun(outcome: RuleOutcome): outcome is NotRun {
  return "state" in outcome;
}

export function notApplicable(reason: string): NotRun {
  return { state: "not-applicable", reason };
}

export function couldNotRun(reason: string): NotRun {
  return { state: "could-not-run", reason };
}
