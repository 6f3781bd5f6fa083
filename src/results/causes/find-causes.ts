import { createHash } from "node:crypto";
import type { Family, Level, Strictness } from "../../contract/expectation.ts";
import type { CaseResult, Violation } from "../case-result.ts";
import type { Cause } from "../cause.ts";
import { wasStopped, wasUnderWay } from "../cut-short.ts";
import { hintOf, otherScenario } from "../hint.ts";
import { exchangeFacts } from "../kept-elsewhere.ts";
import type { ControlRecord, RuleText } from "../model.ts";
import { nextStep } from "../next-step.ts";
import { isFailing } from "../outcome.ts";
import { invoked, quotedForShell, type RepeatBy, repeatOf } from "../repeat-command.ts";
import { type Group, groupSymptoms } from "./grouping.ts";
import { type Silence, silencesOf } from "./no-evidence.ts";
import { sharesOf } from "./shares.ts";
import { exchangeOf, sitesOf } from "./site.ts";
import type { Symptom } from "./symptom.ts";
import { symptomsOf } from "./symptoms.ts";
import { placesOf, titleOf } from "./title.ts";

/** Which causes stand before which; the order within one is that of their cases. */
const EFFECTS: readonly Cause["effect"][] = ["fails", "warns", "known", "no-evidence"];
/** As the suite makes them: a time to the second, and seven hexadecimal digits. */
const FORM_OF_ID = /^\d{12}-[0-9a-f]{7}$/;
const LEVELS: readonly Level[] = ["documented", "inferred", "observed"];

/** What of a run its causes rest on beside its cases. */
interface JudgedRun extends RepeatBy {
  readonly strict: Strictness;
  readonly rules: readonly RuleText[];
  /** Requests that no case made. */
  readonly controls?: readonly Pick<ControlRecord, "exchanges">[];
}

/**
 * What the violations of many cases have in common, the heaviest first: what fails the run before what warns, security
 * before the rest, documented before inferred, many cases before few. Reasons why cases say nothing come last.
 */
export function findCauses(results: readonly CaseResult[], run: JudgedRun): Cause[] {
  const { controls = [] } = run;
  const sent = requestIds(results, controls);
  const judged = results.filter(({ outcome }) => outcome !== "not-exercised");
  const symptoms = sitesOf(judged).flatMap((site) => symptomsOf(site, sent));
  const causes = [
    ...groupSymptoms(symptoms).map((group) => serverCause(group, results, run)),
    ...silencesOf(results).map((silence) => silentCause(silence, run)),
  ];
  return causes.sort((a, b) => compareWeights(a, b));
}

/**
 * The correlation ids of all requests. The report does not keep every one of them: where some answers surely are those to
 * other requests, an id of a request's form that came back once in place of another is taken for one as well.
 */
function requestIds(
  results: readonly CaseResult[],
  controls: readonly Pick<ControlRecord, "exchanges">[],
): ReadonlySet<string> {
  const sent = [...results, ...controls].flatMap(exchangeFacts);
  const kept = new Set(sent.flatMap(({ correlationId }) => correlationId ?? []));
  const cameBack = results.flatMap(({ violations }) =>
    violations.filter(({ rule }) => rule === "correlation-echo").map(({ actual }) => actual),
  );
  if (!cameBack.some((id) => kept.has(id))) return kept;
  const once = cameBack.filter(
    (id) => FORM_OF_ID.test(id) && cameBack.indexOf(id) === cameBack.lastIndexOf(id),
  );
  return new Set([...kept, ...once]);
}

function compareWeights(a: Cause, b: Cause): number {
  return (
    EFFECTS.indexOf(a.effect) - EFFECTS.indexOf(b.effect) ||
    Number(b.family === "security") - Number(a.family === "security") ||
    LEVELS.indexOf(a.level ?? "observed") - LEVELS.indexOf(b.level ?? "observed") ||
    b.cases.length - a.cases.length
  );
}

function serverCause(
  group: Group,
  results: readonly CaseResult[],
  { strict, seed, invocation, rules }: JudgedRun,
): Cause {
  const { symptoms, key } = group;
  const violations = symptoms.flatMap((symptom) => symptom.violations);
  const example = exampleOf(symptoms, strict);
  const [lead] = example.violations;
  const family = familyOf(violations);
  const sites = symptoms.map(({ site }) => site);
  const { id } = example.site.result;
  const label = lead.exchange;
  return {
    id: causeId(example.violations[0].rule, key),
    of: example.site.side,
    effect: effectOf(violations, strict),
    title: titleOf({ key, symptoms: [example, ...symptoms.filter((symptom) => symptom !== example)] }),
    level: weightiest(violations),
    ...(family && { family }),
    rules: [...new Set([lead, ...violations].map(({ rule }) => rule))],
    places: placesOf(symptoms),
    expected: lead.documented,
    came: lead.actual,
    clause: lead.clause,
    shares: sharesOf(sites, results),
    cases: casesOf(sites.map(({ result }) => result)),
    example: { case: id, ...(label !== undefined && { exchange: label }) },
    next: nextOf(example, results, rules),
    repeat: repeatOf(example.site.result, { seed, invocation }),
  };
}

