/** @jsxImportSource preact */
import type { ComponentChildren, JSX } from "preact";
import type { ClauseId } from "../../src/contract/model.ts";
import type { CaseResult, Outcome } from "../../src/results/case-result.ts";
import type { Report } from "../../src/results/model.ts";
import { outcomeWord } from "../../src/results/outcome-word.ts";
import { countOutcomes } from "../../src/results/verdict.ts";
import { caseHref, clauseHref, type Docs } from "./model.ts";

/** A sign beside the word, so that an outcome is told apart without its colour. */
export const SIGNS: Readonly<Record<Outcome, string>> = {
  passed: "✓",
  warned: "!",
  failed: "✕",
  errored: "⚡",
  "not-exercised": "–",
};

export function OutcomeMark({ outcome }: { readonly outcome: Outcome }): JSX.Element {
  return (
    <span class={`mark mark-${outcome}`}>
      <span class="sign" aria-hidden="true">
        {SIGNS[outcome]}
      </span>
      {outcomeWord(outcome)}
    </span>
  );
}

export const OUTCOMES: readonly { readonly outcome: Outcome; readonly total: keyof Report["totals"] }[] = [
  { outcome: "passed", total: "passed" },
  { outcome: "warned", total: "warned" },
  { outcome: "failed", total: "failed" },
  { outcome: "errored", total: "errored" },
  { outcome: "not-exercised", total: "notExercised" },
];

/** How many cases ended in which outcome; whatever is not passed has its mark. */
export function OutcomeCounts({ cases }: { readonly cases: readonly CaseResult[] }): JSX.Element {
  const totals = countOutcomes(cases);
  return (
    <span class="outcome-counts">
      {OUTCOMES.filter(({ total }) => totals[total] > 0).map(({ outcome, total }) => (
        <span key={outcome} class={outcome === "passed" ? undefined : `mark mark-${outcome}`}>
          {totals[total]} {outcomeWord(outcome)}{" "}
        </span>
      ))}
    </span>
  );
}

/** Text of the pages or of a server; Korean is told to browsers and screen readers as Korean. */
export function Words({ text }: { readonly text: string }): JSX.Element {
  return <span lang={/\p{Script=Hangul}/u.test(text) ? "ko" : undefined}>{text}</span>;
}

/** A clause id that leads to the clause; one that this contract has not is shown as it is. */
export function Clause({
  docs,
  clause,
  short = false,
}: {
  readonly docs: Docs;
  readonly clause: ClauseId;
  readonly short?: boolean;
}): JSX.Element {
  const text = short ? clause.slice(clause.indexOf("#") + 1) : clause;
  const known = docs.contract.clauses.get(clause);
  if (!known) return <code class="clause">{breakable(text)}</code>;
  return (
    <a class="clause" href={clauseHref(docs.contract, clause)} title={known.says}>
      {breakable(text)}
    </a>
  );
}

/** An id that may break at its dots and slashes, and nowhere within a code or a name. */
function breakable(id: string): ComponentChildren {
  const parts = id.split(/(?<=[./#])/);
  return parts.flatMap((part, index) => (index === 0 ? [part] : [<wbr key={index} />, part]));
}

export function CaseLink({ result }: { readonly result: CaseResult }): JSX.Element {
  return <a href={caseHref(result)}>{breakable(result.id)}</a>;
}

/** What scrolls has to be reachable by keyboard (WCAG 2.1.1), though it does nothing when it is reached. */
export const SCROLLABLE = { tabIndex: 0 } as const;

/**
 * A table that scrolls by itself where it is wider than the screen, also by keyboard; one that stacks has its cells below
 * each other on a phone.
 */
export function Table({
  label,
  head,
  stack = false,
  children,
}: {
  readonly stack?: boolean;
  readonly label: string;
  readonly head: readonly string[];
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <section class="scroll" aria-label={label} {...SCROLLABLE}>
      <table class={stack ? "stack" : undefined}>
        <thead>
          <tr>
            {head.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}

export function DocsSection({
  id,
  title,
  note,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly note?: ComponentChildren;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <section class="part" aria-labelledby={id}>
      <h2 id={id}>
        {title} <Permalink anchor={id} of={title} />
      </h2>
      {note !== undefined && <p class="note">{note}</p>}
      {children}
    </section>
  );
}

export function Permalink({ anchor, of }: { readonly anchor: string; readonly of: string }): JSX.Element {
  return (
    <a class="permalink" href={`#${encodeURIComponent(anchor)}`} aria-label={`Link to ${of}`}>
      #
    </a>
  );
}

/** Where a fact does not come from a captured page, it says so. */
export function SourceMark({ source }: { readonly source: string | undefined }): JSX.Element | null {
  if (source === undefined || source === "page") return null;
  return <span class="tag">{source === "guideline" ? "guideline" : "client code"}</span>;
}
