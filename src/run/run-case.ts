import type { Case } from "../cases/model.ts";
import { missingData } from "../cases/request-body.ts";
import type { JudgedExchange } from "../checks/model.ts";
import type { Contract } from "../contract/model.ts";
import { observeReadings } from "../checks/observed-readings.ts";
import { mayRun } from "../environment/policy.ts";
import type { CaseResult, Observed, Violation } from "../results/model.ts";
import { readEnvelope } from "../wire/envelope.ts";
import type { Attempt } from "./attempt.ts";
import type { RunContext } from "./context.ts";
import { deliver } from "./deliver.ts";
import { judge, outcomeOf } from "./judge.ts";
import type { Masking } from "./masking.ts";
import { reachedClauses } from "./reached-clauses.ts";
import { recordAttempt } from "./recorder.ts";

/** Runs one case from row to result. Never throws: what breaks is the outcome of the case. */
export async function runCase(row: Case, context: RunContext): Promise<CaseResult> {
  const startedAt = new Date();
  const reason = whyNotExercised(row, context);
  const base = { ...describe(row, context.contract), startedAt: startedAt.toISOString() };
  if (reason !== undefined)
    return { ...base, ...NOTHING_SEEN, outcome: "not-exercised", reason, durationMs: 0 };
  const ended = (): { durationMs: number } => ({ durationMs: Date.now() - startedAt.getTime() });
  try {
    const found = await exercise(row, context);
    return { ...base, ...found, ...ended() };
  } catch (error) {
    const broke = context.masking.text(`suite-fault: ${String((error as Error).message)}`);
    return { ...base, ...NOTHING_SEEN, outcome: "errored", reason: broke, ...ended() };
  }
}

/** The result of a case that the run never came to. */
export function notReached(row: Case, contract: Contract, reason: string): CaseResult {
  return {
    ...describe(row, contract),
    ...NOTHING_SEEN,
    startedAt: new Date().toISOString(),
    durationMs: 0,
    outcome: "not-exercised",
    reason,
  };
}

/** Why a case may not or cannot run on this target; undefined where it can. */
export function whyNotExercised(row: Case, { settings }: Pick<RunContext, "settings">): string | undefined {
  const permission = mayRun(settings, row);
  if (!permission.allowed) return permission.reason;
  const missing = missingData(row, settings.testData);
  if (missing.length === 0) return undefined;
  return `no test data: give ${missing.join(", ")} under ${row.operation}: ${row.name}: in ${settings.testDataFile}`;
}

/** What is known of a result before its case has run. */
type Described = Pick<
  CaseResult,
  "id" | "operation" | "title" | "level" | "kind" | "destructive" | "source" | "clauses" | "expected"
>;
/** What running the case finds; it knows the clauses that were reached. */
type Found = Omit<CaseResult, Exclude<keyof Described, "clauses"> | "startedAt" | "durationMs">;

const NOTHING_SEEN = {
  observed: { status: null, code: null, message: null },
  violations: [],
  rules: [],
  attempts: 0,
  exchanges: [],
  readings: [],
} satisfies Partial<CaseResult>;

function describe(row: Case, contract: Contract): Described {
  const { id, operation, title, level, kind, destructive, clauses } = row;
  const { status, code, messages } = row.expected;
  const place = contract.clauses.get(row.expected.clauses.code) ?? row.source;
  return {
    id,
    operation,
    title,
    level,
    kind,
    destructive,
    source: { file: place.file, line: place.line },
    clauses,
    expected: { status, code, message: messages?.[0] ?? null },
  };
}

async function exercise(row: Case, context: RunContext): Promise<Found> {
  const { attempts, trouble } = await deliver(row, context);
  const sent = attempts.filter(({ requestFaults }) => requestFaults.length === 0).length;
  const masking = context.masking.forExchange();
  for (const { body, opened } of attempts)
    for (const seen of [body, opened?.json, opened?.outer]) masking.learn(seen);
  const exchanges = attempts.map((made, index) => {
    const url = `${context.target.baseUrl}${made.sealed.path}`;
    return recordAttempt(made, url, index === 0 ? row.title : `${row.title} (sent again)`, masking);
  });
  const last = attempts.at(-1);
  const judged = last && judgedExchange(row, last, context);
  const kept = {
    attempts: sent,
    exchanges,
    observed: judged ? observedIn(judged, masking) : NOTHING_SEEN.observed,
  };
  if (trouble !== undefined || !judged || !last) {
    return {
      ...NOTHING_SEEN,
      ...kept,
      outcome: "errored",
      reason: masking.text(trouble ?? "nothing was sent"),
    };
  }
  const judgement = judge(row, judged);
  return {
    ...kept,
    ...outcomeOf(judgement, context.settings.strict),
    violations: judgement.violations.map((violation) => maskViolation(violation, masking)),
    rules: judgement.rules,
    clauses: reachedClauses(row, last.body, last.sealed, judged),
    readings: observeReadings(judged, row.name).map(({ id, observed }) => ({
      id,
      observed: masking.bodyText(observed),
    })),
  };
}

function judgedExchange(row: Case, made: Attempt, context: RunContext): JudgedExchange | undefined {
  const { contract, validators, settings } = context;
  const { operation, response, opened, sealed } = made;
  const operationValidators = validators.get(operation.id);
  if (!response || !opened || !operationValidators) return undefined;
  const { codePointer, messagePointer } = settings;
  const pointers = { codePointer, messagePointer };
  const inside = readEnvelope(opened.json, pointers);
  return {
    contract,
    operation,
    validators: operationValidators,
    expected: row.expected,
    correlationId: sealed.correlationId,
    response,
    opened,
    // The envelope of an encrypted answer may stand beside encData as well as inside it: no page says where.
    envelope: inside.code === undefined ? readEnvelope(opened.outer, pointers) : inside,
    pointers,
  };
}

function observedIn({ response, envelope }: JudgedExchange, masking: Masking): Observed {
  const text = (value: unknown): string | null =>
    typeof value === "string" ? masking.bodyText(value).slice(0, 1000) : null;
  return { status: response.status, code: text(envelope.code), message: text(envelope.message) };
}

function maskViolation(violation: Violation, masking: Masking): Violation {
  const { where, actual } = violation;
  const hidden = masking.actual(where, actual);
  return {
    ...violation,
    where: masking.text(where),
    actual: hidden,
    documented: masking.text(violation.documented),
    message: masking.text(violation.message.replaceAll(actual, hidden)),
  };
}
