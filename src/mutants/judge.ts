import type { BenignVariant, Evidence, Mutant } from "../../sandbox/mutants/model.ts";
import type { CaseResult, Violation } from "../results/case-result.ts";
import { withoutLockedOut } from "../results/locked-out.ts";
import type { Verdict } from "../results/model.ts";
import { isFailing } from "../results/outcome.ts";
import { judgeRun } from "../results/verdict.ts";
import type { Catch, MutantOutcome, MutantResult, ShownBy, VariantResult } from "./model.ts";
import { correlationIds } from "./reach.ts";

/** What the cases made of an altered sandbox, and in which requests the alteration acted. */
export interface Trial {
  readonly results: readonly CaseResult[];
  readonly acted: ReadonlySet<string>;
  readonly durationMs: number;
  /** Violations of the right server, as `violationKey` has them: they tell nothing of an altered one. */
  readonly baseline: ReadonlySet<string>;
}

/** Evidence, the weightiest first. */
const WEIGHT: readonly Evidence[] = ["documented", "security", "inferred"];

export function verdictOf(results: readonly CaseResult[]): Verdict {
  return judgeRun({ cases: withoutLockedOut(results), declaredGaps: [], deviations: [], narrowed: true })
    .verdict;
}

/** A violation by the case, the rule and the place, whatever the values were. */
export function violationKey({ id }: Pick<CaseResult, "id">, { rule, level, where }: Violation): string {
  return `${id} ${rule} ${level} ${where}`;
}

/** What the suite says of an exchange; undefined where it records and does not judge. */
function evidenceOf({ level, family }: Pick<Violation, "level" | "family">): Evidence | undefined {
  if (level === "observed") return undefined;
  return level === "inferred" && family === "security" ? "security" : level;
}

/** What became of a mutant in a trial. */
export function judgeMutant(mutant: Mutant, trial: Trial): MutantResult {
  const { id, category, description, evidence, catchers } = mutant;
  const told = tellings(trial);
  const strongEnough = WEIGHT.slice(0, WEIGHT.indexOf(evidence) + 1);
  const caughtBy = told.filter(({ level }) => strongEnough.includes(level));
  const toldAt = WEIGHT.find((each) => told.some(({ level }) => level === each));
  const { results, acted, durationMs } = trial;
  const shown = results.filter((result) => correlationIds(result).some((each) => acted.has(each)));
  const outcome = outcomeOf(caughtBy, catchers);
  const best = shown.find((result) => result.outcome === "passed") ?? shown[0];
  return {
    id,
    category,
    description,
    evidence,
    catchers,
    outcome,
    ...(toldAt && { toldAt }),
    verdict: verdictOf(results),
    caughtBy,
    casesRun: results.length,
    actedIn: shown.length,
    ...(outcome === "survived" && best && { shownBy: shownBy(best, acted) }),
    durationMs,
  };
}

/** Whether no further case can change what became of it: caught as it should be, with a verdict that says so. */
export function isDecided({
  outcome,
  evidence,
  verdict,
}: Pick<MutantResult, "outcome" | "evidence" | "verdict">): boolean {
  return outcome === "killed" && (evidence === "inferred" || verdict === "non-conformant");
}

function outcomeOf(caughtBy: readonly Catch[], catchers: readonly string[]): MutantOutcome {
  if (caughtBy.length === 0) return "survived";
  const isExpected = catchers.length === 0 || caughtBy.some(({ rule }) => catchers.includes(rule));
  return isExpected ? "killed" : "killed-by-other-rules";
}

/** Every violation that is judged, each rule once a level and case, without those of the right server. */
function tellings({ results, baseline }: Trial): Catch[] {
  const seen = new Set<string>();
  return results.flatMap((result) =>
    result.violations.flatMap((violation): Catch[] => {
      const level = evidenceOf(violation);
      const key = `${violation.rule} ${level} ${result.id}`;
      if (level === undefined || seen.has(key) || baseline.has(violationKey(result, violation))) return [];
      seen.add(key);
      return [{ rule: violation.rule, level, case: result.id, kind: result.kind }];
    }),
  );
}

function shownBy(result: CaseResult, acted: ReadonlySet<string>): ShownBy {
  const exchange =
    result.exchanges.find((each) => correlationIds({ exchanges: [each] }).some((id) => acted.has(id))) ??
    result.exchanges[0];
  const response = exchange?.response;
  return {
    case: result.id,
    kind: result.kind,
    outcome: result.reason === undefined ? result.outcome : `${result.outcome}: ${result.reason}`,
    request: exchange?.request.opened ?? exchange?.request.body ?? "",
    answer: response ? `${response.status} ${response.opened ?? response.body}` : (exchange?.fault ?? ""),
    curl: exchange?.curl ?? "",
  };
}

/**
 * What became of a benign variant. It is accused by what fails a run of the strictness that it is held against, and by
 * a documented case that errored.
 */
export function judgeVariant(
  { id, description, mayWarn = false }: Pick<BenignVariant, "id" | "description" | "mayWarn">,
  { results, acted, durationMs, baseline }: Trial,
): VariantResult {
  const strictness = mayWarn ? "security" : "all";
  const told = results.flatMap((result) =>
    result.violations
      .filter((violation) => violation.level !== "observed" && !baseline.has(violationKey(result, violation)))
      .map((violation) => ({
        line: violationWords(result, violation),
        accuses: isFailing(violation, strictness),
      })),
  );
  const errored = results.filter(({ kind, outcome }) => kind === "documented" && outcome === "errored");
  return {
    id,
    description,
    mayWarn,
    verdict: verdictOf(results),
    accusations: [
      ...told.filter(({ accuses }) => accuses).map(({ line }) => line),
      ...errored.map((result) => `${result.id} errored: ${result.reason ?? "no reason given"}`),
    ],
    warnings: told.filter(({ accuses }) => !accuses).map(({ line }) => line),
    casesRun: results.length,
    actedIn: results.filter((result) => correlationIds(result).some((each) => acted.has(each))).length,
    durationMs,
  };
}

export function violationWords({ id }: Pick<CaseResult, "id">, violation: Violation): string {
  const { rule, level, where, documented, actual } = violation;
  return `${id}: ${rule} (${level}) at ${where}: expected ${documented}, came ${actual}`;
}
