import type { CaseResult } from "../../src/results/case-result.ts";
import { altered } from "../../src/results/kept-elsewhere.ts";
import { outcomeWord } from "../../src/results/outcome-word.ts";

/** Results that a reader can still look through, and that Allure makes a page of in bounded time and memory. */
const MOST_TOLD = 2000;

/**
 * What Allure is told of a run: every case, or of a large run every documented one and what did not pass, as far as one
 * can look through that, and of the other cases of an operation how many ended so. conformance.json has them all.
 */
export function casesForAllure(cases: readonly CaseResult[]): readonly CaseResult[] {
  if (cases.length <= MOST_TOLD) return cases;
  const others = new Map<string, [CaseResult, ...CaseResult[]]>();
  let troubled = 0;
  const told = cases.filter((result) => {
    const { kind, operation, outcome } = result;
    if (kind === "documented") return true;
    if (outcome !== "passed" && outcome !== "not-exercised" && troubled++ < MOST_TOLD) return true;
    const name = `${operation} ${kind} ${outcome}`;
    const alike = others.get(name);
    if (alike) alike.push(result);
    else others.set(name, [result]);
    return false;
  });
  return [...told, ...[...others.values()].map(folded)];
}

/** Cases of one operation, kind and outcome as one; what passed is told without the values of any. */
function folded(results: readonly [CaseResult, ...CaseResult[]]): CaseResult {
  const [first] = results;
  const { operation, kind, outcome } = first;
  const nothing = { status: null, code: null, message: null };
  return altered(first, {
    id: `${operation}/${kind}.${outcome}`,
    title: `${results.length} ${kind} cases: ${outcomeWord(outcome)}; each stands in conformance.json`,
    ...(outcome === "passed" && { violations: [], readings: [], expected: nothing, observed: nothing }),
  });
}
