import type { CaseResult } from "../../src/results/case-result.ts";
import type { Cause } from "../../src/results/cause.ts";
import { altered } from "../../src/results/kept-elsewhere.ts";
import { outcomeWord } from "../../src/results/outcome-word.ts";
import { causeTitle } from "../cause-text.ts";

/** Results that a reader can still look through, and that Allure makes a page of in bounded time and memory. */
const MOST_TOLD = 2000;
/** Cases in trouble that are told one by one, as in the other reports: each brings all that travelled in it. */
const MOST_IN_TROUBLE = 500;

type CausesByCase = ReadonlyMap<string, readonly Cause[]>;

/** What Allure is told, and the causes of each of it by its id. */
interface ToldCases {
  readonly cases: readonly CaseResult[];
  readonly causes: CausesByCase;
}

/**
 * What Allure is told of a run: every case, or of a large run every documented one and what did not pass, as far as one
 * can look through that, and of the other cases of an operation how many ended so. conformance.json has them all.
 */
export function casesForAllure(cases: readonly CaseResult[], causes: CausesByCase): ToldCases {
  if (cases.length <= MOST_TOLD) return { cases, causes };
  const others = new Map<string, [CaseResult, ...CaseResult[]]>();
  let troubled = 0;
  const told = cases.filter((result) => {
    const { kind, operation, outcome } = result;
    if (kind === "documented") return true;
    if (outcome !== "passed" && outcome !== "not-exercised" && troubled++ < MOST_IN_TROUBLE) return true;
    const name = `${operation} ${kind} ${outcome}`;
    const alike = others.get(name);
    if (alike) alike.push(result);
    else others.set(name, [result]);
    return false;
  });
  const all = new Map(causes);
  for (const group of others.values()) {
    const cause = mostFrequent(group, causes);
    const one = folded(group, cause);
    told.push(one);
    if (cause) all.set(one.id, [cause.of]);
  }
  return { cases: told, causes: all };
}

/** The heaviest cause of most of them, with the cases that show it. */
interface Frequent {
  readonly of: Cause;
  readonly shownBy: readonly CaseResult[];
}

function mostFrequent(results: readonly CaseResult[], causes: CausesByCase): Frequent | undefined {
  const found = new Map<Cause, CaseResult[]>();
  for (const result of results) {
    const [cause] = causes.get(result.id) ?? [];
    if (!cause) continue;
    const own = found.get(cause);
    if (own) own.push(result);
    else found.set(cause, [result]);
  }
  const [most] = [...found].sort(([, one], [, other]) => other.length - one.length);
  return most && { of: most[0], shownBy: most[1] };
}

/**
 * Cases of one operation, kind and outcome as one, which shows what the first does that has their most frequent cause; what
 * passed is told without the values of any.
 */
function folded(results: readonly [CaseResult, ...CaseResult[]], cause: Frequent | undefined): CaseResult {
  const first = cause?.shownBy[0] ?? results[0];
  const { operation, kind, outcome } = first;
  const nothing = { status: null, code: null, message: null };
  return altered(first, {
    id: `${operation}/${kind}.${outcome}`,
    title: `${results.length} ${kind} cases: ${outcomeWord(outcome)}; each stands in conformance.json`,
    ...(cause && {
      reason: `${cause.shownBy.length} of these ${results.length} cases: ${causeTitle(cause.of)}`,
    }),
    ...(outcome === "passed" && { violations: [], readings: [], expected: nothing, observed: nothing }),
  });
}
