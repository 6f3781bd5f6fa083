import type { JourneyStep } from "../cases/model.ts";
import { AT_MOST_ONCE_RULE } from "../checks/rules.ts";
import type { Violation } from "../results/case-result.ts";
import { outcomeOfViolations } from "../results/outcome.ts";
import type { RunContext } from "./context.ts";
import { type Found, NOTHING_SEEN } from "./empty-result.ts";
import type { Exercised } from "./exercise.ts";
import { isPending } from "./pending.ts";

/** Of requests that are the same and sent at once at most one succeeds: money and memberships move once. An answer that is still pending may yet fail, and shows nothing. */
export function atMostOnce(step: JourneyStep, tries: readonly Exercised[], context: RunContext): Found {
  const { successCode } = context.contract.envelope;
  const nothing: Found = { ...NOTHING_SEEN, clauses: [], outcome: "passed" };
  if (step.together < 2) return nothing;
  const isOpen = tries.some(({ answer }) => isPending(answer, step.row.operation, context.contract));
  if (isOpen) return nothing;
  const successes = tries.filter(({ found }) => found.observed.code === successCode).length;
  if (successes === 0) {
    const reason = `no control: none of the ${step.together} requests was carried out, so that not both were shows nothing`;
    return { ...nothing, outcome: "not-exercised", reason };
  }
  if (successes < 2) return { ...nothing, rules: [{ rule: AT_MOST_ONCE_RULE.id, state: "held" }] };
  const documented = `one success at most of ${step.together} requests that are the same`;
  const actual = `${successes} successes`;
  const violation: Violation = {
    rule: AT_MOST_ONCE_RULE.id,
    level: step.row.level,
    clause: step.row.expected.clauses.code,
    where: "body",
    documented,
    actual,
    message: `The same request sent several times at once is carried out once. Documented ${documented}, actual ${actual}.`,
  };
  return {
    ...nothing,
    outcome: outcomeOfViolations([violation], context.settings.strict),
    violations: [violation],
    rules: [{ rule: AT_MOST_ONCE_RULE.id, state: "violated" }],
  };
}
