import type { BenignVariant, Evidence, Mutant } from "../../sandbox/mutants/model.ts";
import type { Level } from "../contract/expectation.ts";
import type { CaseResult, Verdict, Violation } from "../results/model.ts";
import { judgeRun } from "../results/verdict.ts";
import type { Catch, Fate, FateWord, ShownBy, VariantFate } from "./model.ts";
import { correlationIds } from "./reach.ts";

/** What the cases made of an altered sandbox, and in which requests the alteration acted. */
export interface Trial {
  readonly results: readonly CaseResult[];
  readonly acted: ReadonlySet<string>;
  readonly durationMs: number;
}

export function verdictOf(results: readonly CaseResult[]): Verdict {
  return judgeRun({ cases: results, declaredGaps: [], deviations: [], narrowed: true }).verdict;
}

/** What became of a deviation in a trial. */
export function fateOf(mutant: Mutant, { results, acted, durationMs }: Trial): Fate {
  const { id, category, description, evidence, catchers } = mutant;
  const caughtBy = catches(results, evidence);
  const shown = results.filter((result) => correlationIds(result).some((each) => acted.has(each)));
  const fate = fateWord(caughtBy, catchers);
  const best = shown.find(({ outcome }) => outcome === "passed") ?? shown[0];
  return {
    id,
    category,
    description,
    evidence,
    catchers,
    fate,
    verdict: verdictOf(results),
    caughtBy,
    casesRun: results.length,
    actedIn: shown.length,
    ...(fate === "survived" && best && { shownBy: shownBy(best, acted) }),
    durationMs,
  };
}

function fateWord(caughtBy: readonly Catch[], catchers: readonly string[]): FateWord {
  if (caughtBy.length === 0) return "survived";
  return caughtBy.some(({ rule }) => catchers.includes(rule)) ? "killed" : "luck";
}

/** Violations that weigh enough: a documented line has to fail the run, an inferred one has to warn at least. */
function catches(results: readonly CaseResult[], evidence: Evidence): Catch[] {
  const enough: readonly Level[] = evidence === "documented" ? ["documented"] : ["documented", "inferred"];
  const seen = new Set<string>();
  return results.flatMap(({ id, kind, violations }) =>
    violations.flatMap(({ rule, level }): Catch[] => {
      const key = `${rule} ${level} ${id}`;
      if (!enough.includes(level) || seen.has(key)) return [];
      seen.add(key);
      return [{ rule, level, case: id, kind }];
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

/** What became of a benign variant: a case that failed, or a documented one that was not passed, accuses it. */
export function variantFateOf(
  { id, description }: Pick<BenignVariant, "id" | "description">,
  { results, acted, durationMs }: Trial,
): VariantFate {
  const told = (result: CaseResult, level: Level): string[] =>
    result.violations
      .filter((violation) => violation.level === level)
      .map((violation) => violationLine(result, violation));
  const errored = results.filter(({ kind, outcome }) => kind === "documented" && outcome === "errored");
  return {
    id,
    description,
    verdict: verdictOf(results),
    accusations: [
      ...results.flatMap((result) => told(result, "documented")),
      ...errored.map((result) => `${result.id} errored: ${result.reason ?? "no reason given"}`),
    ],
    warnings: results.flatMap((result) => told(result, "inferred")),
    casesRun: results.length,
    actedIn: results.filter((result) => correlationIds(result).some((each) => acted.has(each))).length,
    durationMs,
  };
}

function violationLine({ id }: CaseResult, { rule, where, documented, actual }: Violation): string {
  return `${id}: ${rule} at ${where}: documented ${documented}, actual ${actual}`;
}
