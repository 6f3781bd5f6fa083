/** @jsxImportSource preact */
import type { JSX } from "preact";
import type { CaseResult } from "../../src/results/case-result.ts";
import type { Cause } from "../../src/results/cause.ts";
import type { Report } from "../../src/results/model.ts";
import { invoked, quotedForShell, wordOfShell } from "../../src/results/repeat-command.ts";
import { causeShares, causeTitle, causeWeight, EFFECT_WORDS, exampleOf, strictNote } from "../cause-text.ts";
import { Copied, Exchange } from "./exchange.tsx";
import type { Page } from "./layout.tsx";
import { CaseLink, Clause, DocsSection, OutcomeCounts, Permalink, SIGNS, Table } from "./marks.tsx";
import { CAUSES, causeHref, type Docs } from "./model.ts";

const ON_OVERVIEW = 20;
/** Causes with their example in full: each takes a screen. */
const IN_FULL = 50;
const CASES_LINKED = 200;

const OUTCOME_OF = {
  fails: "failed",
  warns: "warned",
  known: "not-exercised",
  "no-evidence": "errored",
} as const satisfies Record<Cause["effect"], CaseResult["outcome"]>;

function EffectMark({ cause }: { readonly cause: Cause }): JSX.Element {
  const outcome = OUTCOME_OF[cause.effect];
  return (
    <span class={`mark mark-${outcome}`}>
      <span class="sign" aria-hidden="true">
        {SIGNS[outcome]}
      </span>
      {EFFECT_WORDS[cause.effect]}
    </span>
  );
}

function Weight({ cause: { family, ...cause } }: { readonly cause: Cause }): JSX.Element {
  return (
    <>
      {causeWeight(cause)} {family !== undefined && <span class="tag tag-security">{family}</span>}
    </>
  );
}

/** The heaviest causes on the first page, right below the verdict: what is wrong, in one line each. */
export function CauseSection({ report }: { readonly report: Report }): JSX.Element {
  const { causes } = report;
  const rest = causes.length - ON_OVERVIEW;
  return (
    <DocsSection id="causes" title="Causes" note={strictNote(report)}>
      <CauseTable causes={causes.slice(0, ON_OVERVIEW)} />
      {rest > 0 && (
        <p class="note">
          {rest} lighter ones stand <a href={CAUSES}>on the page of all causes</a>.
        </p>
      )}
    </DocsSection>
  );
}

function CauseTable({ causes }: { readonly causes: readonly Cause[] }): JSX.Element {
  return (
    <Table label="Causes" head={["Effect", "Cause", "Cases"]} stack>
      {causes.map((cause) => (
        <tr key={cause.id}>
          <td>
            <EffectMark cause={cause} />
          </td>
          <th scope="row" class="prose">
            <a href={causeHref(cause)}>{causeTitle(cause)}</a>
            <span class="small">{causeShares(cause)}</span>
          </th>
          <td>
            <Weight cause={cause} />
          </td>
        </tr>
      ))}
    </Table>
  );
}

/** Every cause; the heaviest with their example in full. */
export function causesPage(docs: Docs): Page {
  const { report } = docs;
  const causes = report?.causes ?? [];
  const told = causes.slice(0, IN_FULL);
  return {
    path: CAUSES,
    title: "Causes",
    sections: told.map((cause) => ({ id: cause.id, title: causeTitle(cause) })),
    content: (
      <>
        <div class="opening">
          <h1>Causes</h1>
          <p class="lead">
            What the violations of many cases have in common, the heaviest first; behind them why cases say
            nothing of the server.
          </p>
          {report && strictNote(report) !== undefined && <p class="strict">{strictNote(report)}</p>}
          {causes.length === 0 && <p>{report ? "This run found none." : "No run is shown."}</p>}
        </div>
        {report &&
          told.map((cause) => <CauseDetail key={cause.id} docs={docs} report={report} cause={cause} />)}
        {causes.length > IN_FULL && (
          <DocsSection id="lighter" title="Lighter causes">
            <CauseTable causes={causes.slice(IN_FULL)} />
          </DocsSection>
        )}
      </>
    ),
  };
}

interface DetailProps {
  readonly docs: Docs;
  readonly report: Report;
  readonly cause: Cause;
}

function CauseDetail({ docs, report, cause }: DetailProps): JSX.Element {
  const example = exampleOf(cause, report);
  return (
    <section class={`part cause case-${OUTCOME_OF[cause.effect]}`} aria-labelledby={cause.id}>
      <h2 id={cause.id}>
        {causeTitle(cause)} <Permalink anchor={cause.id} of={causeTitle(cause)} />
      </h2>
      <p>
        <EffectMark cause={cause} /> <Weight cause={cause} />
        {cause.shares.length > 0 && `; ${causeShares(cause)}`}
      </p>
      <dl class="facts-list">
        <dt>Expected</dt>
        <dd>
          {cause.expected} {cause.clause !== undefined && <Clause docs={docs} clause={cause.clause} />}
        </dd>
        <dt>Came</dt>
        <dd>{cause.came}</dd>
        <dt>Next</dt>
        <dd>{cause.next}</dd>
        {example && (
          <>
            <dt>Example</dt>
            <dd>
              <CaseLink result={example.result} />
            </dd>
          </>
        )}
      </dl>
      <Copied label="Runs the example again" text={cause.repeat} />
      {!report.traffic && (
        <Copied
          label="Runs all its cases again, and says whether it is still there"
          text={invoked(
            `npx konaplate repeat ${wordOfShell(docs.reportPath)} ${quotedForShell(cause.id)}`,
            report.invocation,
          )}
        />
      )}
      {example?.exchange && (
        <details>
          <summary>The exchange that shows it</summary>
          <Exchange exchange={example.exchange} />
        </details>
      )}
      <CasesOf report={report} cause={cause} />
    </section>
  );
}

function CasesOf({ report, cause }: Omit<DetailProps, "docs">): JSX.Element {
  const ids = new Set(cause.cases);
  const cases = report.cases.filter(({ id }) => ids.has(id));
  const rest = cases.length - CASES_LINKED;
  return (
    <details>
      <summary>
        Its cases: <OutcomeCounts cases={cases} />
      </summary>
      <ul class="case-list">
        {cases.slice(0, CASES_LINKED).map((result) => (
          <li key={result.id}>
            <CaseLink result={result} />
          </li>
        ))}
        {rest > 0 && <li>and {rest} more, in conformance.json</li>}
      </ul>
    </details>
  );
}
