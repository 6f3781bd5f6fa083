import { createHash } from "node:crypto";
import { isJsonObject, type Json, jsonType, parseJson, stringifyJson } from "../../exact/json.ts";
import type { CaseResult } from "../case-result.ts";
import type { Cause } from "../cause.ts";
import { generalPlace } from "../causes/place.ts";
import { isLost } from "../kept-elsewhere.ts";
import type { Report } from "../model.ts";
import { isExercised } from "../verdict.ts";
import type { KeptRun, Sighting } from "./model.ts";

/** What of a report is needed to hold later runs against it; the rest need not stay in memory. */
export function keepRun(report: Report, file: string): KeptRun {
  const { startedAt, target, verdict, suite, cases, ledger } = report;
  const owners = ownersOf(report.causes);
  // The world of the embedded sandbox begins anew with each run.
  const changed = (target.environment === "embedded" ? [] : ledger)
    .filter(({ did, state, meant }) => did !== "created" && state === "left" && meant)
    .flatMap((entry) => entry.things.map(({ field, value }) => [`${field} ${value}`, entry.case] as const));
  return {
    file,
    startedAt,
    environment: target.environment,
    baseUrl: target.baseUrl,
    verdict,
    suite: suite.version,
    contractDigest: suite.contractDigest,
    sightings: new Map(cases.map((result) => [result.id, sightingOf(result, owners.get(result.id))])),
    changed: new Map(changed),
  };
}

type Owner = Exclude<Cause["of"], "server">;

/** Whose it is that a case says nothing. */
function ownersOf(causes: readonly Cause[]): ReadonlyMap<string, Owner> {
  return new Map(
    causes.flatMap(({ of, cases }) => (of === "server" ? [] : cases.map((id) => [id, of] as const))),
  );
}

export function sightingOf(result: CaseResult, owner: Owner = "way"): Sighting {
  const { outcome, observed, expected, reason = "no reason was given" } = result;
  const judged = result.violations.filter(({ level }) => level !== "observed");
  const isDocumented = judged.some(({ level }) => level === "documented");
  return {
    outcome,
    answer: observed,
    expected,
    violations: [...new Set(judged.map(({ rule, where }) => `${rule} at ${generalPlace(where)}`))].sort(),
    weight: isDocumented ? 2 : judged.length > 0 ? 1 : 0,
    declared: judged.length > 0 && judged.every(({ deviation }) => deviation !== undefined),
    ...(!isLost(result) && { shape: shapeOf(result) }),
    names: namesOf(result),
    ...(!isExercised(result) && { silence: { of: owner, reason } }),
  };
}

/** Two sightings with the same key show the server do the same. Messages are left out: they may bear values. */
export function doneIn({ answer: { status, code }, violations }: Sighting): string {
  return JSON.stringify([status, code, ...violations]);
}

function shapeOf({ exchanges }: CaseResult): string {
  const { response } = exchanges.at(-1) ?? {};
  const text = response ? (response.opened ?? response.body) : "";
  const paths = new Set<string>();
  collect(jsonIn(text), "", paths);
  return createHash("sha256")
    .update([...paths].sort().join("\n"))
    .digest("hex")
    .slice(0, 12);
}

function collect(value: Json | undefined, path: string, paths: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) collect(item, `${path}/*`, paths);
  else if (isJsonObject(value))
    for (const [name, member] of Object.entries(value)) collect(member, `${path}/${name}`, paths);
  paths.add(value === undefined ? path : `${path} ${jsonType(value)}`);
}

/** Top-level members of the requests in the clear: members and charges are named there, and not masked. */
function namesOf({ exchanges }: CaseResult): string[] {
  const named = exchanges.flatMap(({ request }) => {
    const body = jsonIn(request.opened ?? request.body);
    return isJsonObject(body)
      ? Object.entries(body).map(([field, value]) => `${field} ${textOf(value ?? null)}`)
      : [];
  });
  return [...new Set(named)];
}

function textOf(value: Json): string {
  return typeof value === "string" ? value : stringifyJson(value);
}

function jsonIn(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
