import type { Violation } from "../case-result.ts";
import { exchangeFacts } from "../kept-elsewhere.ts";
import { answerSymptom, isAboutAnswer } from "./answer-symptom.ts";
import { formSymptoms } from "./form-symptoms.ts";
import { cameAt, type Site } from "./site.ts";
import { leading, type Symptom } from "./symptom.ts";

/** Everything that is wrong with an answer, taken apart by what it has to do with each other. */
export function symptomsOf(site: Site, requestIds: ReadonlySet<string>): Symptom[] {
  if (site.side === "client")
    return formSymptoms(site, site.violations).map((one) => ({ ...one, key: `client ${one.key}` }));
  const label = site.violations[0]?.exchange;
  const echo = site.result.violations.find(
    ({ rule, exchange }) => rule === "correlation-echo" && exchange === label,
  );
  // Answers to other requests are wrong in whatever these differ from this one.
  if (echo && requestIds.has(echo.actual) && isOfAnother(echo.actual, site))
    return [
      {
        kind: "swapped",
        key: "swapped",
        site,
        violations: leading(echo, site.violations),
        place: echo.where,
      },
    ];
  const unreadable = site.violations.find(({ rule }) => rule === "json-well-formed");
  // Where nothing can be read nothing else can be right.
  if (unreadable && cameAt(site).code === undefined) return formSymptoms(site, [unreadable]);
  const [first, ...rest] = site.violations.filter(isAboutAnswer);
  const others = site.violations.filter((violation) => !isAboutAnswer(violation));
  const form = formSymptoms(site, others);
  const covered = new Set(form.flatMap(({ violations }) => violations.map(({ where }) => where)));
  if (!first || isConsequence([first, ...rest], form, covered)) return form;
  return [...form, answerSymptom(site, [first, ...rest])];
}

/** Requests that were sent at once share their label, and get each other's answers as well. */
function isOfAnother(correlationId: string, { result, sent }: Site): boolean {
  const alike = exchangeFacts(result).filter(({ label }) => label === sent?.label);
  return alike.some((one) => one.correlationId !== correlationId);
}

/** A value that the scenario demands cannot be right where its place, or the whole body, is not. */
function isConsequence(
  violations: readonly Violation[],
  form: readonly Symptom[],
  covered: ReadonlySet<string>,
): boolean {
  if (!violations.every(({ rule }) => rule === "scenario-value")) return false;
  if (form.some(({ kind }) => kind === "empty-body")) return true;
  return violations.every(({ where }) =>
    [...covered].some((place) => where === place || where.startsWith(`${place}/`)),
  );
}
