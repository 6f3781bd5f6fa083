import type { Carried, Case, JourneyStep } from "../cases/model.ts";
import { uniqueValue } from "../checks/unique-value.ts";
import { type Json, toPointer, valueAt } from "../exact/json.ts";
import { atMostOnce } from "./at-most-once.ts";
import { buildBody } from "./build-body.ts";
import type { RunContext } from "./context.ts";
import { RunCutShort } from "./cut-short.ts";
import type { Found } from "./empty-result.ts";
import { type Exercised, exercise } from "./exercise.ts";
import { type Done, mergeSteps } from "./journey-outcome.ts";
import { meetingOf } from "./meeting.ts";
import { isPending, recordedOnly } from "./pending.ts";
import { Withheld } from "./withheld.ts";

/** What a step left for those after it: each request of it that succeeded, or else the first. */
type Seen = ReadonlyMap<string, readonly Exercised[]>;

/**
 * Runs the steps of a journey one after the other. A step that does not find what it should ends the journey, because
 * what comes after rests on it; steps that clean up run all the same, once for everything that a step made.
 * Throws what breaks in a step when the cleaning is done, and RunCutShort where the run ends before the first request.
 */
export async function runJourney(
  row: Case,
  steps: readonly JourneyStep[],
  context: RunContext,
): Promise<Found> {
  const seen = new Map<string, readonly Exercised[]>();
  const done: Done[] = [];
  const stop: Stop = {};
  for (const step of steps) {
    if (step.cleanup ? isCleanedUp(step, done, context) : stop.why !== undefined) continue;
    try {
      const why = await take(step, seen, done, context);
      stop.why ??= why;
    } catch (error) {
      if (error instanceof RunCutShort) return cutShort(error, step, row, done, context);
      noteStop(stop, step, error);
    }
  }
  if (stop.broken) throw stop.broken.error;
  return withWithheld(mergeSteps(row, done, stop.why, context.settings.strict), stop, done);
}

/** What ended a journey before its last step. */
interface Stop {
  why?: string | undefined;
  withheld?: Withheld;
  broken?: { readonly error: unknown };
}

function noteStop(stop: Stop, { name, cleanup }: JourneyStep, error: unknown): void {
  if (!(error instanceof Withheld)) {
    stop.broken ??= { error };
    stop.why = `step ${name} broke`;
    return;
  }
  // What cannot be cleaned up stands in the ledger.
  if (!cleanup) stop.withheld ??= error;
  stop.why ??= `step ${name} was withheld`;
}

/** A journey that ends because a request must not be sent has not been exercised, unless it found something before. */
function withWithheld(found: Found, { withheld }: Stop, done: readonly Done[]): Found {
  if (!withheld) return found;
  if (done.length === 0) throw withheld;
  if (found.fault !== "could-not-run") return found;
  const { fault: _fault, ...rest } = found;
  return { ...rest, outcome: "not-exercised", reason: withheld.reason };
}

/** Makes a step and notes what it found; gives the reason why the journey ends with it, if it does. */
async function take(
  step: JourneyStep,
  seen: Map<string, readonly Exercised[]>,
  done: Done[],
  context: RunContext,
): Promise<string | undefined> {
  const ready = casesOf(step, seen);
  for (const each of ready) {
    const tries = await atOnce(step, isOpen(seen, each, context) ? recordedOnly(each) : each, context);
    seen.set(step.name, kept(tries, context));
    done.push({ step, found: [...tries.map(({ found }) => found), atMostOnce(step, tries, context)] });
  }
  if (step.cleanup) return undefined;
  if (ready.length === 0) return `step ${step.name} lacks a value that an earlier answer was to give`;
  const isRight = done.every(({ found }) => found.every(({ outcome }) => outcome === "passed"));
  return isRight ? undefined : `step ${step.name} ended the journey`;
}

