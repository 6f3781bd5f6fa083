import type { CaseResult } from "../case-result.ts";
import { exchangeFacts } from "../kept-elsewhere.ts";
import { isExercised } from "../verdict.ts";
import { subjectOf } from "./answer-symptom.ts";
import type { Site } from "./site.ts";
import { names } from "./title.ts";

/** Something that an exercised answer is or is not; of all cases together it says nothing. */
interface Trait {
  readonly words: string;
  readonly has: (result: CaseResult) => boolean;
}

const TRAITS: readonly Trait[] = [
  { words: "encrypted answers only", has: isEncrypted },
  { words: "answers in the clear only", has: (result) => !isEncrypted(result) },
  { words: "successes only", has: ({ observed }) => observed.status !== null && observed.status < 300 },
  { words: "refusals only", has: ({ observed }) => observed.status !== null && observed.status >= 400 },
  { words: "journeys only", has: ({ kind }) => kind === "journey" },
  { words: "wrong headers only", has: ({ kind }) => kind === "header" },
];

/** What the sites of a cause have in common that not everything in the run has: the narrowest words first. */
export function sharesOf(sites: readonly Site[], results: readonly CaseResult[]): string[] {
  const those = new Set(sites.map(({ result }) => result));
  const affected = [...those];
  const exercised = results.filter(isExercised);
  const rule = sites[0]?.violations[0]?.rule;
  const own = new Set(affected.map(({ operation }) => operation));
  const held = exercised.filter((result) => !those.has(result) && wasHeld(result, rule));
  const others = held.filter(({ operation }) => own.has(operation));
  return [
    operationsText(affected, exercised),
    ...subjects(affected),
    ...codes(affected),
    ...TRAITS.filter(({ has }) => affected.every(has) && others.some((result) => !has(result)))
      .slice(0, 2)
      .map(({ words }) => words),
    ...(held.length === 0 ? ["every answer that this can be seen in"] : sometimes(affected, others)),
  ];
}

/** Whether the rule looked at a case and held: only such a case could have shown the same. */
function wasHeld({ rules }: CaseResult, rule: string | undefined): boolean {
  return rules.some((record) => record.rule === rule && record.state === "held");
}

function operationsText(affected: readonly CaseResult[], exercised: readonly CaseResult[]): string {
  const all = new Set(exercised.map(({ operation }) => operation));
  const own = new Set(affected.map(({ operation }) => operation));
  if (own.size === all.size && all.size > 1) return `all ${all.size} operations`;
  return own.size === 1
    ? `operation ${names([...own])}`
    : `${own.size} of ${all.size} operations: ${names([...own])}`;
}

function subjects(affected: readonly CaseResult[]): string[] {
  const own = affected.map(subjectOf);
  if (own.some((subject) => subject === undefined)) return [];
  const different = new Set(own);
  return [`${different.size === 1 ? "about" : "about each of"} ${names([...different].map(String))}`];
}

function codes(affected: readonly CaseResult[]): string[] {
  const own = new Set(affected.map(({ observed }) => observed.code));
  const [code] = own;
  return own.size === 1 && typeof code === "string" && affected.length > 1 ? [`one code, ${code}`] : [];
}

/** Cases of the same kind with the same answer went well elsewhere in the run: the server does not always do it. */
function sometimes(affected: readonly CaseResult[], others: readonly CaseResult[]): string[] {
  const likeness = ({ kind, operation, observed }: CaseResult): string =>
    JSON.stringify([kind, operation, observed.code]);
  const own = new Set(affected.filter(({ kind }) => kind !== "journey").map(likeness));
  const twins = others.filter((result) => own.has(likeness(result)));
  return twins.length > 1 ? [`not every time: ${twins.length} cases alike went well`] : [];
}

function isEncrypted(result: CaseResult): boolean {
  return exchangeFacts(result).at(-1)?.opened === true;
}
