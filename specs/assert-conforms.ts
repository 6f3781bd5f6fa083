import { AssertionError } from "node:assert";
import type { CaseResult } from "../src/results/case-result.ts";
import { shown } from "../src/results/inert-text.ts";
import type { RuleText } from "../src/results/model.ts";
import { renderViolation } from "../src/results/violation-text.ts";

/** What broke was the suite or the way to the server: it is told as an error, and the server is not accused. */
class Unjudged extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = "Unjudged";
  }
}

/** Passes a case that passed or warned. Throws AssertionError with every violation, or Unjudged. */
export function assertConforms(result: CaseResult, rules: readonly RuleText[]): void {
  if (result.outcome === "errored")
    throw new Unjudged(shown(result.reason ?? "the case could not be judged", 1000));
  if (result.outcome !== "failed") return;
  const message = result.violations
    .map((violation) => renderViolation(violation, result, { rules }))
    .join("\n\n");
  throw new AssertionError({ message });
}
