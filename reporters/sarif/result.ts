import type { Location, Result } from "sarif";
import type { Cause } from "../../src/results/cause.ts";
import type { RecordedExchange, RecordedHeader } from "../../src/results/exchange.ts";
import { visibleLines } from "../../src/results/inert-text.ts";
import type { Report } from "../../src/results/model.ts";
import { causeTitle, causeWeight, EFFECT_WORDS, exampleOf } from "../cause-text.ts";
import type { ClausePlaces } from "./clause-places.ts";
import { messageText } from "./message-text.ts";

const CASES_NAMED = 100;
const BODY_LIMIT = 8000;

/** A cause as a result: where the contract says otherwise, what came, and the example as it travelled, masked. */
export function causeResult(cause: Cause, report: Report, clauses: ClausePlaces, ruleIndex: number): Result {
  const example = exampleOf(cause, report);
  const [ruleId = "rule"] = cause.rules;
  return {
    ruleId,
    ruleIndex,
    kind: "fail",
    level: cause.level === "documented" ? "error" : levelOf(cause),
    message: { text: textOf(cause) },
    locations: [locationOf(cause, report, clauses)],
    // A cause's id is the same in every run that has it.
    partialFingerprints: { "konaplateCause/v1": cause.id },
    ...(cause.effect === "known" && { suppressions: suppressionsOf(cause, report) }),
    ...(example?.exchange && exchangeOf(example.exchange)),
    properties: {
      tags: [cause.level ?? "observed", ...(cause.family === undefined ? [] : [cause.family])],
      effect: cause.effect,
      clause: cause.clause,
      rules: cause.rules,
      places: cause.places,
      cases: cause.cases.slice(0, CASES_NAMED),
      caseCount: cause.cases.length,
      example: cause.example.case,
      repeat: cause.repeat,
    },
  };
}

function levelOf({ effect }: Cause): "error" | "warning" {
  return effect === "fails" ? "error" : "warning";
}

function textOf(cause: Cause): string {
  const { expected, came, next, repeat } = cause;
  return [
    `${causeTitle(cause)}.`,
    `${EFFECT_WORDS[cause.effect]}: ${causeWeight(cause)}.`,
    `Expected ${expected}, came ${came}.`,
    next,
    `Again: ${repeat}`,
  ]
    .map((part) => messageText(part, 500))
    .join("\n");
}

/** The line of the clause; where the contract of today has not got it, the line that the example's case rests on. */
function locationOf({ clause, example }: Cause, report: Report, clauses: ClausePlaces): Location {
  const known = clause === undefined ? undefined : clauses.get(clause);
  const place = known ?? report.cases.find(({ id }) => id === example.case)?.source;
  return {
    ...(place && {
      physicalLocation: {
        artifactLocation: { uri: uriOf(place.file), uriBaseId: "%SRCROOT%" },
        region: { startLine: place.line },
      },
    }),
    ...(clause !== undefined && { logicalLocations: [{ fullyQualifiedName: clause, kind: "clause" }] }),
    ...(known && { message: { text: messageText(known.says) } }),
  };
}

function uriOf(file: string): string {
  return encodeURI(file.replaceAll("\\", "/"));
}

/** The declarations that tolerate the violations of a cause. */
function suppressionsOf({ cases }: Cause, report: Report): Result["suppressions"] {
  const own = new Set(
    report.cases
      .filter(({ id }) => cases.includes(id))
      .flatMap(({ violations }) => violations.flatMap(({ deviation }) => deviation ?? [])),
  );
  return report.deviations
    .filter(({ id }) => own.has(id))
    .map(({ id, owner, expires }) => ({
      kind: "external" as const,
      status: "accepted" as const,
      justification: messageText(`declared deviation ${id}, owned by ${owner}, until ${expires}`),
    }));
}

function exchangeOf({ request, response }: RecordedExchange): Pick<Result, "webRequest" | "webResponse"> {
  const { method, url, headers } = request;
  return {
    webRequest: {
      protocol: "http",
      method,
      target: visibleLines(url),
      headers: headersOf(headers),
      body: { text: textIn(request) },
    },
    webResponse: response
      ? {
          protocol: "http",
          statusCode: response.status,
          headers: headersOf(response.headers),
          body: { text: textIn(response) },
        }
      : { noResponseReceived: true },
  };
}

function textIn({ opened, body }: { readonly opened?: string; readonly body: string }): string {
  return visibleLines((opened ?? body).slice(0, BODY_LIMIT));
}

/** A header that came more than once has its values behind one another. */
function headersOf(headers: readonly RecordedHeader[]): Record<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of headers) {
    const [key, text] = [visibleLines(name), visibleLines(value)];
    const before = found.get(key);
    found.set(key, before === undefined ? text : `${before}, ${text}`);
  }
  return Object.fromEntries(found);
}
