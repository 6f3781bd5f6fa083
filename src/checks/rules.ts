import type { Case } from "../cases/model.ts";
import type { Level } from "../results/model.ts";
import { bodySchema } from "./body-schema.ts";
import { contentType } from "./content-type.ts";
import { encryption } from "./encryption.ts";
import { code, distinctCode, envelope, message } from "./envelope.ts";
import { dates, formula, scenarioValues } from "./facts.ts";
import { jsonWellFormed } from "./json-well-formed.ts";
import type { Rule } from "./model.ts";
import { correlationEcho, responseHeaders } from "./response-headers.ts";
import { status } from "./status.ts";
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
  distinctCode,
  message,
  scenarioValues,
  dates,
  formula,
  unknownFields,
];

/** The rule about our own requests; it runs before anything is sent. */
export const REQUEST_RULE = "request-schema";

/** Rules that hold an answer against what this very request was meant to bring about. */
const EXPECTATION_RULES = new Set(["status", "code", "message", "scenario-value"]);

/**
 * How much a violation weighs in a case. What the pages say of every answer is documented whatever the request was;
 * what they say of this request is as certain as the case itself.
 */
export function levelOf(rule: string, row: Pick<Case, "level" | "expected">): Level {
  if (rule === "unknown-fields") return "observed";
  if (rule === "distinct-code") return "inferred";
  if (rule === "message" && row.expected.messageInferred) return "inferred";
  return EXPECTATION_RULES.has(rule) ? row.level : "documented";
}
