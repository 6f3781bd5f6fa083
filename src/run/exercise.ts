import type { Case } from "../cases/model.ts";
import { choicesIn } from "../checks/choices.ts";
import type { JudgedExchange } from "../checks/model.ts";
import type { Json, JsonObject } from "../exact/json.ts";
import { envelopeOf } from "../wire/envelope.ts";
import type { Attempt } from "./attempt-model.ts";
import type { RunContext } from "./context.ts";
import { deliver } from "./deliver.ts";
import { type Found, NOTHING_SEEN } from "./empty-result.ts";
import { evidenceOf, observedIn } from "./evidence.ts";
import { recordAttempts } from "./recorder.ts";
import { withoutServed } from "./served-once.ts";
import { withoutSpent } from "./used-up.ts";

/** What a request found, with the bodies that a later step of a journey may carry values from. */
export interface Exercised {
  readonly found: Found;
  readonly body: JsonObject;
  readonly answer: Json | undefined;
}

/** Sends the request of a case and holds the answer against every rule. */
export async function exercise(row: Case, context: RunContext): Promise<Exercised> {
  const { attempts, last, trouble } = await deliver(row, context);
  const sent = attempts.filter(({ requestFaults }) => requestFaults.length === 0).length;
  const { exchanges, masking } = recordAttempts(attempts, row.title, context);
  const judged = judgedExchange(row, last, context);
  const kept = {
    attempts: sent,
    exchanges,
    observed: judged ? observedIn(judged, masking) : NOTHING_SEEN.observed,
  };
  const seen = { body: last.body, answer: last.opened?.json };
  if (trouble || !judged) {
    const found: Found = {
      ...NOTHING_SEEN,
      ...kept,
      clauses: row.clauses,
      outcome: "errored",
      fault: trouble?.fault ?? "suite-fault",
      reason: masking.bodyText(trouble?.reason ?? "suite-fault: there is an answer, and no rules for it"),
    };
    return { found, ...seen };
  }
  const { strict } = context.settings;
  const evidence = evidenceOf(
    row,
    judged,
    { body: last.body, headers: last.sealed.headers },
    { masking, strict },
  );
  context.issued.note(context.contract, row.operation, last.opened?.json);
  noteAnswer(last, judged, context);
  const found: Found = { ...kept, ...evidence };
  const { testDataFile } = context.settings;
  const unserved = withoutServed(row, found, judged, last.servedBefore, testDataFile);
  return { found: withoutSpent(row, unserved, last.body, judged, context), ...seen };
}

function judgedExchange(row: Case, made: Attempt, context: RunContext): JudgedExchange | undefined {
  const { contract, validators, settings, earlier } = context;
  const { operation, response, opened, sealed, body } = made;
  const operationValidators = validators.get(operation.id);
  if (!response || !opened || !operationValidators) return undefined;
  const { codePointer, messagePointer } = settings;
  const pointers = { codePointer, messagePointer };
  return {
    contract,
    operation,
    validators: operationValidators,
    expected: row.expected,
    correlationId: sealed.correlationId,
    isTaken: (field, value) => context.issued.isTaken(field, value),
    request: { body, headers: sealed.headers, tampered: row.tampering !== undefined },
    earlier: {
      answer:
        row.tampering || isUnsteady(made) ? undefined : earlier.answerTo(operation.id, body, made.moment),
      followed: (reading) => earlier.followed(reading),
      repeats: (seal) => earlier.repeats(seal),
    },
    response,
    ...tookAtMost(made, settings.limits.maxResponseMs),
    opened,
    // The envelope of an encrypted answer may stand beside encData as well as inside it: no page says where.
    envelope: envelopeOf(opened, pointers),
    pointers,
  };
}

function tookAtMost({ steps }: Attempt, limitMs: number | undefined): Pick<JudgedExchange, "took"> {
  const send = steps.find(({ name }) => name === "send");
  return limitMs === undefined || !send
    ? {}
    : { took: { answeredInMs: send.endedAt - send.startedAt, limitMs } };
}

/** Remembers an answer, once it has been judged, for those that come after it. */
function noteAnswer(made: Attempt, judged: JudgedExchange, { earlier }: RunContext): void {
  const { envelope, opened, request } = judged;
  const { operation, body, moment } = made;
  if (opened.seal) earlier.noteSeal(opened.seal);
  for (const choice of choicesIn(judged)) earlier.noteChoice(choice);
  if (request.tampered || isUnsteady(made) || typeof envelope.code !== "string") return;
  earlier.note(operation.id, body, moment, { code: envelope.code, body: opened.json });
}

/** What changes something is answered otherwise the second time, and a server that broke says nothing of the thing. */
function isUnsteady({ operation, response }: Attempt): boolean {
  return operation.effect !== "nothing" || (response?.status ?? 500) >= 500 || response?.status === 429;
}
