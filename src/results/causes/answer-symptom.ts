import type { CaseResult, Violation } from "../case-result.ts";
import { generalPlace, generalText } from "./place.ts";
import { howRewritten } from "./rewriting.ts";
import { type Came, cameAt, type Site, unquoted } from "./site.ts";
import { leading, type Symptom } from "./symptom.ts";

/**
 * Rules about which answer came, in the order in which they tell it: of an answer to another scenario status, code,
 * message and values are all wrong, and it is one thing that is wrong.
 */
const ANSWER_RULES = [
  "server-error",
  "not-carried-out",
  "at-most-once",
  "not-refused",
  "status",
  "code",
  "distinct-code",
  "code-form",
  "message",
  "names-field",
  "scenario-value",
];

export function isAboutAnswer({ rule }: Violation): boolean {
  return ANSWER_RULES.includes(rule);
}

/** What is wrong with the answer that came, as one symptom. */
export function answerSymptom(site: Site, violations: readonly [Violation, ...Violation[]]): Symptom {
  const [lead] = [...violations].sort((a, b) => rank(a) - rank(b));
  const told = leading(lead ?? violations[0], violations);
  const common = { site, violations: told, place: generalPlace(told[0].where) };
  const came = cameAt(site);
  return (
    ofServerError(common, came) ??
    ofDemand(common) ??
    ofAccepted(common) ??
    ofText(common) ??
    otherwise(common, came)
  );
}

function rank({ rule }: Violation): number {
  return ANSWER_RULES.indexOf(rule);
}

type Common = Pick<Symptom, "site" | "violations" | "place">;

/** The server broke: whatever was asked, that is what is to be mended. */
function ofServerError(common: Common, { status, code }: Came): Symptom | undefined {
  if (
    !status?.startsWith("5") ||
    !common.violations.some(({ rule }) => rule === "code" || rule === "server-error")
  )
    return undefined;
  return { ...common, kind: "answered-otherwise", key: `answered ${status} ${code ?? "no code"}` };
}

/** Demands of derived cases that are about one part of the request. */
function ofDemand(common: Common): Symptom | undefined {
  const { result } = common.site;
  const [{ rule }] = common.violations;
  if (rule === "not-carried-out") {
    const subject = subjectOf(result) ?? brokenPart(result);
    return {
      ...common,
      kind: "carried-out",
      key: `carried-out ${subject ?? "request"}`,
      ...(subject !== undefined && { subject }),
    };
  }
  if (rule === "at-most-once") return { ...common, kind: "rule", key: `${rule} ${result.operation}` };
  return undefined;
}

/** A success where the documents have a refusal: each refusal that is missing is a check that is missing. */
function ofAccepted(common: Common): Symptom | undefined {
  if (!common.violations.some(isRefusalMissing)) return undefined;
  const { result } = common.site;
  const field = subjectOf(result) ?? fieldNamedBy(result);
  const subject = field ?? scenarioOf(result);
  const key = `accepted ${result.operation} ${field === undefined ? subject : "fields"}`;
  return { ...common, kind: "accepted", key, subject };
}

function isRefusalMissing({ rule, documented, actual }: Violation): boolean {
  return rule === "status" && /^[45]/.test(documented) && actual.startsWith("2");
}

/** Only the words differ: told by how they differ, or else by the words themselves. */
function ofText(common: Common): Symptom | undefined {
  const [{ rule, documented, actual }] = common.violations;
  if (rule !== "message") return undefined;
  const wordings = documented.split(/(?<=") or (?=")/).map(unquoted);
  const came = unquoted(actual);
  const how = wordings.map((wording) => howRewritten(wording, came)).find((found) => found !== undefined);
  return how === undefined
    ? { ...common, kind: "another-message", key: `message ${generalText(documented)} ${generalText(actual)}` }
    : { ...common, kind: "reworded", key: `reworded ${how}`, subject: how };
}

/** Another answer than the documented one: what came tells more than what it came in place of. */
function otherwise(common: Common, { status, code, message }: Came): Symptom {
  const [{ rule, documented, actual }] = common.violations;
  if (rule === "scenario-value") return { ...common, kind: "rule", key: `${rule} ${common.place}` };
  const isStatusAlone = rule === "status" && !common.violations.some((other) => other.rule.includes("code"));
  if (isStatusAlone) return { ...common, kind: "another-status", key: `status ${documented} ${actual}` };
  const answer = generalText(message ?? "");
  return {
    ...common,
    kind: "answered-otherwise",
    key: `answered ${status ?? "no status"} ${code ?? "no code"} ${answer}`,
  };
}

/** The part of the request that a derived case is about, by the case's name: `body.userId.fraction` is about userId. */
export function subjectOf({ id, operation }: Pick<CaseResult, "id" | "operation">): string | undefined {
  const [part = "", subject] = nameOf({ id, operation }).split(".");
  return part === "body" || part === "header" ? subject : undefined;
}

/** What of a recorded request was wrong, as its first violation names it. */
function brokenPart({ violations }: CaseResult): string | undefined {
  const broken = violations.find(({ side, level }) => side === "client" && level !== "observed");
  return broken?.where.replace(/^header |^\//, "");
}

/** A documented scenario about a field whose code nobody wrote down names the field at the end of its message. */
function fieldNamedBy({ expected }: CaseResult): string | undefined {
  if (expected.code !== null) return undefined;
  return /[,.] ([a-z]\w*)\.?$/.exec(expected.message ?? "")?.[1];
}

/** The scenario of a case, whether it is asked for once or again. */
export function scenarioOf(result: Pick<CaseResult, "id" | "operation" | "kind" | "observed">): string {
  // Exchanges of a recording are alike where they were answered alike.
  if (result.kind === "traffic") return result.observed.code ?? "an answer without a code";
  return nameOf(result).replace(/^again\./, "");
}

function nameOf({ id, operation }: Pick<CaseResult, "id" | "operation">): string {
  return id.startsWith(`${operation}/`) ? id.slice(operation.length + 1) : id;
}
