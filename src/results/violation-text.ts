import type { CaseResult, Expected, Observed, Violation } from "./case-result.ts";
import type { RecordedExchange } from "./exchange.ts";
import { hintOf } from "./hint.ts";
import { shown, VALUE_LIMIT, visibleLines } from "./inert-text.ts";
import type { RuleText } from "./model.ts";
import { nextStep } from "./next-step.ts";
import { type RepeatBy, repeatOf } from "./repeat-command.ts";

/** One part of a violation as a reader meets it; `verbatim` text is to be copied, and may have several lines. */
export interface ViolationPart {
  readonly label: "Expected" | "Came" | "Scenario" | "Exchange" | "Repeat" | "Record" | "Next";
  readonly text: string;
  readonly verbatim: boolean;
}

/** What a violation is told with beside its case. */
export interface Telling extends RepeatBy {
  /** The exchange that shows it; the case's last one unless given. */
  readonly exchange?: RecordedExchange | undefined;
  /** The rules of the run, which say what to look at next. */
  readonly rules?: readonly RuleText[];
}

const CURL_LIMIT = 8000;

/** A violation in one line: rule, place, how much it weighs, what was expected, what came. */
export function violationHeadline(violation: Violation): string {
  const { rule, where, documented, actual } = violation;
  const place = `${shown(rule)} at ${shown(where)} (${weightText(violation)})`;
  return `${place}: expected ${shown(documented)}, came ${shown(actual)}`;
}

/** How much a violation weighs, in words: its level, its family, and whether it is known. */
function weightText({ level, family, deviation }: Violation): string {
  const known = deviation === undefined ? undefined : `known deviation ${shown(deviation)}`;
  return [level, family, known].filter((part) => part !== undefined).join(", ");
}

/**
 * A violation in one line: rule, place, what was expected, what came. The last two are shortened to `limit`
 * characters each, so that neither takes the room of the other.
 */
export function violationLine({ rule, where, documented, actual }: Violation, limit = VALUE_LIMIT): string {
  const place = `${shown(rule, limit)} at ${shown(where, limit)}`;
  return `${place}: expected ${shown(documented, limit)}, came ${shown(actual, limit)}`;
}

/** Every answer that the documents accept in a case. */
export function expectedText({ status, code, message }: Expected): string {
  const statusText = status === null ? "any status" : `status ${status}`;
  const codeText = code === null ? "any code" : `code ${shown(code)}`;
  const messageText = message === null ? "any message" : `message "${shown(message)}"`;
  return `${statusText}, ${codeText}, ${messageText}`;
}

/** What came, as far as anything did. */
export function observedText({ status, code, message }: Observed): string {
  if (status === null) return "no answer";
  const codeText = code === null ? "no code" : `code ${shown(code)}`;
  const messageText = message === null ? "no message" : `message "${shown(message)}"`;
  return `status ${status}, ${codeText}, ${messageText}`;
}

/**
 * A violation in the order in which a reader needs it: what was expected by which clause, what came, the scenario as a
 * whole, the exchange, the command that repeats the case, the record of what was sent, what to look at next. Without
 * an exchange the parts that need one are left out. Every text is inert.
 */
export function violationParts(
  violation: Violation,
  result: CaseResult,
  { exchange = result.exchanges.at(-1), seed, invocation, rules = [] }: Telling = {},
): ViolationPart[] {
  const reading = violation.reading === undefined ? "" : `, by reading ${shown(violation.reading)}`;
  const hint = hintOf(violation, exchange);
  return [
    prose("Expected", `${shown(violation.documented)} (${shown(violation.clause)}${reading})`),
    prose("Came", `${shown(violation.actual)} (${observedText(result.observed)})`),
    ...scenarioPart(violation, result),
    ...(exchange ? [verbatim("Exchange", exchangeText(exchange))] : []),
    verbatim("Repeat", shown(repeatOf(result, { seed: seed && shown(seed), invocation }), CURL_LIMIT)),
    ...(exchange ? [verbatim("Record", curl(exchange))] : []),
    prose(
      "Next",
      [...(hint === undefined ? [] : [shown(hint, 500)]), nextStep(violation.rule, rules)].join(" "),
    ),
  ];
}

/** The documented answer as a whole, where a page shows one for this very request. */
function scenarioPart({ exchange }: Violation, { kind, expected }: CaseResult): ViolationPart[] {
  const isShown = kind === "documented" && exchange === undefined;
  return isShown ? [prose("Scenario", `documents ${expectedText(expected)}`)] : [];
}

/** The whole violation as plain text of several lines. */
export function renderViolation(violation: Violation, result: CaseResult, telling: Telling = {}): string {
  const parts = violationParts(violation, result, telling);
  const lines = parts.map(({ label, text }) => `${`${label}:`.padEnd(10)}${text.replaceAll("\n", "\n  ")}`);
  return [violationHeadline(violation), ...lines].join("\n");
}

function prose(label: ViolationPart["label"], text: string): ViolationPart {
  return { label, text, verbatim: false };
}

function verbatim(label: ViolationPart["label"], text: string): ViolationPart {
  return { label, text, verbatim: true };
}

function exchangeText({ label, request, response, fault, durationMs }: RecordedExchange): string {
  const answer = response ? `answered ${response.status}` : "no answer";
  const correlation = request.headers.find(([name]) => name.toLowerCase() === "x-km-correlation-id");
  const lines = [
    `${shown(label)}: ${shown(request.method)} ${shown(request.url)}, ${answer} after ${durationMs} ms`,
  ];
  if (correlation) lines.push(`correlation id ${shown(correlation[1])}`);
  lines.push(`request body ${bodyText(request)}`);
  if (response) lines.push(`response body ${bodyText(response)}`);
  if (fault !== undefined) lines.push(`fault ${shown(fault)}`);
  return lines.join("\n");
}

function bodyText({ body, opened }: { readonly body: string; readonly opened?: string }): string {
  if (opened !== undefined) return `(decrypted) ${shown(opened)}`;
  return body === "" ? "(empty)" : shown(body);
}

/** Kept whole as far as possible, and with its line ends: secrets are masked in it, so it shows and cannot repeat. */
function curl(exchange: RecordedExchange): string {
  const text = visibleLines(exchange.curl.slice(0, CURL_LIMIT));
  return exchange.curl.length > CURL_LIMIT ? `${text}… (more in conformance.json)` : text;
}
