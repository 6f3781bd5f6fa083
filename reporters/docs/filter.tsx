/** @jsxImportSource preact */
import type { JSX } from "preact";
import type { CaseResult } from "../../src/results/case-result.ts";
import { outcomeWord } from "../../src/results/outcome-word.ts";

/** What a row says of its case, for the filter of its section. */
export function rowFacts({ outcome, level, kind }: CaseResult): Record<string, string> {
  return { "data-outcome": outcome, "data-level": level, "data-kind": kind };
}

/**
 * Choices that narrow the rows of a section by outcome, level and kind; the page's script shows and serves them. A choice
 * that all of the cases share is none.
 */
export function CaseFilter({
  of,
  cases,
}: {
  readonly of: string;
  readonly cases: readonly CaseResult[];
}): JSX.Element {
  const values = (read: (result: CaseResult) => string) => [...new Set(cases.map(read))];
  return (
    <div class="filter" data-filter={of} hidden>
      <Choice of={of} name="outcome" values={values(({ outcome }) => outcome)} />
      <Choice of={of} name="level" values={values(({ level }) => level)} />
      <Choice of={of} name="kind" values={values(({ kind }) => kind)} />
      <span class="small" role="status" />
    </div>
  );
}

interface ChoiceProps {
  readonly of: string;
  readonly name: "outcome" | "level" | "kind";
  readonly values: readonly string[];
}

function Choice({ of, name, values }: ChoiceProps): JSX.Element | null {
  if (values.length < 2) return null;
  const id = `filter-${of}-${name}`;
  return (
    <label for={id}>
      {name}{" "}
      <select id={id} name={name}>
        <option value="">all</option>
        {values.map((value) => (
          <option key={value} value={value}>
            {name === "outcome" ? outcomeWord(value as CaseResult["outcome"]) : value}
          </option>
        ))}
      </select>
    </label>
  );
}