function nextOf(
  { violations: [lead, ...rest], site }: Symptom,
  results: readonly CaseResult[],
  rules: readonly RuleText[],
): string {
  const exchange = exchangeOf(site);
  const own = [lead, ...rest].flatMap((violation) => hintOf(violation, exchange) ?? []);
  const other = [lead, ...rest].flatMap((violation) => otherScenario(violation, site.result, results) ?? []);
  return [...new Set([...own, ...other])].slice(0, 2).concat(nextStep(lead.rule, rules)).join(" ");
}

/** The symptom to be told in full: of a documented scenario before others, for a page shows its request. */
function exampleOf(symptoms: Group["symptoms"], strict: Strictness): Symptom {
  const weight = ({ violations, site }: Symptom): number =>
    (violations.some((violation) => isFailing(violation, strict)) ? 0 : 4) +
    (site.result.kind === "documented" ? 0 : site.result.kind === "journey" ? 2 : 1);
  const [first, ...rest] = symptoms;
  return rest.reduce((best, symptom) => (weight(symptom) < weight(best) ? symptom : best), first);
}

function effectOf(violations: readonly Violation[], strict: Strictness): Cause["effect"] {
  const unknown = violations.filter(({ deviation }) => deviation === undefined);
  if (unknown.length === 0) return "known";
  return unknown.some((violation) => isFailing(violation, strict)) ? "fails" : "warns";
}

function weightiest(violations: readonly Violation[]): Level {
  return LEVELS.find((level) => violations.some((violation) => violation.level === level)) ?? "observed";
}

function familyOf(violations: readonly Violation[]): Family | undefined {
  return violations.find(({ family }) => family !== undefined)?.family;
}

function silentCause({ key, of, title, results }: Silence, by: RepeatBy): Cause {
  const [example] = results;
  const { id, reason = "no reason was given", outcome } = example;
  const own = causeId(outcome, key);
  return {
    id: own,
    of,
    effect: "no-evidence",
    title,
    rules: [],
    places: [],
    expected: "an answer to judge",
    came: reason,
    shares: [],
    cases: casesOf(results),
    example: { case: id },
    next: nextOfSilence(example, of, nextOfStopped(reason, own, by)),
    repeat: repeatOf(example, by),
  };
}

function nextOfSilence(
  { kind, fault, shard, reason }: CaseResult,
  of: Silence["of"],
  afterStop: string,
): string {
  if (kind === "traffic") return NEXT_OF_TRAFFIC;
  if (fault === "cut-short" && shard !== undefined)
    return `Run shard ${shard} again and merge the shards anew; nothing is said of the server.`;
  return fault === "cut-short" && wasStopped(reason) ? afterStop : NEXT_OF[of];
}

/** Neither server nor connection had a part in it: somebody, or the machine, ended the process. */
function nextOfStopped(reason: string, id: string, { seed, invocation }: RepeatBy): string {
  const values = seed === undefined ? "" : ` --seed ${quotedForShell(seed)}`;
  const run = invoked(`npx konaplate run${values}`, invocation);
  const first = wasUnderWay(reason)
    ? "See in the ledger what may have been changed at the target, then run it again"
    : "Run it again";
  return `${first} (${run}, and what else chose its cases), or these cases alone (npx konaplate repeat with this conformance.json and ${id}); nothing is said of the server or the connection.`;
}

/** Nothing is sent where traffic was recorded: what helps is a key, or another recording. */
const NEXT_OF_TRAFFIC =
  "Give the key that the reason names, or record again with a recorder that keeps whole bodies and answers; nothing is said of either side.";

const NEXT_OF: Readonly<Record<Silence["of"], string>> = {
  way: "Look at the connection to the target with the doctor command; nothing is said of the server.",
  settings:
    "Check base URL, keys and limits of the settings with the doctor command; nothing is said of the server.",
  control:
    "Look at the other causes first: while right requests are not served, a refusal shows nothing; if there is no other cause, look why the control failed (controls in conformance.json).",
  data: "Give the test data that the reason names.",
  permission: "Allow what the reason names where the target may be changed so.",
  suite:
    "The suite itself could not judge this; look at the row of the case and the test data, not at the server.",
};

function casesOf(results: readonly CaseResult[]): string[] {
  return [...new Set(results.map(({ id }) => id))];
}

/** A digest keeps ids apart whose words are the same; six hexadecimal digits do for the causes of a run. */
function causeId(word: string, key: string): string {
  return `${word}-${createHash("sha256").update(key).digest("hex").slice(0, 6)}`;
}
