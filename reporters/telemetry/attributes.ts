import type { Attributes } from "@opentelemetry/api";
import type { CaseResult } from "../../src/results/case-result.ts";
import type { RecordedExchange } from "../../src/results/exchange.ts";
import { shown } from "../../src/results/inert-text.ts";
import type { ControlRecord, Report } from "../../src/results/model.ts";

const CORRELATION_ID = "x-km-correlation-id";
const HIDDEN = "REDACTED";

export function runAttributes({ verdict, target, suite, totals, strict }: Report): Attributes {
  return {
    "konaplate.verdict": verdict,
    "konaplate.strict": strict,
    "konaplate.seed": shown(suite.seed),
    "konaplate.contract.digest": suite.contractDigest,
    "konaplate.target.environment": shown(target.environment),
    "url.full": maskedUrl(target.baseUrl),
    "konaplate.cases.passed": totals.passed,
    "konaplate.cases.warned": totals.warned,
    "konaplate.cases.failed": totals.failed,
    "konaplate.cases.errored": totals.errored,
    "konaplate.cases.not_exercised": totals.notExercised,
  };
}

/** The conventions for tests know pass and fail alone; a case that says nothing of the server has neither. */
export function caseAttributes(
  { id, operation, title, kind, level, outcome, effect, observed, reason }: CaseResult,
  causes: readonly string[],
): Attributes {
  const status =
    outcome === "failed" ? "fail" : outcome === "passed" || outcome === "warned" ? "pass" : undefined;
  return {
    "test.case.name": shown(id),
    ...(status !== undefined && { "test.case.result.status": status }),
    "test.suite.name": shown(operation),
    "konaplate.case.title": shown(title),
    "konaplate.case.kind": kind,
    "konaplate.case.level": level,
    "konaplate.case.outcome": outcome,
    "konaplate.case.effect": effect,
    ...(observed.code !== null && { "konaplate.answer.code": shown(observed.code) }),
    ...(reason !== undefined && { "konaplate.case.reason": shown(reason) }),
    ...(causes.length > 0 && { "konaplate.causes": [...causes] }),
  };
}

export function controlAttributes({ id, operation, purpose, state }: ControlRecord): Attributes {
  return {
    "konaplate.control.id": shown(id),
    "konaplate.control.purpose": purpose,
    "konaplate.control.state": state,
    "test.suite.name": shown(operation),
  };
}

/** The semantic conventions for HTTP client spans, and the correlation id by which the target's owner finds the request. */
export function exchangeAttributes(
  { request, response, fault, label }: RecordedExchange,
  resent: number,
): Attributes {
  const { hostname, port, protocol } = new URL(request.url);
  const id = request.headers.find(([name]) => name.toLowerCase() === CORRELATION_ID)?.[1];
  return {
    "http.request.method": request.method,
    "url.full": maskedUrl(request.url),
    "server.address": hostname,
    "server.port": Number(port) || (protocol === "https:" ? 443 : 80),
    ...(response && { "http.response.status_code": response.status }),
    ...(fault !== undefined && { "error.type": shown(fault.split(":", 1)[0] ?? fault) }),
    ...(resent > 0 && { "http.request.resend_count": resent }),
    ...(id !== undefined && { [`http.request.header.${CORRELATION_ID}`]: [shown(id)] }),
    "konaplate.exchange.label": shown(label),
  };
}

/** A URL without what may be secret in one: credentials, and the values of its query. */
export function maskedUrl(text: string): string {
  const url = new URL(text);
  if (url.username !== "") url.username = HIDDEN;
  if (url.password !== "") url.password = HIDDEN;
  for (const name of [...url.searchParams.keys()]) url.searchParams.set(name, HIDDEN);
  url.hash = "";
  return shown(url.href);
}
