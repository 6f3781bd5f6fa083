import type { MutantResult, Tally } from "./model.ts";
import { killRate } from "./report.ts";

/** The columns of the table of kill rates, in every report the same. */
export const RATE_COLUMNS: readonly string[] = [
  "category",
  "mutants",
  "killed",
  "by other rules",
  "survived",
  "kill rate",
  "told: documented",
  "security",
  "inferred",
  "not at all",
  "fails by default",
  "under all",
];

export function rateRow(name: string, tally: Tally): string[] {
  const { total, killed, killedByOtherRules, survived, toldAt, failing } = tally;
  const numbers = [
    toldAt.documented,
    toldAt.security,
    toldAt.inferred,
    toldAt.nowhere,
    failing.byDefault,
    failing.underAll,
  ];
  return [
    name,
    ...[total, killed, killedByOtherRules, survived].map(String),
    killRate(tally),
    ...numbers.map(String),
  ];
}

/** How strictness decides: which mutants fail a run. */
export function failingSentence({ total, failing }: Tally): string {
  return `${failing.byDefault} of ${total} mutants fail a run by default, ${failing.underAll} with KONAPLATE_STRICT=all.`;
}

/** What was told of a survivor all the same. */
export function toldText({ evidence, toldAt }: Pick<MutantResult, "evidence" | "toldAt">): string {
  return toldAt === undefined
    ? `has to be told as ${evidence}, and nothing was told`
    : `has to be told as ${evidence}, and was told as ${toldAt}`;
}

/** The rules that caught it, each once. */
export function rulesOf({ caughtBy }: Pick<MutantResult, "caughtBy">): string {
  return [...new Set(caughtBy.map(({ rule, level, kind }) => `${rule} (${level}, ${kind})`))].join("; ");
}
