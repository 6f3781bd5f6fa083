/** @jsxImportSource preact */
import type { ComponentChildren, JSX } from "preact";
import type { Operation, Parameter } from "../../src/contract/model.ts";
import { exchangeFacts } from "../../src/results/kept-elsewhere.ts";
import { CaseDetails } from "./case-detail.tsx";
import { ClauseList, NotReached } from "./clause-list.tsx";
import { CodeTable, ConditionList, TestDataTable } from "./codes.tsx";
import { Exchange } from "./exchange.tsx";
import type { Page } from "./layout.tsx";
import { DocsSection, Words } from "./marks.tsx";
import { countsText } from "./matrix.tsx";
import { caseAnchor, casesOf, type Docs, isToldInFull, operationPage } from "./model.ts";
import { ParameterTable } from "./parameters.tsx";
import { ReadingSummary, readingsOf } from "./readings.tsx";
import { ScenarioTable } from "./scenarios.tsx";

/** What one operation promises, what was tried, and what the server did. */
export function operationPageOf(docs: Docs, operation: Operation): Page {
  const parts = partsOf(docs, operation);
  return {
    path: operationPage(operation.id),
    title: operation.title,
    ...troubleOf(docs, operation),
    sections: [
      ...parts.map(({ id, title }) => ({ id, title })),
      ...(docs.report ? [{ id: "not-reached", title: "What no case reached" }] : []),
      { id: "clauses", title: "Clauses and their cases" },
    ],
    content: (
      <>
        <Opening docs={docs} operation={operation} />
        {parts.map(({ id, title, note, content }) => (
          <DocsSection key={id} id={id} title={title} note={note}>
            {content}
          </DocsSection>
        ))}
        <NotReached docs={docs} page={operationPage(operation.id)} />
        <ClauseList docs={docs} page={operationPage(operation.id)} />
      </>
    ),
  };
}

/** The first case that failed, or else errored, or else warned. */
function troubleOf(docs: Docs, operation: Operation): Pick<Page, "trouble"> {
  const cases = casesOf(docs, operation.id);
  for (const outcome of ["failed", "errored", "warned"] as const) {
    const first = cases.find((result) => result.outcome === outcome);
    if (first) return { trouble: { id: caseAnchor(first), title: `the first case that ${outcome}` } };
  }
  return {};
}

interface Part {
  readonly id: string;
  readonly title: string;
  readonly note?: string;
  readonly content: ComponentChildren;
}

function partsOf(docs: Docs, operation: Operation): Part[] {
  const cases = casesOf(docs, operation.id);
  const told = cases.filter(isToldInFull);
  const example = exampleOf(docs, operation);
  const readings = readingsOf(docs, operation);
  const page = operationPage(operation.id);
  const table = (label: string, parameters: readonly Parameter[]) =>
    parameters.length === 0 ? (
      <p class="note">The page lists none.</p>
    ) : (
      <ParameterTable docs={docs} page={page} label={label} parameters={parameters} />
    );
  const part = (id: string, title: string, content: ComponentChildren, note?: string): Part => ({
    id,
    title,
    content,
    ...(note !== undefined && { note }),
  });
  return [
    ...(cases.length > 0
      ? [part("scenarios", "Scenarios", <ScenarioTable cases={cases} />, countsText(cases))]
      : []),
    part("request-parameters", "Request", table("Request parameters", operation.request)),
    part("response-parameters", "Response", table("Response parameters", operation.response)),
    part("codes", "Codes and messages", <CodeTable docs={docs} operation={operation} />),
    part("test-data", "Test data of the page", <TestDataTable docs={docs} operation={operation} />),
    part("request-headers", "Request headers", table("Request headers", operation.requestHeaders)),
    part("response-headers", "Response headers", table("Response headers", operation.responseHeaders)),
    ...(example ? [part("example", "Example exchange", <Exchange exchange={example} />)] : []),
    ...(readings.length > 0
      ? [part("readings", "Contradictions", <ReadingSummary docs={docs} readings={readings} />)]
      : []),
    ...(told.length > 0 ? [part("cases", "Cases in detail", <CaseDetails docs={docs} cases={told} />)] : []),
  ];
}

function Opening({ docs, operation }: { readonly docs: Docs; readonly operation: Operation }): JSX.Element {
  const { method, path, title, id, summary, version, encrypted, conditions } = operation;
  const sealed = [encrypted.request && "request", encrypted.response && "response"].filter(Boolean);
  return (
    <div class="opening">
      <p class="eyebrow">{id}</p>
      <h1>
        <Words text={title} />
      </h1>
      <p class="lead">
        <Words text={summary} />
      </p>
      <p class="endpoint">
        <span class="method">{method}</span> <code>{path}</code>
      </p>
      <p class="tags">
        <span class="tag">{version}</span>
        <span class="tag">
          {sealed.length === 0 ? "nothing encrypted" : `${sealed.join(" and ")} encrypted`}
        </span>
      </p>
      <ConditionList docs={docs} conditions={conditions} />
    </div>
  );
}

/** The first exchange of a documented case that passed with success, or of any that passed. */
function exampleOf(docs: Docs, operation: Operation) {
  const passed = casesOf(docs, operation.id).filter(
    (result) =>
      result.outcome === "passed" && result.kind === "documented" && exchangeFacts(result).length > 0,
  );
  const success = passed.find(({ expected }) => expected.code === docs.contract.envelope.successCode);
  return (success ?? passed[0])?.exchanges.at(-1);
}
