import type { Case } from "../cases/model.ts";
import { isBroughtAbout } from "../checks/brought-about.ts";
import {
  couldNotRun,
  type Finding,
  isNotRun,
  type JudgedExchange,
  type NotRun,
  type Rule,
  type RuleOutcome,
} from "../checks/model.ts";
import type { ReadingObservation } from "../checks/observed-readings.ts";
import { familyOf, levelOf, RULES, weaker } from "../checks/rules.ts";
import type { Kind, Level, Strictness } from "../contract/expectation.ts";
import type { Outcome, RuleRecord, Violation } from "../results/case-result.ts";
import { outcomeOfViolations } from "../results/outcome.ts";

export interface Judged {
  readonly violations: readonly Violation[];
  readonly rules: readonly RuleRecord[];
  /** Alternatives of readings that the answer was seen to follow, each once. */
  readonly readings: readonly ReadingObservation[];
}

/** What of a case decides how much a violation in it weighs. */
type Weighted = Pick<Case, "kind" | "level" | "family" | "expected">;

/** Findings of one rule that are told one by one; a body of nothing else must not grow into a report of a million lines. */
const MOST_FINDINGS = 50;

/** Holds an answer against every rule; the first violation does not hide the rest. */
export function judge(row: Weighted, exchange: JudgedExchange, rules: readonly Rule[] = RULES): Judged {
  const violations: Violation[] = [];
  const followed = new Map<string, ReadingObservation>();
  const answer = {
    status: exchange.response.status,
    hasCode: typeof exchange.envelope.code === "string",
    isOfScenario: isBroughtAbout(exchange),
  };
  const records = rules.map((rule): RuleRecord => {
    const outcome = runRule(rule, exchange);
    const level = levelOf(rule, row, answer);
    if (isNotRun(outcome)) return { rule: rule.id, ...notRun(outcome, level) };
    for (const { reading, follows } of outcome)
      if (reading !== undefined && follows !== undefined)
        followed.set(`${reading} ${follows}`, { id: reading, observed: `it ${follows}` });
    violations.push(...toldFindings(outcome).map((finding) => toViolation(rule, row, level, finding)));
    return { rule: rule.id, state: outcome.length === 0 ? "held" : "violated" };
  });
  return { violations, rules: records, readings: [...followed.values()] };
}

/** A rule that breaks has not been checked; what the others found stands all the same. */
function runRule(rule: Rule, exchange: JudgedExchange): RuleOutcome {
  try {
    return rule.check(exchange);
  } catch (error) {
    // The message may quote the answer, and nothing unmasked goes into a result.
    return couldNotRun(`it broke with ${error instanceof Error ? error.name : typeof error}`);
  }
}

/** What is only observed need not be seen: an answer that cannot be read is no gap in the evidence then. */
function notRun(outcome: NotRun, level: Level): NotRun {
  return level === "observed" ? { state: "not-applicable", reason: outcome.reason } : outcome;
}

function toldFindings(findings: readonly Finding[]): readonly Finding[] {
  const untold = findings.slice(MOST_FINDINGS);
  const [next] = untold;
  if (!next) return findings;
  const rest: Finding = { ...next, where: "body", actual: `${untold.length} more such places` };
  return [...findings.slice(0, MOST_FINDINGS), rest];
}

function toViolation(rule: Rule, row: Weighted, level: Level, finding: Finding): Violation {
  const family = familyOf(rule, row);
  const { atMost = level, follows: _follows, ...found } = finding;
  const { where, documented, actual } = found;
  const message = `At ${where}: expected ${documented}, came ${actual}.`;
  return { rule: rule.id, level: weaker(level, atMost), ...(family && { family }), ...found, message };
}

/**
 * The outcome of a judged case. A rule that could not run has a reason that another rule must have found; where none
 * did, the case has not been checked and is no pass. Of a case that is not documented a warning tells as much.
 */
export function outcomeOf(
  { violations, rules }: Pick<Judged, "violations" | "rules">,
  strict: Strictness,
  kind: Kind = "documented",
): { outcome: Outcome; reason?: string } {
  const outcome = outcomeOfViolations(violations, strict);
  if (outcome === "failed" || (outcome === "warned" && kind !== "documented")) return { outcome };
  const blind = rules.find(({ state }) => state === "could-not-run");
  if (!blind) return { outcome };
  const reason = `rule ${blind.rule} could not run: ${blind.reason ?? "no reason given"}`;
  return { outcome: "errored", reason };
}
