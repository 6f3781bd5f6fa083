import type { Expectation, Family, Kind, Level } from "../contract/expectation.ts";
import { answerKey } from "./answer-key.ts";
import { bodySchema } from "./body-schema.ts";
import { charset } from "./charset.ts";
import { code, codeForm } from "./code.ts";
import { contentType } from "./content-type.ts";
import { dates } from "./dates.ts";
import { namesField, notCarriedOut, notRefused } from "./demands.ts";
import { distinctCode } from "./distinct-code.ts";
import { encryption } from "./encryption.ts";
import { envelope } from "./envelope.ts";
import { formula } from "./formula.ts";
import { freshKey, freshVector } from "./fresh-encryption.ts";
import { jsonWellFormed } from "./json-well-formed.ts";
import { message } from "./message.ts";
import type { Rule } from "./model.ts";
import { correlationEcho, responseHeaders } from "./response-headers.ts";
import { askedThing, restatedValue } from "./restated-values.ts";
import { sameAnswer } from "./same-answer.ts";
import { scenarioValues } from "./scenario-values.ts";
import { status } from "./status.ts";
import { uniqueValue } from "./unique-value.ts";
import { unknownFields } from "./unknown-fields.ts";

/** Every rule that an answer is held against, in the order in which their violations are read. */
export const RULES: readonly Rule[] = [
  status,
  contentType,
  responseHeaders,
  correlationEcho,
  encryption,
  jsonWellFormed,
  bodySchema,
  envelope,
  code,
  codeForm,
  distinctCode,
  message,
  scenarioValues,
  namesField,
  notRefused,
  notCarriedOut,
  dates,
  formula,
  uniqueValue,
  askedThing,
  restatedValue,
  sameAnswer,
  answerKey,
  charset,
  freshKey,
  freshVector,
  unknownFields,
];

/** The rule about our own requests; it runs before anything is sent. */
export const REQUEST_RULE = "request-schema";

/** The rule about several answers at once; a journey applies it to requests that are the same. */
export const AT_MOST_ONCE_RULE = {
  id: "at-most-once",
  title: "The same request sent twice at once is carried out once.",
} as const;

/** Rules that hold an answer against what this very request was meant to bring about. */
const EXPECTATION_RULES = new Set([
  "status",
  "code",
  "message",
  "scenario-value",
  "names-field",
  "not-refused",
]);

/** Rules that are the demand of the case itself: what the case means, a violation of them means. */
const DEMAND_RULES = new Set(["not-carried-out", "scenario-value"]);

/** Rules that hold an answer against its request or against other answers; no page says so in so many words. */
const RELATION_RULES = new Set([
  "asked-thing",
  "restated-value",
  "same-answer",
  "answer-key",
  "charset",
  "fresh-key",
  "fresh-vector",
]);

/** Rules that conclude more than the pages say in so many words. */
const CONCLUDING_RULES = new Set(["distinct-code", "code-form"]);

/** What of a case decides how much a violation in it weighs. */
interface Weighed {
  readonly level: Level;
  readonly kind: Kind;
  readonly family?: Family;
  readonly expected: Expectation;
}

/** What a violation of a rule means in a case, across the levels: what the rule means anywhere, or the case by itself. */
export function familyOf(rule: Pick<Rule, "id" | "family">, row: Weighed): Family | undefined {
  return rule.family ?? (DEMAND_RULES.has(rule.id) ? row.family : undefined);
}

/**
 * How much a violation weighs in a case. What the pages say of every answer is documented whatever the request was;
 * what they say of this request is as certain as the case itself, and no conclusion is more certain than its case. A
 * refusal of a request that no page shows is an answer that no page shows, so there nothing is more certain than the
 * case; and of an answer to wrong headers all but that the request is not carried out is observed.
 *
 * @param status the HTTP status of the answer
 */
export function levelOf(rule: string, row: Weighed, status: number): Level {
  if (rule === "unknown-fields") return "observed";
  const { demand } = row.expected;
  if (rule === "not-carried-out" && demand?.kind === "no-success") return demand.level ?? row.level;
  if (row.kind === "header") return "observed";
  if (RELATION_RULES.has(rule)) return "inferred";
  const concluded = CONCLUDING_RULES.has(rule) || (rule === "message" && row.expected.messageInferred);
  if (concluded) return row.level === "observed" ? "observed" : "inferred";
  return EXPECTATION_RULES.has(rule) || status !== 200 ? row.level : "documented";
}
