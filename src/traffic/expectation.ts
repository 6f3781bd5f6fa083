import { validationCodes } from "../cases/derived/validation-family.ts";
import { acceptedMessages } from "../cases/messages.ts";
import { fieldNames, wordsOf } from "../checks/field-names.ts";
import type { Refusing } from "../checks/request/model.ts";
import { type Expectation, type Level, openExpectation } from "../contract/expectation.ts";
import type { CodeEntry, Contract, Operation } from "../contract/model.ts";
import type { Json, JsonObject } from "../exact/json.ts";
import type { Judging } from "../run/evidence.ts";
import type { EnvelopeValues } from "../wire/envelope.ts";

/** How a request was found to be: nothing is wrong with it, or something is, or not all of it could be looked at. */
export interface Rightness {
  /** Everything that the pages state of it was looked at, and holds. */
  readonly isRight: boolean;
  /** What a server must do with it, where something is wrong. */
  readonly refusal?: Refusing;
  /** Headers, token or encryption are wrong: who answers that is open (reading header-mistakes). */
  readonly isTampered: boolean;
}

/** What came, as far as it says what it is. */
export interface AnswerSeen {
  readonly status: number;
  readonly envelope: EnvelopeValues;
}

const NOT_CAPTURED = "not-captured";
/** Codes that refuse what is asked before anybody looks at what it is about: any page may get one. */
const COMMON = /^000_/;

/**
 * What the pages say of an answer whatever was asked: a code has one status and its message, a 200 is a success. To a
 * request that is wrong any refusal is right, and a success is not; one that is right is not refused for its form.
 */
export function judgingOf(
  answered: AnswerSeen,
  operation: Operation,
  contract: Contract,
  { isRight, refusal, isTampered }: Rightness,
  asked: JsonObject,
): Judging {
  const { successCode } = contract.envelope;
  const said = expectedOf(answered, operation, contract);
  const row = (level: Level, expected: Expectation): Judging => ({
    name: "a refusal",
    kind: "traffic",
    level,
    clauses: ownClauses(answered, expected, contract),
    expected,
  });
  if (refusal) {
    const demand = { kind: "no-success", codes: [successCode] } as const;
    const wrong = row(refusal.level, { ...said, code: null, demand });
    return {
      ...wrong,
      ...(isTampered && { kind: "header" }),
      ...(refusal.family && { family: refusal.family }),
    };
  }
  const field = isRight ? refusedField(answered, operation, contract, asked) : undefined;
  // Known by its words alone, so that it is this line of the page follows.
  const isKnown =
    typeof answered.envelope.code !== "string" || said.code === null || said.code === answered.envelope.code;
  if (field === undefined) return row(isKnown || answered.status === 200 ? "documented" : "inferred", said);
  const demand = { kind: "acceptance", field, codes: validationCodes(contract) } as const;
  return row("inferred", { ...said, code: null, demand });
}

/** The clauses that an answer with a listed code rests on. */
function ownClauses({ envelope }: AnswerSeen, { clauses }: Expectation, { operations }: Contract): string[] {
  const isListed = operations.some(({ codes }) => codes.some(({ clause }) => clause === clauses.code));
  return isListed && typeof envelope.code === "string" ? [...new Set([clauses.code, clauses.message])] : [];
}

function expectedOf(answered: AnswerSeen, operation: Operation, contract: Contract): Expectation {
  const { status, envelope } = answered;
  const { successCode } = contract.envelope;
  const entry =
    entryOf(answered, operation, contract) ??
    (status === 200 ? operation.codes.find(({ code }) => code === successCode) : undefined);
  if (entry) {
    return {
      status: entry.status,
      code: entry.code,
      messages: messagesOf(entry, envelope, operation, contract),
      clauses: { status: entry.clause, code: entry.clause, message: entry.clause },
      messageInferred: false,
      values: [],
    };
  }
  return titled(answered, operation, contract) ?? openExpectation(`${operation.id}#path`);
}

/**
 * The line of the page's codes that came; of a code that stands there several times the one whose words came. A code that no
 * page has, beside the words of one line alone, is another code of that line.
 */
function entryOf({ envelope }: AnswerSeen, operation: Operation, contract: Contract): CodeEntry | undefined {
  const isWorded = ({ message }: CodeEntry): boolean =>
    acceptedMessages(contract, operation, message).some((text) => isAlike(text, envelope.message));
  const entries = operation.codes.filter(({ code }) => code === envelope.code);
  if (entries.length > 0) return entries.find(isWorded) ?? entries[0];
  const isOfAnyPage = contract.operations.some(({ codes }) =>
    codes.some(({ code }) => code === envelope.code),
  );
  const worded = isOfAnyPage || typeof envelope.code !== "string" ? [] : operation.codes.filter(isWorded);
  return worded.length === 1 && !COMMON.test(envelope.code as string) ? worded[0] : undefined;
}

/** The words of a line; of another field than the line's the page has no words. */
function messagesOf(
  { code, message }: CodeEntry,
  { message: came }: EnvelopeValues,
  operation: Operation,
  contract: Contract,
): readonly string[] | null {
  if (message === NOT_CAPTURED) return null;
  const fields = fieldNames(operation.request);
  const [own] = wordsOf(message).filter((word) => fields.has(word));
  const isOfAnother =
    validationCodes(contract).includes(code) &&
    own !== undefined &&
    typeof came === "string" &&
    !wordsOf(came.toLowerCase()).includes(own.toLowerCase());
  return isOfAnother ? null : acceptedMessages(contract, operation, message);
}

/** A page that lists its refusals as test-data titles alone has their status in the title's line, and no code. */
function titled({ envelope }: AnswerSeen, operation: Operation, contract: Contract): Expectation | undefined {
  const { successCode } = contract.envelope;
  const title = operation.testData.find(({ title: text }) => isAlike(text, envelope.message));
  if (!title || envelope.code === successCode) return undefined;
  return { ...openExpectation(title.clause), status: title.status };
}

/**
 * The field that a refusal calls missing, or of a wrong length; undefined where it is none. What else may be invalid about a
 * value, that it names nobody or has been used, no page says, and the page's own scenarios may be brought about.
 */
function refusedField(
  { envelope }: AnswerSeen,
  operation: Operation,
  contract: Contract,
  asked: JsonObject,
): string | undefined {
  const { code, message } = envelope;
  if (typeof code !== "string" || typeof message !== "string" || !formCodes(contract).includes(code))
    return undefined;
  const fields = fieldNames(operation.request);
  const field = wordsOf(message).find((word) => fields.has(word));
  const isScenario = operation.codes.some(
    (entry) =>
      entry.code === code &&
      acceptedMessages(contract, operation, entry.message).some((text) => isAlike(text, message)),
  );
  return field === undefined || isScenario || !isPlain(asked[field]) ? undefined : field;
}

/** The codes whose words are about presence and length, on any page. */
function formCodes(contract: Contract): string[] {
  const codes = contract.operations.flatMap((operation) => operation.codes);
  return validationCodes(contract).filter((code) =>
    codes.some((entry) => entry.code === code && /missing|length/i.test(entry.message)),
  );
}

/** A value whose length is the same however characters are counted, and that is not empty. */
function isPlain(value: Json | undefined): boolean {
  return typeof value === "string" && /^[\x21-\x7e]+$/.test(value);
}

function isAlike(text: string, came: unknown): boolean {
  return typeof came === "string" && text.replace(/\.$/, "") === came.replace(/\.$/, "");
}
