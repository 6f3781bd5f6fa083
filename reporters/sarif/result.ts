import type { Location, Result } from "sarif";
import { SUITE_NAME } from "../../src/exact/shown-path.ts";
import type { CaseResult } from "../../src/results/case-result.ts";
import type { Cause } from "../../src/results/cause.ts";
import type { RecordedExchange, RecordedHeader } from "../../src/results/exchange.ts";
import { visibleLines } from "../../src/results/inert-text.ts";
import type { Report } from "../../src/results/model.ts";
import { causeTitle, causeWeight, EFFECT_WORDS, exampleOf } from "../cause-text.ts";
import type { Repository } from "../repository.ts";
import type { ClausePlaces } from "./clause-places.ts";
import { messageText } from "./message-text.ts";

/** The root of the repository, as code hosts name it; and of the suite's package. */
export const ROOT = "%SRCROOT%";
export const SUITE_ROOT = "SUITEROOT";

/** What a result is placed by. */
export interface Surroundings {
  readonly clauses: ClausePlaces;
  readonly repository: Repository;
}

const CASES_NAMED = 100;
const BODY_LIMIT = 8000;

/** A cause as a result: where the contract says otherwise, what came, and the example as it travelled, masked. */
export function causeResult(
  cause: Cause,
  report: Report,
  { clauses, repository }: Surroundings,
  ruleIndex: number,
): Result {
  const example = exampleOf(cause, report);
  const [ruleId = "rule"] = cause.rules;
  return {
    ruleId,
    ruleIndex,
    kind: "fail",
    level: cause.level === "documented" ? "error" : levelOf(cause),
    message: { text: textOf(cause) },
    ...locationsOf(cause, report, clauses, repository),
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

type Place = CaseResult["source"];

/**
 * The line of the clause; where the contract of today has not got it, the line that the example's case rests on. Code hosts
 * show what stands in the user's repository alone: where neither does, the first line of the user's file that says most of
 * the target takes its place, and the line of the suite's contract stands beside it.
 */
function locationsOf(
  { clause, example }: Cause,
  report: Report,
  clauses: ClausePlaces,
  { pathOf, fallback }: Repository,
): Pick<Result, "locations" | "relatedLocations"> {
  const known = clause === undefined ? undefined : clauses.get(clause);
  const source = report.cases.find(({ id }) => id === example.case)?.source;
  const places = [known, source].flatMap((place) => place ?? []);
  const own = places
    .flatMap(({ file, line }): Place[] => {
      const path = pathOf(file);
      return path === undefined ? [] : [{ file: path, line }];
    })
    .at(0);
  const [right] = places;
  const logical = clause !== undefined && {
    logicalLocations: [{ fullyQualifiedName: clause, kind: "clause" }],
  };
  const says = known && { message: { text: messageText(known.says) } };
  if (own) return { locations: [{ ...physical(own, ROOT), ...logical, ...says }] };
  const instead = fallback === undefined ? undefined : { file: fallback, line: 1 };
  return {
    locations: [{ ...(instead && physical(instead, ROOT)), ...logical, ...says }],
    ...(right && { relatedLocations: [{ id: 0, ...physical(inSuite(right), SUITE_ROOT), ...says }] }),
  };
}

function physical({ file, line }: Place, uriBaseId: string): Pick<Location, "physicalLocation"> {
  const uri = encodeURI(file.replaceAll("\\", "/"));
  return { physicalLocation: { artifactLocation: { uri, uriBaseId }, region: { startLine: line } } };
}

/** A file of the suite's by its place in the package. */
function inSuite({ file, line }: Place): Place {
  const parts = file.split(/[/\\]/);
  return { file: parts.slice(parts.lastIndexOf(SUITE_NAME) + 1).join("/"), line };
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
