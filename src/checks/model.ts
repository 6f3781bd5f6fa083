import type { Expectation, Family, Level } from "../contract/expectation.ts";
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
  /** What an answer before was seen to do under a reading; undefined where none showed it. */
  followed(reading: string): string | undefined;
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
  /** How long the answer took, where the user set a limit. */
  readonly took?: { readonly answeredInMs: number; readonly limitMs: number };
  readonly opened: OpenedBody;
  readonly envelope: EnvelopeValues;
  readonly pointers: EnvelopePointers;
}

/** What a rule found. How much it weighs belongs to the rule and the case, unless this very finding weighs less. */
export interface Finding {
  readonly clause: string;
  /** `status`, `header <name>`, `body`, or a JSON Pointer into the body in the clear. */
  readonly where: string;
  readonly documented: string;
  readonly actual: string;
  readonly reading?: string;
  /** What the target does by an alternative of that reading, where the value follows one. */
  readonly follows?: string;
  /** The most that this finding weighs, where it is less certain than what its rule finds elsewhere. */
  readonly atMost?: Level;
}

/** Why a rule had nothing to look at. One that could not run is no pass; one that does not apply is none needed. */
export interface NotRun {
  readonly state: "not-applicable" | "could-not-run";
  readonly reason: string;
}

export type RuleOutcome = readonly Finding[] | NotRun;

/**
 * What a rule is about, which decides how much its violations weigh (see levelOf): `answer`, what the pages say of every
 * answer; `scenario`, how they say this request is answered; `demand`, what a case demands beside or instead of that;
 * `relation`, what holds between an answer and its request, or other answers; `conclusion`, what else follows from the
 * pages and stands on none; `limit`, what the user's own settings ask for; `record`, what is written down and never judged.
 */
export type RuleKind = "answer" | "scenario" | "demand" | "relation" | "conclusion" | "limit" | "record";

export interface Rule {
  readonly id: string;
  readonly kind: RuleKind;
  /** What holds when the rule holds, in one sentence. */
  readonly title: string;
  /** What to look at when it does not hold. */
  readonly next: string;
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
