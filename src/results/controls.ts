import { findOperation } from "../contract/find.ts";
import type { Contract } from "../contract/model.ts";
import type { CaseResult, Observed, RefusalControl } from "./case-result.ts";
import { shown } from "./inert-text.ts";
import { altered } from "./kept-elsewhere.ts";
import type { ControlRecord } from "./model.ts";
import { sentAt } from "./sent-at.ts";
import { namesWord, understandingOf } from "./understanding.ts";

/** A moment at which a right request was answered as one, or was not. */
interface Sight {
  readonly at: number;
  readonly held: boolean;
  readonly observed: Observed;
}

interface Sights {
  /** By id of the case whose right request it was. */
  readonly ofCases: ReadonlyMap<string, readonly Sight[]>;
  /** Of any right request, by operation. */
  readonly ofOperations: ReadonlyMap<string, readonly Sight[]>;
}

/**
 * Takes back what refusals seemed to show where nothing shows that a right request would have been answered otherwise:
 * such a case is not exercised. What was carried out although it should not have been stands by itself.
 */
export function withHeldControls(
  results: readonly CaseResult[],
  controls: readonly ControlRecord[],
  contract: Contract,
): readonly CaseResult[] {
  const sights: Sights = {
    ofCases: sightsOfCases(results, controls),
    ofOperations: sightsOfOperations(results, controls, contract),
  };
  return results.map((result) =>
    result.control && isJudged(result) ? decided(result, result.control, sights, contract) : result,
  );
}

function decided(
  result: CaseResult,
  control: RefusalControl,
  sights: Sights,
  contract: Contract,
): CaseResult {
  const held = howHeld(result, control, sights, contract);
  const noted = altered(result, { control: { ...control, held } });
  if (held !== "none" || isCarriedOut(result, contract)) return noted;
  // That a documented scenario came out otherwise is no refusal that would have to be trusted.
  const isScenario = result.kind === "documented" || result.kind === "journey";
  if (isScenario && result.outcome !== "passed") return noted;
  const reason = `no control: ${whyNone(result, control, sights)}`;
  return altered(noted, { outcome: "not-exercised", reason, violations: [] });
}

function howHeld(
  result: CaseResult,
  { of, names }: RefusalControl,
  { ofCases, ofOperations }: Sights,
  contract: Contract,
): NonNullable<RefusalControl["held"]> {
  const own = ofCases.get(of);
  const seen = own ?? ofOperations.get(result.operation) ?? [];
  const next = deciding(seen, endOf(result));
  const { message } = result.observed;
  const named = message === null ? [] : names.filter((name) => namesWord(message, name));
  // A right request that is refused for the same thing shows that the case is not what brought the refusal about.
  const isShared = next?.held === false && named.some((name) => namesWord(next.observed.message ?? "", name));
  if (named.length > 0 && !isShared) return "own-answer";
  const isOfOperation = findOperation(contract, of) !== undefined;
  if (isOfOperation && isUnderstood(result.observed, result.operation, contract)) return "own-answer";
  return next?.held === true ? "right-request" : "none";
}

/**
 * The sight that tells of a moment: the next one after it, since what still holds then held before, and what does not
 * may have ended at any time since the one before; where none came after it, the last one.
 */
function deciding(seen: readonly Sight[], at: number): Sight | undefined {
  return seen.find((sight) => sight.at >= at) ?? seen.at(-1);
}

function sightsOfCases(
  results: readonly CaseResult[],
  controls: readonly ControlRecord[],
): Sights["ofCases"] {
  const controlled = new Set(results.flatMap(({ control }) => control?.of ?? []));
  const fromCases = results
    .filter((result) => controlled.has(result.id) && result.observed.status !== null)
    .map((result) => ({
      of: result.id,
      at: sentAt(result),
      observed: result.observed,
      held: result.observed.code === result.expected.code,
    }));
  const fromControls = controls
    .filter(({ purpose, state }) => purpose === "control" && state !== "no-answer")
    .map((made) => ({
      of: made.id,
      at: sentAt(made),
      observed: made.observed,
      held: made.state === "held",
    }));
  return byTime([...fromCases, ...fromControls]);
}

function sightsOfOperations(
  results: readonly CaseResult[],
  controls: readonly ControlRecord[],
  contract: Contract,
): Sights["ofOperations"] {
  const sight = (sent: Pick<CaseResult, "operation" | "observed" | "startedAt" | "exchanges">) => ({
    of: sent.operation,
    at: sentAt(sent),
    observed: sent.observed,
    held: isUnderstood(sent.observed, sent.operation, contract),
  });
  // A case that is refused may well have meant to be; of the run's own right requests every one counts.
  const fromCases = results.filter(({ observed }) => observed.status !== null).map(sight);
  const fromControls = controls
    .filter(({ purpose, state }) => (purpose === "opening" || purpose === "control") && state !== "no-answer")
    .map(sight);
  return byTime([...fromCases.filter(({ held }) => held), ...fromControls]);
}

function byTime(seen: readonly (Sight & { readonly of: string })[]): Map<string, Sight[]> {
  const sights = new Map<string, Sight[]>();
  for (const { of, ...sight } of seen) sights.set(of, [...(sights.get(of) ?? []), sight]);
  for (const each of sights.values()) each.sort((one, other) => one.at - other.at);
  return sights;
}

function isUnderstood(observed: Observed, operation: string, contract: Contract): boolean {
  const found = findOperation(contract, operation);
  return found !== undefined && understandingOf(observed, found, contract) !== "unclear";
}

/** Outcomes that say something of the server. */
function isJudged({ outcome }: CaseResult): boolean {
  return outcome === "passed" || outcome === "warned" || outcome === "failed";
}

function isCarriedOut(
  { violations, observed: { status, code } }: CaseResult,
  { envelope }: Contract,
): boolean {
  const isSuccess = code === envelope.successCode || (code === null && status !== null && status < 300);
  return isSuccess || violations.some(({ rule }) => rule === "not-carried-out");
}

function endOf({ startedAt, durationMs }: CaseResult): number {
  return Date.parse(startedAt) + durationMs;
}

function whyNone(result: CaseResult, { of }: RefusalControl, { ofCases }: Sights): string {
  const last = deciding(ofCases.get(of) ?? [], endOf(result));
  if (!last)
    return `no right request of ${result.operation} was understood in this run, so a refusal shows nothing`;
  const { status, code, message } = last.observed;
  const said = [String(status), code, message === null ? null : `"${shown(message, 80)}"`].filter(
    (part) => part !== null,
  );
  return `the right request, that of ${of}, was answered ${said.join(" ")}, so a refusal shows nothing`;
}
