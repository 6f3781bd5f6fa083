import type { Violation } from "../case-result.ts";
import { generalPlace, generalText, typeIn } from "./place.ts";
import { howRewritten } from "./rewriting.ts";
import { answerOf, emptinessOf, exchangeOf, type Site } from "./site.ts";
import { leading, type Symptom } from "./symptom.ts";

/** Rules about members of the body: all of them break where there is none. */
const MEMBER_RULES = new Set(["body-schema", "envelope"]);

/** What is wrong with how an answer is written: its headers, its encryption, its members; each place by itself. */
export function formSymptoms(site: Site, violations: readonly Violation[]): Symptom[] {
  const [member, ...members] = violations.filter(({ rule }) => MEMBER_RULES.has(rule));
  const empty = member && emptinessOf(answerOf(exchangeOf(site)));
  if (!empty) return atEachPlace(site, violations);
  const body: Symptom = {
    kind: "empty-body",
    key: `empty-body ${empty}`,
    site,
    violations: [member, ...members],
    place: "body",
    subject: empty,
  };
  return [
    body,
    ...atEachPlace(
      site,
      violations.filter(({ rule }) => !MEMBER_RULES.has(rule)),
    ),
  ];
}

function atEachPlace(site: Site, violations: readonly Violation[]): Symptom[] {
  const places = new Map<string, Violation[]>();
  for (const violation of violations) {
    const place = violation.rule === "json-well-formed" ? "body" : generalPlace(violation.where);
    places.set(place, [...(places.get(place) ?? []), violation]);
  }
  return [...places].flatMap(([place, [first, ...rest]]) =>
    first ? [formSymptom(site, place, [first, ...rest])] : [],
  );
}

/** One place of one answer: the first rule that it breaks tells it, and what others say of it follows from it. */
function formSymptom(site: Site, place: string, violations: readonly [Violation, ...Violation[]]): Symptom {
  const [lead] = violations;
  const common = { site, place, violations };
  const { rule, actual } = lead;
  if (rule === "correlation-echo") return echoSymptom(site, lead, violations);
  const type = typeIn(actual);
  if (type === "absent") return { ...common, kind: "absent", key: `absent ${rule} ${place}` };
  const typed = violations.find(({ documented }) => /\bof type\b/.test(documented));
  if (type && typed)
    return {
      ...common,
      kind: "another-type",
      key: `type ${place} ${type}`,
      violations: leading(typed, violations),
      subject: type,
    };
  if (OF_TABLES.has(rule)) return { ...common, kind: "another-value", key: `value ${rule} ${place}` };
  const difference = TOLD_BY_WHAT_CAME.has(rule) ? generalText(actual) : "";
  return { ...common, kind: "rule", key: `${rule} ${place} ${difference}` };
}

/** Rules that hold a place to its row of a table: that it is another value than its row allows tells all of them. */
const OF_TABLES = new Set(["body-schema", "response-headers", "request-body", "request-headers"]);

/** Rules about the whole answer, which tell in words what came; values at a place have alike that they are there. */
const TOLD_BY_WHAT_CAME = new Set(["encryption", "json-well-formed", "content-type"]);

function echoSymptom(site: Site, echo: Violation, violations: readonly [Violation, ...Violation[]]): Symptom {
  const { documented, actual, where } = echo;
  const how = howRewritten(documented, actual);
  const common = { site, violations, place: where };
  return how === undefined
    ? { ...common, kind: "not-echoed", key: "not-echoed" }
    : { ...common, kind: "wrong-echo", key: `wrong-echo ${how}`, subject: how };
}
