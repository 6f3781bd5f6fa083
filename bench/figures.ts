/** The arithmetic of the benchmark: nothing here measures anything. */

/** What several rounds came to. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
  readonly rounds: number;
}

/** Throws where there is nothing, or something that is no number. */
export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0) throw new Error("a spread needs at least one measurement");
  if (!values.every(Number.isFinite)) throw new Error(`${values.join(", ")} are not all numbers`);
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const [lower = 0, upper = 0] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return {
    median: (lower + upper) / 2,
    least: sorted[0] ?? 0,
    most: sorted.at(-1) ?? 0,
    rounds: sorted.length,
  };
}

/**
 * How many times the other each round took, round by round: what a busy machine adds to both sides of a round mostly goes
 * out of it. Throws where the rounds are not the same ones, or the other took no time at all.
 */
export function ratios(of: readonly number[], to: readonly number[]): number[] {
  if (of.length !== to.length) throw new Error(`${of.length} rounds cannot be held against ${to.length}`);
  return of.map((value, round) => {
    const other = to[round] ?? 0;
    if (!(other > 0)) throw new Error(`a ratio to ${other} says nothing`);
    return value / other;
  });
}

/**
 * What one more case costs, round by round: the difference of two sizes by the difference of their counts.
 *
 * @param few seconds of each round over the smaller number of cases, and that number; `many` of the larger one
 */
export function perCase(
  few: { readonly cases: number; readonly seconds: readonly number[] },
  many: { readonly cases: number; readonly seconds: readonly number[] },
): number[] {
  if (many.cases <= few.cases) throw new Error(`${many.cases} cases are not more than ${few.cases}`);
  const rounds = Math.min(few.seconds.length, many.seconds.length);
  return Array.from(
    { length: rounds },
    (_, round) => ((many.seconds[round] ?? 0) - (few.seconds[round] ?? 0)) / (many.cases - few.cases),
  );
}

/** `1.23 (1.10 to 1.40)`; a single round has no range. */
export function shownSpread({ median, least, most, rounds }: Spread, digits: number): string {
  const text = median.toFixed(digits);
  return rounds === 1 ? text : `${text} (${least.toFixed(digits)} to ${most.toFixed(digits)})`;
}