/** What a step before began is not at its end, so that what it leads to cannot be demanded yet. */
function isOpen(seen: Seen, { operation }: Case, { contract }: RunContext): boolean {
  return [...seen.values()].flat().some(({ answer }) => isPending(answer, operation, contract));
}

/** A step before has done the same with success, to the same things. */
function isCleanedUp(step: JourneyStep, done: readonly Done[], { contract }: RunContext): boolean {
  const things = ({ row, carry }: JourneyStep): string => JSON.stringify([row.operation, ...carry]);
  const isSuccess = ({ observed }: Found): boolean => observed.code === contract.envelope.successCode;
  return done.some(
    (before) => !before.step.cleanup && things(before.step) === things(step) && before.found.some(isSuccess),
  );
}

/** A run that ends in the middle of a journey leaves what the journey made; the report has to say so. */
function cutShort(
  error: RunCutShort,
  { name }: JourneyStep,
  row: Case,
  done: readonly Done[],
  { settings }: RunContext,
): Found {
  if (done.length === 0) throw error;
  const reason = `cut-short: ${error.message} before step ${name}; what the steps before it made is still there`;
  const found = mergeSteps(row, done, undefined, settings.strict);
  return found.outcome === "failed" ? found : { ...found, outcome: "errored", fault: "cut-short", reason };
}

/** What was answered with somebody else's value is not carried on: the steps after it would act on that somebody. */
function kept(answered: readonly Exercised[], { contract }: RunContext): readonly Exercised[] {
  const tries = answered.filter(({ found }) => !found.violations.some(({ rule }) => rule === uniqueValue.id));
  const successes = tries.filter(({ found }) => found.observed.code === contract.envelope.successCode);
  return successes.length > 0 ? successes : tries.slice(0, 1);
}

/** Sends the request of a step, as often as the step says and then the very same one, fresh values and all. */
async function atOnce(step: JourneyStep, row: Case, context: RunContext): Promise<Exercised[]> {
  if (step.together < 2) return [await context.oneAtATime(row, () => exercise(row, context))];
  const body = Object.entries(await buildBody(row, context)).map(([field, value]): [string, Json] => [
    toPointer([field]),
    value,
  ]);
  const same = { ...row, request: { ...row.request, set: new Map(body) } };
  // Who meets keeps the turn that it has, so that no more of them can meet than there are turns.
  const meeting = meetingOf(Math.min(step.together, context.settings.limits.concurrency));
  const together: RunContext = { ...context, meet: meeting };
  return context.oneAtATime(row, () =>
    Promise.all(Array.from({ length: step.together }, () => exercise(same, together))),
  );
}

/**
 * The step's case with the values carried into it; none where an answer did not have one. A step that cleans up has
 * one for each success of the steps that it carries from, since each may have made something.
 */
function casesOf(step: JourneyStep, seen: Seen): Case[] {
  const sources = [...step.carry.values()].map((from) => seen.get(from.step)?.length ?? 0);
  const rounds = step.cleanup ? Math.max(1, ...sources) : 1;
  return Array.from({ length: rounds }, (_, round) => withCarried(step, seen, round)).filter(
    (row) => row !== undefined,
  );
}

function withCarried(step: JourneyStep, seen: Seen, round: number): Case | undefined {
  const values = [...step.carry].map(([field, from]) => [field, carriedValue(from, seen, round)] as const);
  if (values.some(([, value]) => value === undefined)) return undefined;
  const carried = values.flatMap(([field, value]): [string, Json][] =>
    value === undefined ? [] : [[field, value]],
  );
  const { request } = step.row;
  return { ...step.row, request: { ...request, set: new Map([...request.set, ...carried]) } };
}

function carriedValue({ step, side, pointer, first }: Carried, seen: Seen, round: number): Json | undefined {
  const from = seen.get(step);
  const one = from?.[round] ?? from?.[0];
  const value = valueAt(side === "request" ? one?.body : one?.answer, pointer);
  return first !== undefined && typeof value === "string" ? value.slice(0, first) : value;
}
