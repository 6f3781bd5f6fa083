import type { Case } from "../cases/model.ts";
import { isNotRun, type JudgedExchange } from "../checks/model.ts";
import { levelOf, RULES } from "../checks/rules.ts";
import type { Outcome, RuleRecord, Violation } from "../results/model.ts";
import { outcomeOfViolations } from "../results/outcome.ts";

export interface Judgement {
  readonly violations: readonly Violation[];
  readonly rules: readonly RuleRecord[];
}

/** Holds an answer against every rule; the first violation does not hide the rest. */
export function judge(row: Case, exchange: JudgedExchange): Judgement {
  const violations: Violation[] = [];
  const rules = RULES.map((rule): RuleRecord => {
    const outcome = rule.check(exchange);
    if (isNotRun(outcome)) return { rule: rule.id, ...outcome };
    const level = levelOf(rule.id, row);
    for (const finding of outcome) {
      const message = `${rule.title} At ${finding.where}: documented ${finding.documented}, actual ${finding.actual}.`;
      violations.push({ rule: rule.id, level, ...finding, message });
    }
    return { rule: rule.id, state: outcome.length === 0 ? "held" : "violated" };
  });
  return { violations, rules };
}

/**
 * The outcome of a judged case. A rule that could not run has a reason that another rule must have found; where none
 * did, the case has not been checked and is no pass.
 */
export function outcomeOf(
  { violations, rules }: Judgement,
  strict: boolean,
): { outcome: Outcome; reason?: string } {
  const outcome = outcomeOfViolations(violations, strict);
  if (outcome === "failed") return { outcome };
  const blind = rules.find(({ state }) => state === "could-not-run");
  if (!blind) return { outcome };
  const reason = `rule ${blind.rule} could not run: ${blind.reason ?? "no reason given"}`;
  return { outcome: "errored", reason };
}
