/** @jsxImportSource preact */
import type { JSX } from "preact";
import type { ClauseId } from "../../src/contract/model.ts";
import { whyNotReachable } from "../../src/contract/reachable.ts";
import { Clause, DocsSection, SourceMark, Words } from "./marks.tsx";
import { caseHref, caseName, type Docs } from "./model.ts";
import { anchorOn } from "./parameters.tsx";

const CASES_SHOWN = 6;

function clausesOn({ clausesOfPages }: Docs, page: string): readonly ClauseId[] {
  return clausesOfPages.get(page) ?? [];
}

/** What of a page's clauses no exercised case reached. */
export function NotReached({
  docs,
  page,
}: {
  readonly docs: Docs;
  readonly page: string;
}): JSX.Element | null {
  if (!docs.report) return null;
  const missing = clausesOn(docs, page).filter((clause) => !docs.reached.has(clause));
  const why = (clause: ClauseId): string | undefined => whyNotReachable(docs.contract, clause);
  const open = missing.filter((clause) => why(clause) === undefined);
  const closed = missing.filter((clause) => why(clause) !== undefined);
  return (
    <DocsSection id="not-reached" title="What no case reached">
      {open.length === 0 ? (
        <p>Every clause of this page that a run can reach was reached by a case of this run.</p>
      ) : (
        <ul class="clauses">
          {open.map((clause) => (
            <li key={clause}>
              <Clause docs={docs} clause={clause} short />{" "}
              <Words text={docs.contract.clauses.get(clause)?.says ?? ""} />
            </li>
          ))}
        </ul>
      )}
      {closed.length > 0 && (
        <details>
          <summary>{closed.length} that no run can reach, and why</summary>
          <ul class="clauses">
            {closed.map((clause) => (
              <li key={clause}>
                <Clause docs={docs} clause={clause} short /> <Words text={why(clause) ?? ""} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </DocsSection>
  );
}

/** The clauses of a page one by one, where each stands in the contract, and the cases that reached it. */
export function ClauseList({ docs, page }: { readonly docs: Docs; readonly page: string }): JSX.Element {
  const clauses = clausesOn(docs, page);
  return (
    <DocsSection id="clauses" title="Clauses and their cases">
      <details>
        <summary>{clauses.length} clauses</summary>
        <ul class="clauses">
          {clauses.map((clause) => (
            <ClauseEntry key={clause} docs={docs} page={page} clause={clause} />
          ))}
        </ul>
      </details>
    </DocsSection>
  );
}

function ClauseEntry({
  docs,
  page,
  clause,
}: {
  readonly docs: Docs;
  readonly page: string;
  readonly clause: ClauseId;
}): JSX.Element {
  const known = docs.contract.clauses.get(clause);
  const isTabled = docs.tabled.has(clause);
  return (
    <li id={isTabled ? undefined : anchorOn(docs, page, clause)}>
      {isTabled ? <Clause docs={docs} clause={clause} /> : <code class="clause">{clause}</code>}{" "}
      <Words text={known?.says ?? ""} /> <SourceMark source={known?.source} />
      <span class="small">
        {" "}
        {known?.file}:{known?.line}
      </span>
      {docs.report && <Cases docs={docs} ids={docs.report.clauseIndex[clause] ?? []} />}
    </li>
  );
}

/**
 * The first cases of a list of ids, as links, and how many more there are; on the page of an operation its own cases go by
 * their names alone.
 */
export function Cases({
  docs,
  ids,
  on,
}: {
  readonly docs: Docs;
  readonly ids: readonly string[];
  readonly on?: string;
}): JSX.Element {
  if (ids.length === 0) return <span class="small"> no case reached it</span>;
  const known = ids.slice(0, CASES_SHOWN).flatMap((id) => docs.cases.get(id) ?? []);
  return (
    <span class="small cases">
      {known.map((result) => (
        <a key={result.id} href={caseHref(result)}>
          {result.operation === on ? caseName(result) : result.id}
        </a>
      ))}
      {ids.length > CASES_SHOWN && ` and ${ids.length - CASES_SHOWN} more`}
    </span>
  );
}
