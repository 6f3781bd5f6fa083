import type { CaseResult, Violation } from "./case-result.ts";
import type { Cause } from "./cause.ts";
import { generalPlace } from "./causes/place.ts";
import type { Report } from "./model.ts";
import { isExercised } from "./verdict.ts";

/** What of an earlier run is run again. */
export interface Repeatable {
  /** Causes that are looked for again; none where the case that was named had none. */
  readonly causes: readonly Cause[];
  readonly cases: readonly string[];
}

/** What became of a cause when its cases were run again. */
export interface RepeatedCause {
  readonly cause: Cause;
  /** `unknown`: none of its cases could be judged this time. */
  readonly state: "there" | "gone" | "unknown";
  /** Ids of the cases that show it again; of one that is unknown, of those that said nothing. */
  readonly cases: readonly string[];
  /** How many of its cases were judged this time. */
  readonly judged: number;
}

/**
 * The causes and cases of a report that a name chooses: the id of a cause, or of a case, which stands for what was wrong
 * with it; without a name everything that failed or warned. Undefined where the report has nothing of the name.
 */
export function repeatable({ causes, cases }: Report, name?: string): Repeatable | undefined {
  if (name === undefined) {
    const chosen = causes.filter(({ effect }) => effect === "fails" || effect === "warns");
    return { causes: chosen, cases: idsOf(chosen) };
  }
  const cause = causes.find(({ id }) => id === name);
  if (cause) return { causes: [cause], cases: cause.cases };
  if (!cases.some(({ id }) => id === name)) return undefined;
  const own = causes.filter((one) => one.cases.includes(name)).map((one) => ({ ...one, cases: [name] }));
  return { causes: own, cases: [name] };
}

function idsOf(causes: readonly Cause[]): string[] {
  return [...new Set(causes.flatMap((cause) => cause.cases))];
}

/** Whether a cause is still there in a later run of its cases. */
export function repeatedCause(cause: Cause, after: Report): RepeatedCause {
  const again = after.cases.filter(({ id }) => cause.cases.includes(id));
  const judged = again.filter(isExercised);
  const told = (state: RepeatedCause["state"], cases: readonly CaseResult[]): RepeatedCause => ({
    cause,
    state,
    cases: cases.map(({ id }) => id),
    judged: judged.length,
  });
  if (cause.of !== "server") {
    const silent = again.filter((result) => !isExercised(result));
    return silent.length > 0 ? told("there", silent) : told("gone", []);
  }
  const same = after.causes.find(({ id }) => id === cause.id);
  const showing = judged.filter(
    (result) => same?.cases.includes(result.id) || result.violations.some((found) => shows(found, cause)),
  );
  if (showing.length > 0) return told("there", showing);
  return judged.length > 0 ? told("gone", []) : told("unknown", again);
}

/** The same rule does not hold at the same place: what came may be another value this time. */
function shows({ rule, where, level }: Violation, { rules, places }: Cause): boolean {
  return level !== "observed" && rules.includes(rule) && places.includes(generalPlace(where));
}
