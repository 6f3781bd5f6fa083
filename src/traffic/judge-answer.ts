import { charset } from "../checks/charset.ts";
import { choicesIn } from "../checks/choices.ts";
import { contentType } from "../checks/content-type.ts";
import { headerValues } from "../checks/headers-of.ts";
import { knownCode } from "../checks/known-code.ts";
import type { JudgedExchange, Rule } from "../checks/model.ts";
import { correlationEcho, responseHeaders } from "../checks/response-headers.ts";
import { RULES } from "../checks/rules.ts";
import { sameAnswer } from "../checks/same-answer.ts";
import { serverError } from "../checks/server-error.ts";
import type { Operation } from "../contract/model.ts";
import { type JsonObject, toPointer } from "../exact/json.ts";
import type { CaseResult, Violation } from "../results/case-result.ts";
import { outcomeOfViolations } from "../results/outcome.ts";
import { NOTHING_SEEN } from "../run/empty-result.ts";
import { type AnswerEvidence, evidenceOf } from "../run/evidence.ts";
import { isForeign } from "../run/foreign-answer.ts";
import { envelopeOf } from "../wire/envelope.ts";
import type { OpenedBody } from "../wire/open-body.ts";
import { whyUnproven } from "./credential-refusal.ts";
import { isHiddenAt, type TrafficAnswer, type TrafficExchange } from "./exchange.ts";
import { judgingOf } from "./expectation.ts";
import type { JudgedClient } from "./judge-request.ts";
import type { TrafficMemory, TrafficSetting } from "./setting.ts";

const CORRELATION_ID = "X-KM-Correlation-Id";
const LOST_ANSWER = "the recorder has not the body of the answer";
const MASKED_ANSWER = "the recorder masked the body of the answer";

/** Rules about what stands around the body; the others have nothing to look at where the body is not there. */
const OF_HEAD: readonly Rule[] = [serverError, contentType, responseHeaders, correlationEcho];

/** A body that nobody has. */
const NO_BODY: OpenedBody = {
  encrypted: false,
  text: undefined,
  json: undefined,
  outer: undefined,
  problems: [],
};

/** What an answer came to, as far as it could be judged. */
export type JudgedServer = Pick<CaseResult, "outcome" | "reason" | "fault"> &
  Pick<AnswerEvidence, "violations" | "rules" | "clauses" | "readings" | "observed"> &
  Pick<CaseResult, "points">;

/** What an answer is judged with. */
export interface AnswerContext {
  readonly exchange: TrafficExchange;
  readonly operation: Operation;
  readonly moment: number;
  readonly setting: TrafficSetting;
  readonly memory: TrafficMemory;
  readonly client: JudgedClient;
  /** Everything that the request bears; undefined where its body cannot be read. */
  readonly inputs: JsonObject | undefined;
  readonly masking: TrafficSetting["masking"];
  /** Why an encrypted answer was not opened, where it was not. */
  readonly unopened: string;
}

/** Holds an answer against every rule that needs no expectation, and against its request. */
export function judgeAnswer(
  response: TrafficAnswer,
  opened: OpenedBody | undefined,
  context: AnswerContext,
): JudgedServer {
  const { exchange, operation, setting, memory, client, inputs, masking } = context;
  const validators = setting.validators.get(operation.id);
  if (!validators) return silent("errored", "suite-fault: there are no schemas of it", "suite-fault");
  const wire = { status: response.status, headers: response.headers, body: response.body ?? Buffer.alloc(0) };
  if (response.status === 429)
    return silent("errored", "rate-limited: the server answers 429, too many requests", "rate-limited");
  if (response.body && isForeign({ response: wire, ...(opened && { opened }) }))
    return silent(
      "errored",
      `foreign-answer: what came (status ${response.status}) bears no correlation id and no JSON, or is a gateway's, and is no answer of this API`,
      "foreign-answer",
    );
  const body = visibleInputs(inputs, exchange);
  const read = opened ?? NO_BODY;
  const envelope = envelopeOf(read, setting.pointers);
  const judging = judgingOf({ status: response.status, envelope }, operation, setting.contract, client, body);
  // Whether a refused request named a key of anybody's, nobody here can tell.
  const isTampered = client.isTampered || response.status !== 200;
  const judged: JudgedExchange = {
    contract: setting.contract,
    operation,
    validators,
    expected: judging.expected,
    correlationId: correlationIdOf(exchange),
    isTaken: (field, value) => memory.issued.isTaken(field, value),
    request: { body, headers: exchange.request.headers, tampered: isTampered },
    earlier: {
      answer: answerBefore(context, body),
      followed: (reading) => memory.earlier.followed(reading),
      repeats: (seal) => memory.earlier.repeats(seal),
    },
    response: wire,
    opened: read,
    envelope,
    pointers: setting.pointers,
  };
  const unseen = whyUnseen(response, opened, context.unopened);
  const rules = rulesFor(response, unseen, client);
  const sent = { body, headers: exchange.request.headers };
  const { strict } = setting;
  const evidence = evidenceOf(judging, judged, sent, { masking, strict }, rules);
  const violations = evidence.violations.filter((violation) => !isHidden(violation, response));
  if (unseen === undefined) remember(judged, context);
  return { ...evidence, ...settled(evidence, violations, unseen, context) };
}

