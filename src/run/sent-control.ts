import type { KeyObject } from "node:crypto";
import type { Case } from "../cases/model.ts";
import { findOperation } from "../contract/find.ts";
import { type Json, valueAt } from "../exact/json.ts";
import type { ControlRecord } from "../results/model.ts";
import { type Understanding, understandingOf } from "../results/understanding.ts";
import { envelopeOf } from "../wire/envelope.ts";
import { isForAnotherKey } from "../wire/message-encryption.ts";
import type { OpenedBody } from "../wire/open-body.ts";
import type { HeaderLine } from "../wire/transport.ts";
import type { Attempt } from "./attempt-model.ts";
import type { RunContext } from "./context.ts";
import { RunCutShort } from "./cut-short.ts";
import { deliver } from "./deliver.ts";
import { recordAttempts } from "./recorder.ts";
import type { Trouble } from "./trouble.ts";
import { Withheld } from "./withheld.ts";

/** What came back for a control request, as it came: it never leaves the run but masked, in its record. */
export interface ControlAnswer {
  readonly status: number;
  readonly code: string | null;
  readonly message: string | null;
  /** Status, code and words of the answer without what differs from request to request. */
  readonly key: string;
  readonly understanding: Understanding;
  readonly sealed: Sealed;
  /** The body opened, and as it travelled. */
  readonly bodies: readonly (Json | undefined)[];
  /** What the request bore. */
  readonly correlationId: string | undefined;
  readonly headers: readonly HeaderLine[];
  readonly startedAt: Date;
  readonly durationMs: number;
}

/** How the body of an answer travelled: in the clear, or sealed, and then whether it opens and for whom it is. */
export type Sealed = "no" | "opened" | "damaged" | "for-another-key";

export interface SentControl {
  readonly record: ControlRecord;
  /** Absent where no answer of the API came. */
  readonly answer?: ControlAnswer;
  readonly trouble?: Trouble;
}

/** What a control request is for; the state of its record is decided by whoever sends it. */
export type ControlPurpose = Pick<ControlRecord, "id" | "purpose" | "title">;

/** Sends a request that no case makes, by the same way as those of cases. Throws RunCutShort where the run ends. */
export async function sendControl(
  row: Case,
  purpose: ControlPurpose,
  context: RunContext,
  isHeld: (answer: ControlAnswer) => boolean,
): Promise<SentControl> {
  const startedAt = new Date();
  const delivered = await deliver(row, context).catch((error: unknown) => {
    if (error instanceof Withheld) return error;
    throw error;
  });
  if (delivered instanceof Withheld) return unsent(row, purpose, startedAt, delivered, context);
  const { attempts, last, trouble } = delivered;
  const { exchanges, masking } = recordAttempts(attempts, purpose.title, context);
  const answer = trouble ? undefined : answerOf(row, last, context);
  const masked = (text: string | null): string | null =>
    text === null ? null : masking.bodyText(text).slice(0, 1000);
  const record: ControlRecord = {
    ...purpose,
    operation: row.operation,
    state: answer ? (isHeld(answer) ? "held" : "not-held") : "no-answer",
    observed: {
      status: last.response?.status ?? null,
      code: masked(answer?.code ?? null),
      message: masked(answer?.message ?? null),
    },
    ...(trouble && { reason: masking.bodyText(trouble.reason) }),
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    attempts: attempts.filter(({ requestFaults }) => requestFaults.length === 0).length,
    exchanges,
  };
  return { record, ...(answer && { answer }), ...(trouble && { trouble }) };
}

/** Our own data do not give what the request needs: the target saw nothing. */
function unsent(
  row: Case,
  purpose: ControlPurpose,
  startedAt: Date,
  { reason }: Withheld,
  { masking }: RunContext,
): SentControl {
  const record: ControlRecord = {
    ...purpose,
    operation: row.operation,
    state: "no-answer",
    observed: { status: null, code: null, message: null },
    reason: masking.text(reason),
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    attempts: 0,
    exchanges: [],
  };
  return { record, trouble: { fault: "request-schema", reason } };
}

function answerOf(row: Case, made: Attempt, context: RunContext): ControlAnswer | undefined {
  const { contract, settings } = context;
  const { response, opened } = made;
  const operation = findOperation(contract, row.operation);
  if (!response || !opened || !operation) return undefined;
  const envelope = envelopeOf(opened, settings);
  const text = (value: unknown): string | null => (typeof value === "string" ? value : null);
  const [code, message] = [text(envelope.code), text(envelope.message)];
  const { status } = response;
  const sealed = sealedHow(opened, context.target.credentials.clientPrivateKey);
  const shownBody = opened.text ?? (opened.encrypted ? "sealed" : response.body.toString("utf8"));
  const isSuccess = status >= 200 && status < 300;
  // Somebody who sealed a success for us took us for who we are, whether we can open it or not.
  const isSealedSuccess = isSuccess && sealed !== "no";
  return {
    status,
    code,
    message,
    key: `${status} ${code ?? ""} ${withoutIds(message ?? (code === null ? shownBody : ""))}`,
    understanding: isSealedSuccess
      ? "served"
      : understandingOf({ status, code, message }, operation, contract),
    sealed,
    bodies: [opened.json, opened.outer],
    correlationId: made.sealed.correlationId,
    headers: response.headers,
    startedAt: made.startedAt,
    durationMs: made.durationMs,
  };
}

function sealedHow({ encrypted, text, outer }: OpenedBody, key: KeyObject): Sealed {
  if (!encrypted || text !== undefined) return encrypted ? "opened" : "no";
  const jwe = valueAt(outer, "/encData");
  return typeof jwe === "string" && isForAnotherKey(jwe, key) ? "for-another-key" : "damaged";
}

/** Correlation ids, times and numbers differ from answer to answer. */
function withoutIds(text: string): string {
  return text.replaceAll(/[0-9a-f]{6,}|[0-9]+/gi, "#").slice(0, 2000);
}

/**
 * Sends the right request of a documented case beside the refusals that rest on it: it holds where it is answered with
 * the case's own code. Undefined where the run ends before; what breaks is part of the record.
 */
export async function sentBeside(row: Case, context: RunContext): Promise<ControlRecord | undefined> {
  const purpose = { id: row.id, purpose: "control", title: `Control: ${row.title}` } as const;
  const startedAt = new Date();
  try {
    // As a derived case it takes new values where the documented one has used its own.
    const right: Case = { ...row, kind: "generated", dataOf: row.dataOf ?? row.name };
    const send = () => sendControl(right, purpose, context, ({ code }) => code === row.expected.code);
    return (await context.oneAtATime(right, send)).record;
  } catch (error) {
    if (error instanceof RunCutShort) return undefined;
    const broke = `suite-fault: ${String((error as Error).message)}`;
    return {
      ...purpose,
      operation: row.operation,
      state: "no-answer",
      observed: { status: null, code: null, message: null },
      reason: context.masking.text(broke),
      startedAt: startedAt.toISOString(),
      durationMs: Date.now() - startedAt.getTime(),
      attempts: 0,
      exchanges: [],
    };
  }
}
