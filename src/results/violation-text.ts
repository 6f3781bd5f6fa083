import { shown, visibleLines } from "./inert-text.ts";
import type { CaseResult, Expected, Observed, RecordedExchange, Violation } from "./model.ts";

/** One part of a violation as a reader meets it; `verbatim` text is to be copied, and may have several lines. */
export interface ViolationPart {
  readonly label: "Required" | "Expected" | "Came" | "Exchange" | "Repeat" | "Next";
  readonly text: string;
  readonly verbatim: boolean;
}

const CURL_LIMIT = 8000;

const NEXT_STEPS: Readonly<Record<string, string>> = {
  "request-schema":
    "The request of this suite is not what the contract allows; look at the row of the case and the test data, not at the server.",
  status: "Compare the status with the code in the same answer: if both differ, another rule answered first.",
  "content-type": "Look whether a gateway or an error page answered in place of the API.",
  "response-headers": "Look which component writes the response headers, and whether a gateway drops them.",
  "correlation-echo":
    "Look the request up in the server's log by its correlation id; an id of another request means that answers were swapped.",
  encryption:
    "Check which key the crypto key id names, and that the answer is encrypted where the page says so and only there.",
  "json-well-formed": "Look at the raw body at the place named: some writer of JSON was bypassed there.",
  "body-schema": "Compare the field with its row in the parameter table of the page.",
  envelope:
    "Check that KONAPLATE_CODE_POINTER and KONAPLATE_MESSAGE_POINTER say where this target keeps code and message.",
  code: "Check that the test data still puts the target in the state that the scenario needs, then which rule of the server answered first.",
  message: "Compare the wording with the page's list of codes, and with the readings that concern this code.",
  dates: "Look for a date that no calendar has, and for a time zone applied twice.",
  "rechargeable-amount": "Recompute the amount from the limits and the balance in the same body.",
  "unknown-fields": "Ask whether the page lags behind the server; a new field belongs into the contract.",
  transport: "Run `npm run doctor`, and look at the way to the target: address, TLS, gateway, time limit.",
};

/** What to look at next when a rule with this id does not hold. */
export function nextStep(rule: string): string {
  return (
    (Object.hasOwn(NEXT_STEPS, rule) ? NEXT_STEPS[rule] : undefined) ??
    "Compare the exchange with the clause named above."
  );
}

/** A violation in one line: rule, place and message. */
export function violationHeadline(violation: Violation): string {
  const { rule, where, level, message } = violation;
  return `${shown(rule)} at ${shown(where)} (${level}): ${shown(message)}`;
}

/** Every answer that the documents accept in a case. */
export function expectedText({ status, code, message }: Expected): string {
  const codeText = code === null ? "any code (none is documented)" : `code ${shown(code)}`;
  const messageText = message === null ? "any message" : `message "${shown(message)}"`;
  return `status ${status}, ${codeText}, ${messageText}`;
}

/** What came, as far as anything did. */
export function observedText({ status, code, message }: Observed): string {
  if (status === null) return "no answer";
  const codeText = code === null ? "no code" : `code ${shown(code)}`;
  const messageText = message === null ? "no message" : `message "${shown(message)}"`;
  return `status ${status}, ${codeText}, ${messageText}`;
}

/**
 * A violation in the order in which a reader needs it: what the document requires and its clause, what was expected,
 * what came, the exchange, a command line that repeats it, what to look at next. The exchange is the case's last one
 * unless another is given; without any, the parts that need one are left out. Every text is inert on one line.
 */
export function violationParts(
  violation: Violation,
  result: CaseResult,
  exchange: RecordedExchange | undefined = result.exchanges.at(-1),
): ViolationPart[] {
  const reading = violation.reading === undefined ? "" : `, by reading ${shown(violation.reading)}`;
  const parts: ViolationPart[] = [
    prose("Required", `${shown(violation.documented)} (${shown(violation.clause)}${reading})`),
    prose("Expected", expectedText(result.expected)),
    prose("Came", `${shown(violation.actual)} (${observedText(result.observed)})`),
  ];
  if (exchange) parts.push(verbatim("Exchange", exchangeText(exchange)), verbatim("Repeat", curl(exchange)));
  parts.push(prose("Next", nextStep(violation.rule)));
  return parts;
}

/** The whole violation as plain text of several lines. */
export function renderViolation(
  violation: Violation,
  result: CaseResult,
  exchange?: RecordedExchange,
): string {
  const parts = violationParts(violation, result, exchange);
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

/** Kept whole as far as possible, and with its line ends: a command that is cut repeats nothing. */
function curl(exchange: RecordedExchange): string {
  const text = visibleLines(exchange.curl.slice(0, CURL_LIMIT));
  return exchange.curl.length > CURL_LIMIT ? `${text}… (more in conformance.json)` : text;
}
