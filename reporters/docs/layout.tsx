/** @jsxImportSource preact */
import type { ComponentChildren, JSX } from "preact";
import type { Report } from "../../src/results/model.ts";
import { outcomeWord } from "../../src/results/outcome-word.ts";
import { changeLine } from "../change-text.ts";
import { SIGNS, Words } from "./marks.tsx";
import {
  CAUSES,
  CONTRADICTIONS,
  casesOf,
  type Docs,
  LEDGER,
  OVERVIEW,
  operationPage,
  PROTOCOL,
  RULE_TEXTS,
} from "./model.ts";

export interface Page {
  readonly path: string;
  readonly title: string;
  readonly content: ComponentChildren;
  /** Sections of the page, in order, for the list beside it. */
  readonly sections: readonly { readonly id: string; readonly title: string }[];
  /** The first thing on it that did not go as documented. */
  readonly trouble?: { readonly id: string; readonly title: string };
}

/** Nothing is loaded but what lies beside the page, and no markup can run a script of its own. */
const POLICY =
  "default-src 'none'; style-src 'self' file:; script-src 'self' file:; img-src 'self' data:; base-uri 'none'; form-action 'none'";

const BOOK = "Konaplate wallet API";

export function PageFrame({ docs, page }: { readonly docs: Docs; readonly page: Page }): JSX.Element {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={POLICY} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${page.title} · ${BOOK}`}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="assets/docs.css" />
        <script src="assets/docs.js" defer />
      </head>
      <body>
        <a class="skip" href="#content">
          Skip to content
        </a>
        {page.trouble && (
          <a class="skip" href={`#${encodeURIComponent(page.trouble.id)}`}>
            Skip to {page.trouble.title}
          </a>
        )}
        <Header />
        <div class="frame">
          <nav class="book" aria-label="Pages">
            <details class="menu" open>
              <summary>Pages</summary>
              <Navigation docs={docs} current={page.path} />
            </details>
          </nav>
          <main id="content" tabIndex={-1}>
            {docs.report && <Change report={docs.report} />}
            {page.content}
            <Footer docs={docs} />
          </main>
          {page.sections.length > 1 && <Contents sections={page.sections} />}
        </div>
      </body>
    </html>
  );
}

/** What a run changed against the pages goes before everything, on every page. */
function Change({ report }: { readonly report: Report }): JSX.Element | null {
  const line = changeLine(report);
  return line === undefined ? null : (
    <p class="change" role="alert">
      {line}
    </p>
  );
}

function Header(): JSX.Element {
  return (
    <header class="top">
      <a class="brand" href={OVERVIEW}>
        <span class="brand-sign" aria-hidden="true">
          ✓
        </span>
        {BOOK}
      </a>
      <search class="search" hidden>
        <label class="hidden" for="search">
          Search the documentation
        </label>
        <input id="search" type="search" placeholder="Search: a code, a field, 회원 …" autocomplete="off" />
        <p class="hidden" id="search-count" role="status" />
        <ul id="search-results" hidden />
      </search>
      <button type="button" id="theme" hidden>
        Dark
      </button>
    </header>
  );
}

function Navigation({ docs, current }: { readonly docs: Docs; readonly current: string }): JSX.Element {
  const link = (path: string, title: ComponentChildren) => (
    <li>
      <a href={path} aria-current={path === current ? "page" : undefined}>
        {title}
      </a>
    </li>
  );
  return (
    <>
      <ul>
        {link(OVERVIEW, "Overview")}
        {docs.report && link(CAUSES, `Causes (${docs.report.causes.length})`)}
      </ul>
      <p class="book-part">Operations</p>
      <ul>
        {docs.contract.operations.map(({ id, title }) =>
          link(
            operationPage(id),
            <>
              <Words text={title} /> <WorstMark docs={docs} operation={id} />
              <span class="small">{id}</span>
            </>,
          ),
        )}
      </ul>
      <p class="book-part">Reference</p>
      <ul>
        {link(PROTOCOL, "Wire protocol")}
        {link(CONTRADICTIONS, "Contradictions")}
        {link(RULE_TEXTS, "Rules")}
        {docs.report && link(LEDGER, `Ledger (${docs.report.ledger.length})`)}
      </ul>
    </>
  );
}

/** What failed or warned is seen from everywhere. */
function WorstMark({ docs, operation }: { readonly docs: Docs; readonly operation: string }) {
  const outcomes = new Set(casesOf(docs, operation).map(({ outcome }) => outcome));
  const worst = (["failed", "errored", "warned"] as const).find((outcome) => outcomes.has(outcome));
  if (!worst) return null;
  return (
    <span class={`sign mark-${worst}`} role="img" aria-label={outcomeWord(worst)}>
      {SIGNS[worst]}
    </span>
  );
}

function Contents({ sections }: Pick<Page, "sections">): JSX.Element {
  return (
    <nav class="contents" aria-label="On this page">
      <p class="book-part">On this page</p>
      <ul>
        {sections.map(({ id, title }) => (
          <li key={id}>
            <a href={`#${id}`}>{title}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Footer({ docs: { contract, report } }: { readonly docs: Docs }): JSX.Element {
  return (
    <footer>
      {report ? (
        <p>
          Made from the run of <time dateTime={report.startedAt}>{report.startedAt}</time> against{" "}
          {report.target.environment}, suite {report.suite.version}, seed {report.suite.seed}.
        </p>
      ) : (
        <p>Made from the contract alone: no run is shown.</p>
      )}
      <p>
        Contract <code>{contract.digest.slice(0, 16)}</code>
      </p>
    </footer>
  );
}
