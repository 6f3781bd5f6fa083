import type { Case, JourneyStep } from "../cases/model.ts";
import { missingData, whyNotReady } from "../cases/readiness.ts";
import { findOperation } from "../contract/find.ts";
import type { Settings } from "../environment/model.ts";
import { type JsonObject, toPointer } from "../exact/json.ts";
import type { Masking } from "../masking/masking.ts";
import { freshValues } from "../request/fresh-values.ts";
import { composeBody } from "../request/request-body.ts";
import { requestFaults } from "../request/request-check.ts";
import { askProvider } from "./data-provider.ts";
import { servingOnce } from "./serving-once.ts";
import { ownShare } from "./shard-share.ts";
import { SpentValues } from "./spent-values.ts";
import type { Suite } from "./suite.ts";
import { Supply } from "./supply.ts";
import { thingsIn } from "./things.ts";
import { Withheld } from "./withheld.ts";

/** What a case needs of the target's owner, and whether it is to be had now. */
export interface DataState {
  readonly id: string;
  readonly operation: string;
  /** The documented case whose data it takes, by its name; for a journey its own. */
  readonly of: string;
  /** `ready`; `lacking`: it would not be exercised; `not-sent`: policy or the suite itself keeps it from being sent. */
  readonly state: "ready" | "lacking" | "not-sent";
  /** The fields that are concerned: those that it needs, or those that are missing or wrong. */
  readonly fields: readonly string[];
  /** Why it is not ready, masked; empty where it is. */
  readonly why: string;
}

export interface CheckedData {
  readonly states: readonly DataState[];
  /** How many times the provider was asked; a question that is the same for several cases was put once. */
  readonly asked: number;
}

/**
 * Asks test data and provider for what each case needs, as a run would right before it sends, and sends nothing. Nothing is
 * noted as used up.
 */
export async function checkData(
  suite: Suite,
  settings: Settings,
  cases: readonly Case[],
  masking: Masking,
): Promise<CheckedData> {
  const answers = new Map<string, ReturnType<typeof askProvider>>();
  const ask: typeof askProvider = (provider, question) => {
    const key = JSON.stringify(question);
    const answer = answers.get(key) ?? askProvider(provider, question);
    answers.set(key, answer);
    return answer;
  };
  const kept = new SpentValues(settings.spentFile, settings.baseUrl ?? "");
  const spent = {
    earlier: (field: string, value: string) => kept.earlier(field, value),
    note: () => undefined,
  };
  const supply = new Supply({
    contract: suite.contract,
    settings: { ...settings, testData: ownShare(suite.contract, settings) },
    spent,
    isTouched: () => false,
    given: (values) => masking.learn(values),
    ask,
  });
  const check: DataCheck = { suite, settings, supply, spent, masking };
  const states: DataState[] = [];
  for (const row of cases) {
    const of = row.dataOf ?? row.name;
    states.push({ id: row.id, operation: row.operation, of, ...(await stateOf(row, check)) });
  }
  return { states, asked: answers.size };
}

interface DataCheck {
  readonly suite: Suite;
  readonly settings: Settings;
  readonly supply: Supply;
  readonly spent: Pick<SpentValues, "earlier">;
  readonly masking: Masking;
}

type Found = Pick<DataState, "state" | "fields" | "why">;

async function stateOf(row: Case, check: DataCheck): Promise<Found> {
  const { settings } = check;
  const notReady = whyNotReady(row, settings);
  if (notReady?.kind === "no-data")
    return { state: "lacking", fields: fieldsMissing(row, settings), why: notReady.reason };
  if (notReady) return { state: "not-sent", fields: [], why: notReady.reason };
  for (const request of row.steps?.map(withCarried) ?? [row]) {
    const lack = await lackOf(request, row, check);
    if (lack) return { state: "lacking", ...lack };
  }
  return { state: "ready", fields: row.data, why: "" };
}

/** Where a case has some of its data, those that it has not. */
function fieldsMissing(row: Case, { testData }: Settings): readonly string[] {
  const missing = missingData(row, testData);
  return missing.length > 0 ? missing : row.data;
}

/** A step with what earlier answers carry into it set: nobody has to give that. */
function withCarried({ row, carry }: JourneyStep): Case {
  const carried = [...carry.keys()].map((pointer) => [pointer, null] as const);
  return { ...row, request: { ...row.request, set: new Map([...row.request.set, ...carried]) } };
}

type Lack = Pick<Found, "fields" | "why">;

async function lackOf(request: Case, row: Case, check: DataCheck): Promise<Lack | undefined> {
  try {
    const body = await bodyOf(request, check);
    return usedUpIn(body, request, row, check) ?? wrongIn(body, request, check);
  } catch (error) {
    if (!(error instanceof Withheld)) throw error;
    return { fields: fieldsMissing(request, check.settings), why: check.masking.bodyText(error.reason) };
  }
}

async function bodyOf(row: Case, { suite, settings, supply }: DataCheck): Promise<JsonObject> {
  const requestSchema = suite.validators.get(row.operation)?.["request-body"].schema;
  if (!requestSchema) throw new Error(`the contract has no operation ${row.operation}`);
  return composeBody(row, {
    requestSchema,
    guesses: suite.plan.guesses.get(row.operation) ?? [],
    testData: await supply.dataFor(row),
    seed: settings.seed,
    fresh: freshValues(),
  });
}

/** What an earlier run used up: a value that serves once, or the thing that a case means to change. */
function usedUpIn(
  body: JsonObject,
  request: Case,
  row: Case,
  { suite, spent, settings }: DataCheck,
): Lack | undefined {
  const operation = findOperation(suite.contract, request.operation);
  if (!operation) return undefined;
  const parts = Object.values(settings.testData[request.operation] ?? {});
  const once = servingOnce(operation, body)
    .filter(({ field }) => request.data.includes(field))
    // A single value is sent as often as it is needed: whether it serves again, the target alone knows.
    .filter(({ field }) => parts.some((part) => Array.isArray(part[field])));
  const things = row.destructive ? thingsIn(body, operation) : [];
  for (const { field, value } of [...once, ...things]) {
    const by = spent.earlier(field, value);
    if (by) return { fields: [field], why: `used up by ${by.case} in the run of ${by.at}; give another` };
  }
  return undefined;
}

/** Given values that the contract does not allow where the case keeps to it. The rest of a request is the suite's own. */
function wrongIn(body: JsonObject, request: Case, { suite, masking }: DataCheck): Lack | undefined {
  const validators = suite.validators.get(request.operation);
  if (!validators) return undefined;
  const isGiven = (fault: string, field: string): boolean =>
    new RegExp(`^expected /${field}[ /]`).test(fault);
  // Headers are made when a request is sealed; here only the body is of interest.
  const faults = requestFaults(
    { ...request, tampering: {} },
    body,
    [],
    validators,
    new Set(Object.keys(body)),
  );
  const given = request.data.filter((field) => !request.request.set.has(toPointer([field])));
  const wrong = faults.filter((fault) => given.some((field) => isGiven(fault, field)));
  if (wrong.length === 0) return undefined;
  const fields = given.filter((field) => wrong.some((fault) => isGiven(fault, field)));
  return { fields, why: masking.bodyText(`not as the contract says: ${wrong.join("; ")}`) };
}