/** Violations at places that the recorder masked are none, and what was not looked at is no pass. */
function settled(
  evidence: AnswerEvidence,
  violations: readonly Violation[],
  unseen: string | undefined,
  { setting, exchange, operation, client }: AnswerContext,
): Pick<JudgedServer, "outcome" | "reason" | "fault" | "violations" | "rules"> {
  const told = outcomeOfViolations(violations, setting.strict);
  const rules =
    unseen === undefined
      ? evidence.rules
      : // Why each of the others could not run is one and the same.
        [
          ...evidence.rules.filter(({ state }) => state !== "could-not-run"),
          { rule: "body-schema", state: "could-not-run" as const, reason: unseen },
        ];
  if (told !== "passed") return { outcome: told, violations, rules };
  if (unseen !== undefined)
    return { outcome: "not-exercised", reason: `not opened: ${unseen}`, violations, rules };
  const unproven = whyUnproven(exchange, operation, setting, client);
  if (unproven !== undefined) return { outcome: "not-exercised", reason: unproven, violations, rules };
  const { outcome, reason, fault } = evidence;
  const isErrored = outcome === "errored";
  return {
    outcome: isErrored ? outcome : "passed",
    ...(isErrored && reason !== undefined && { reason }),
    ...(isErrored && fault !== undefined && { fault }),
    violations,
    rules,
  };
}

function whyUnseen(
  { hidden }: TrafficAnswer,
  opened: OpenedBody | undefined,
  unopened: string,
): string | undefined {
  if (hidden.wholeBody) return MASKED_ANSWER;
  if (!opened) return LOST_ANSWER;
  const isMisshapen = opened.problems.some(({ kind }) => kind.startsWith("jwe-"));
  return opened.encrypted && opened.text === undefined && !isMisshapen ? unopened : undefined;
}

function rulesFor(
  { isExact, hidden }: TrafficAnswer,
  unseen: string | undefined,
  { isRight }: JudgedClient,
): readonly Rule[] {
  if (unseen === LOST_ANSWER || unseen === MASKED_ANSWER) return OF_HEAD;
  const isWhole = isExact && hidden.fields.length === 0;
  return [...RULES, ...(isRight ? [knownCode] : [])]
    .filter((rule) => rule !== charset || isWhole)
    .map((rule) =>
      // Whoever else speaks to the server may have changed what was asked for: nobody recorded it.
      rule === sameAnswer ? { ...rule, kind: "record" } : rule,
    );
}

function isHidden({ where }: Violation, { hidden }: TrafficAnswer): boolean {
  if (where.startsWith("/")) return isHiddenAt(hidden, where);
  const header = /^header (.+)$/.exec(where)?.[1];
  return header !== undefined && hidden.headers.has(header.toLowerCase());
}

/** An answer that says nothing of the server. */
export function silent(
  outcome: CaseResult["outcome"],
  reason: string,
  fault: CaseResult["fault"],
): JudgedServer {
  const { observed, violations, rules, readings } = NOTHING_SEEN;
  return {
    outcome,
    reason,
    ...(fault !== undefined && { fault }),
    observed,
    violations,
    rules,
    readings,
    clauses: [],
  };
}

function correlationIdOf({ request }: TrafficExchange): string | undefined {
  if (request.hidden.headers.has(CORRELATION_ID.toLowerCase())) return undefined;
  return headerValues(request.headers, CORRELATION_ID)[0];
}

/** Only what was read in full can be compared; what changes something is answered otherwise the second time. */
function answerBefore(context: AnswerContext, body: JsonObject): JudgedExchange["earlier"]["answer"] {
  const { operation, moment, memory } = context;
  return isSteady(context) ? memory.earlier.answerTo(operation.id, body, moment) : undefined;
}

function isSteady({ operation, client, inputs, exchange }: AnswerContext): boolean {
  const isRead = inputs !== undefined && exchange.request.hidden.fields.length === 0;
  return operation.effect === "nothing" && !client.isTampered && isRead;
}

function remember(judged: JudgedExchange, context: AnswerContext): void {
  const { memory, operation, moment, setting } = context;
  const { envelope, opened, request, response } = judged;
  memory.issued.note(setting.contract, operation.id, opened.json);
  if (opened.seal) memory.earlier.noteSeal(opened.seal);
  for (const choice of choicesIn(judged)) memory.earlier.noteChoice(choice);
  if (!isSteady(context) || typeof envelope.code !== "string" || response.status >= 500) return;
  memory.earlier.note(operation.id, request.body, moment, { code: envelope.code, body: opened.json });
}

/** The request in the clear without what the recorder masked: nothing can be held against that. */
function visibleInputs(inputs: JsonObject | undefined, { request }: TrafficExchange): JsonObject {
  if (inputs === undefined || request.hidden.wholeBody) return {};
  const entries = Object.entries(inputs).filter(([name]) => !isHiddenAt(request.hidden, toPointer([name])));
  return Object.fromEntries(entries);
}
