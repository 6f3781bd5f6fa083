import { fileURLToPath } from "node:url";
import type { Case } from "../../src/cases/model.ts";
import { loadPlan } from "../../src/cases/plan.ts";
import type { EarlierAnswer, Finding, JudgedExchange, Rule, RuleOutcome } from "../../src/checks/model.ts";
import { isNotRun } from "../../src/checks/model.ts";
import type { Expectation } from "../../src/contract/expectation.ts";
import { findOperation } from "../../src/contract/find.ts";
import { loadContract } from "../../src/contract/load.ts";
import { loadValidators } from "../../src/derive/validators.ts";
import type { JsonObject } from "../../src/exact/json.ts";
import type { EnvelopePointers } from "../../src/wire/envelope.ts";
import { envelopeOf } from "../../src/wire/envelope.ts";
import { encryptMessage } from "../../src/wire/message-encryption.ts";
import { openBody } from "../../src/wire/open-body.ts";
import type { HeaderLine } from "../../src/wire/transport.ts";
import { vectorKey } from "../vectors/vectors.ts";

const folder = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));

export const CONTRACT = loadContract(folder("contract"));
export const PLAN = loadPlan(CONTRACT, folder("cases"));
const VALIDATORS = loadValidators(CONTRACT, folder("schemas"));

export const CORRELATION_ID = "260301093000-0a1b2c3";
export const RIGHT_HEADERS: readonly HeaderLine[] = [
  ["Content-Type", "application/json"],
  ["X-KM-Correlation-Id", CORRELATION_ID],
];

/** An answer in plain words; what is left out is as the pages have it. */
export interface PlainAnswer {
  readonly status?: number;
  readonly headers?: readonly HeaderLine[];
  /** Text, bytes, or a value that is written as JSON. */
  readonly body?: unknown;
  /** Sealed for the client's key, or not; left out, as the operation's page marks a success. */
  readonly sealed?: boolean;
  readonly expected?: Partial<Expectation>;
  readonly pointers?: EnvelopePointers;
  /** Values that were given before, as `field value`. */
  readonly taken?: readonly string[];
  /** The request in the clear, and the headers that it had. */
  readonly asked?: JsonObject;
  readonly sentHeaders?: readonly HeaderLine[];
  /** What the same request was answered before. */
  readonly before?: EarlierAnswer;
  /** What an answer before was seen to do, by reading. */
  readonly followed?: Readonly<Record<string, string>>;
  /** What of the encryption another answer had. */
  readonly repeats?: { readonly vector: boolean; readonly key: boolean };
}

export function theCase(id: string): Case {
  const row = PLAN.cases.find((candidate) => candidate.id === id);
  if (!row) throw new Error(`there is no case ${id}`);
  return row;
}

/** The exchange of a case with the answer given. */
export async function exchangeOf(caseId: string, answer: PlainAnswer = {}): Promise<JudgedExchange> {
  const row = theCase(caseId);
  const operation = findOperation(CONTRACT, row.operation);
  const validators = VALIDATORS.get(row.operation);
  if (!operation || !validators) throw new Error(`there is no operation ${row.operation}`);
  const expected = { ...row.expected, ...answer.expected };
  const status = answer.status ?? expected.status ?? 200;
  const clear = bytesOf(
    answer.body ?? envelopeBody(expected.code ?? "001_050", expected.messages?.[0] ?? "-"),
  );
  const sealed = answer.sealed ?? (operation.encrypted.response && status === 200);
  const body = sealed
    ? Buffer.from(
        JSON.stringify({ encData: encryptMessage(clear.toString("utf8"), vectorKey("client-public")) }),
      )
    : clear;
  const opened = openBody(body, vectorKey("client-private"));
  const pointers = answer.pointers ?? {
    codePointer: CONTRACT.envelope.codePointer,
    messagePointer: CONTRACT.envelope.messagePointer,
  };
  return {
    contract: CONTRACT,
    operation,
    validators,
    expected,
    correlationId: CORRELATION_ID,
    isTaken: (field, value) => answer.taken?.includes(`${field} ${value}`) ?? false,
    request: {
      body: answer.asked ?? {},
      headers: answer.sentHeaders ?? [],
      tampered: row.tampering !== undefined,
    },
    earlier: {
      answer: answer.before,
      followed: (reading) => answer.followed?.[reading],
      repeats: () => answer.repeats ?? { vector: false, key: false },
    },
    response: { status, headers: answer.headers ?? RIGHT_HEADERS, body },
    opened,
    envelope: envelopeOf(opened, pointers),
    pointers,
  };
}

function bytesOf(body: unknown): Buffer {
  if (typeof body === "string") return Buffer.from(body, "utf8");
  return body instanceof Uint8Array ? Buffer.from(body) : Buffer.from(JSON.stringify(body), "utf8");
}

export function envelopeBody(code: unknown, description: unknown): { response: object } {
  return { response: { code, description } };
}

export const SUCCESS = envelopeBody("000_000", "Success.");

/** What a rule found; fails where it did not run. */
export async function findings(
  rule: Rule,
  caseId: string,
  answer?: PlainAnswer,
): Promise<readonly Finding[]> {
  const outcome = await outcomeIn(rule, caseId, answer);
  if (isNotRun(outcome)) throw new Error(`${rule.id} did not run: ${outcome.state}, ${outcome.reason}`);
  return outcome;
}

/** The places at which a rule found something. */
export async function places(rule: Rule, caseId: string, answer?: PlainAnswer): Promise<string[]> {
  return (await findings(rule, caseId, answer)).map(({ where }) => where);
}

/** Why a rule did not run; `ran` where it did. */
export async function notRun(rule: Rule, caseId: string, answer?: PlainAnswer): Promise<string> {
  const outcome = await outcomeIn(rule, caseId, answer);
  return isNotRun(outcome) ? outcome.state : "ran";
}

async function outcomeIn(rule: Rule, caseId: string, answer?: PlainAnswer): Promise<RuleOutcome> {
  return rule.check(await exchangeOf(caseId, answer));
}
