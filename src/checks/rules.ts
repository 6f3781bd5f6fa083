import type { Expectation, Family, Kind, Level } from "../contract/expectation.ts";
import { answerKey } from "./answer-key.ts";
import { bodySchema } from "./body-schema.ts";
import { charset } from "./charset.ts";
import { code, codeForm } from "./code.ts";
import { consistentReading } from "./consistent-reading.ts";
import { contentType } from "./content-type.ts";
import { dates } from "./dates.ts";
import { namesField, notCarriedOut, notRefused, untouched } from "./demands.ts";
import { distinctCode } from "./distinct-code.ts";
import { encryption } from "./encryption.ts";
import { envelope } from "./envelope.ts";
import { formula } from "./formula.ts";
import { freshKey, freshVector } from "./fresh-encryption.ts";
import { jsonWellFormed } from "./json-well-formed.ts";
import { message } from "./message.ts";
import type { Rule } from "./model.ts";
import { correlationEcho, responseHeaders } from "./response-headers.ts";
import { responseTime } from "./response-time.ts";
import { askedThing, restatedValue } from "./restated-values.ts";
import { sameAnswer } from "./same-answer.ts";
import { scenarioValues } from "./scenario-values.ts";
import { serverError } from "./server-error.ts";
import { status } from "./status.ts";
import { uniqueValue } from "./unique-value.ts";
import { unknownFields } from "./unknown-fields.ts";
import { urls } from "./urls.ts";

/** Every rule that an answer is held against, in the order in which their violations are read. */
export const RULES: readonly Rule[] = [
  status,
  serverError,
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
  untouched,
  dates,
  formula,
  urls,
  uniqueValue,
  askedThing,
  restatedValue,
  sameAnswer,
  consistentReading,
  answerKey,
  charset,
  freshKey,
  freshVector,
  responseTime,
  unknownFields,
];

/** The rule about our own requests; it runs before anything is sent. */
export const REQUEST_RULE = {
  id: "request-schema",
  title: "The request of a case is one that the contract allows.",
  next: "The request of this suite is not what the contract allows; look at the row of the case and the test data, not at the server.",
} as const;

/** The rule about several answers at once; a journey applies it to requests that are the same. */
export const AT_MOST_ONCE_RULE = {
  id: "at-most-once",
  title: "The same request sent twice at once is carried out once.",
  next: "Look for the lock or the unique key that should let one of the requests win, and count in the ledger what was carried out.",
} as const;

/** What of a case decides how much a violation in it weighs. */
interface Weighed {
  readonly level: Level;
  readonly kind: Kind;
  readonly family?: Family;
  readonly expected: Expectation;
}

/** What of a rule decides it. */
type Weighing = Pick<Rule, "id" | "kind" | "family">;

/** What a violation of a rule means in a case, across the levels: what the rule means anywhere, or the case by itself. */
export function familyOf(rule: Weighing, row: Weighed): Family | undefined {
  return rule.family ?? (rule.kind === "demand" ? row.family : undefined);
}

/**
 * How much a violation weighs in a case. What the pages say of every answer is documented whatever the request was,
 * and of a refusal that no page shows it is inferred. What they say of this request is as certain as the case; where a
 * case demands something, that is as certain as the case, and all beside it is inferred at most. Where the request was a
 * guess and its scenario came all the same, what the page says of that scenario is documented. That a server breaks is
 * inferred whatever it broke on; so is what only the user's settings ask for. Who answers a request with wrong headers is open (reading header-mistakes): where the
 * answer bears no code it need not come from the API, and nothing but the demand is judged.
 */
export function levelOf(rule: Weighing, row: Weighed, answer: Answer): Level {
  if (rule.kind === "record") return "observed";
  if (rule.id === serverError.id || rule.kind === "limit") return "inferred";
  const { demand, messageInferred } = row.expected;
  if (rule.kind === "demand") return demandLevel(rule, row);
  if (row.kind === "header" && (rule.kind === "conclusion" || !answer.hasCode)) return "observed";
  if (rule.kind === "relation") return "inferred";
  if (rule.kind === "answer") return answerLevel(row, answer);
  const concluded =
    rule.kind === "conclusion" || demand !== undefined || (rule.id === message.id && messageInferred);
  const isCertain = row.kind === "documented" && answer.isOfScenario === true;
  if (concluded) return weaker(row.level, "inferred");
  return isCertain ? "documented" : row.level;
}

/** What of an answer decides it: its status, whether it bears a code at all, and whether it is its scenario's. */
interface Answer {
  readonly status: number;
  readonly hasCode: boolean;
  /** It shows that the scenario was brought about. */
  readonly isOfScenario?: boolean;
}

function demandLevel(rule: Weighing, { level, expected: { demand } }: Weighed): Level {
  const own = rule.id === notCarriedOut.id && demand?.kind === "no-success" ? demand.level : undefined;
  return own ?? level;
}

function answerLevel(row: Weighed, { status }: Answer): Level {
  if (row.kind === "header") return "inferred";
  if (status === 200) return "documented";
  if (row.expected.demand) return "inferred";
  // That the request was a guess makes the refusal that came no less an answer of the API.
  return row.kind === "documented" && row.level === "inferred" ? "documented" : row.level;
}

const WEIGHT: Readonly<Record<Level, number>> = { observed: 0, inferred: 1, documented: 2 };

/** The less certain of two levels. */
export function weaker(one: Level, other: Level): Level {
  return WEIGHT[one] < WEIGHT[other] ? one : other;
}
