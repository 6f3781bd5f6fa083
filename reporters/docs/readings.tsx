/** @jsxImportSource preact */
import type { JSX } from "preact";
import { foundContradictions } from "../../src/contract/found-contradictions.ts";
import type { Operation, Reading } from "../../src/contract/model.ts";
import type { Page } from "./layout.tsx";
import { CaseLink, Clause, Permalink, Words } from "./marks.tsx";
import { CONTRADICTIONS, casesOf, type Docs } from "./model.ts";

const OBSERVERS_SHOWN = 6;

/** Readings that touch a clause of the operation, one of its headers, or that one of its cases saw. */
export function readingsOf(docs: Docs, operation: Operation): Reading[] {
  const headers = [...operation.requestHeaders, ...operation.responseHeaders].map(({ clause }) => clause);
  const seen = new Set(casesOf(docs, operation.id).flatMap(({ readings }) => readings.map(({ id }) => id)));
  return docs.contract.readings.filter(
    ({ id, clauses }) =>
      seen.has(id) ||
      clauses.some(
        (clause) =>
          clause.startsWith(`${operation.id}#`) ||
          headers.some((header) => clause === header || clause.startsWith(`${header}.`)),
      ),
  );
}

/** Each reading in two lines: what was taken, and what the server was seen to follow. */
export function ReadingSummary({
  docs,
  readings,
}: {
  readonly docs: Docs;
  readonly readings: readonly Reading[];
}): JSX.Element {
  return (
    <ul class="readings">
      {readings.map(({ id, question, taken }) => (
        <li key={id}>
          <a href={`${CONTRADICTIONS}#${encodeURIComponent(id)}`}>
            <Words text={question} />
          </a>
          <p>
            Taken: <Words text={taken} />
          </p>
          <Seen docs={docs} id={id} />
        </li>
      ))}
    </ul>
  );
}

export function contradictionsPage(docs: Docs): Page {
  const readings = docs.contract.readings.filter(({ found: isFound }) => !isFound);
  const found = foundContradictions(docs.contract);
  return {
    path: CONTRADICTIONS,
    title: "Contradictions",
    sections: [...readings, ...found].map(({ id }) => ({ id, title: id })),
    content: (
      <>
        <div class="opening">
          <h1>Contradictions</h1>
          <p class="lead">
            Where the documents contradict themselves or leave a question open: the evidence, the reading that
            this suite takes, and what the server was seen to do. Where two readings are possible, both are
            accepted.
          </p>
        </div>
        {readings.map((reading) => (
          <ReadingDetail key={reading.id} docs={docs} reading={reading} />
        ))}
        {found.length > 0 && (
          <p class="lead">
            Found by holding the pages against each other; nobody has settled these, and each page holds for
            its own operation:
          </p>
        )}
        {found.map((reading) => (
          <ReadingDetail key={reading.id} docs={docs} reading={reading} />
        ))}
      </>
    ),
  };
}

function ReadingDetail({ docs, reading }: { readonly docs: Docs; readonly reading: Reading }): JSX.Element {
  const { id, question, evidence, taken, alternatives, changes, clauses, allows } = reading;
  return (
    <section class="part reading" aria-labelledby={id}>
      <h2 id={id}>
        <Words text={question} /> <Permalink anchor={id} of={id} />
      </h2>
      <ul class="evidence">
        {evidence.map(({ where, says }) => (
          <li key={where + says}>
            <span class="where">{where}</span> <Words text={says} />
          </li>
        ))}
      </ul>
      <dl class="facts-list">
        <dt>Taken</dt>
        <dd>
          <Words text={taken} />
        </dd>
        {alternatives.length > 0 && (
          <>
            <dt>Or else</dt>
            <dd>
              <Words text={alternatives.join(" ")} />
            </dd>
          </>
        )}
        {allows.length > 0 && (
          <>
            <dt>Never judged</dt>
            <dd>
              <Words text={allows.map(({ says }) => `A server that ${says}.`).join(" ")} />
            </dd>
          </>
        )}
        <dt>Changes</dt>
        <dd>
          <Words text={changes} />
        </dd>
        {clauses.length > 0 && (
          <>
            <dt>Clauses</dt>
            <dd class="clause-row">
              {clauses.map((clause) => (
                <Clause key={clause} docs={docs} clause={clause} />
              ))}
            </dd>
          </>
        )}
      </dl>
      <Seen docs={docs} id={id} />
    </section>
  );
}

function Seen({ docs, id }: { readonly docs: Docs; readonly id: string }): JSX.Element | null {
  if (!docs.report) return null;
  const seen = docs.report.readings.filter((entry) => entry.id === id && entry.observed !== "");
  if (seen.length === 0) return <p class="seen seen-nothing">This run saw nothing that bears on it.</p>;
  return (
    <>
      {seen.map(({ observed }) => (
        <p key={observed} class="seen">
          Seen: <Words text={observed} /> <Observers docs={docs} id={id} observed={observed} />
        </p>
      ))}
    </>
  );
}

function Observers({
  docs,
  id,
  observed,
}: {
  readonly docs: Docs;
  readonly id: string;
  readonly observed: string;
}): JSX.Element {
  const cases = docs.observers.get(`${id} ${observed}`) ?? [];
  return (
    <span class="small cases">
      {cases.slice(0, OBSERVERS_SHOWN).map((result) => (
        <CaseLink key={result.id} result={result} />
      ))}
      {cases.length > OBSERVERS_SHOWN && ` and ${cases.length - OBSERVERS_SHOWN} more`}
    </span>
  );
}
