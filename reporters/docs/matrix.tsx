/** @jsxImportSource preact */
import type { JSX } from "preact";
import type { Operation } from "../../src/contract/model.ts";
import type { CaseResult } from "../../src/results/case-result.ts";
import { outcomeWord } from "../../src/results/outcome-word.ts";
import { countOutcomes } from "../../src/results/verdict.ts";
import { DocsSection, OUTCOMES, OutcomeCounts, SIGNS, Table, Words } from "./marks.tsx";
import { caseHref, caseName, casesOf, type Docs, operationPage } from "./model.ts";

/** Every operation with each of its scenarios as one small field, or without a run with what it is for. */
export function Operations({ docs }: { readonly docs: Docs }): JSX.Element {
  const head = docs.report
    ? ["Operation", "Documented scenarios", "Other cases"]
    : ["Operation", "What it is for"];
  return (
    <DocsSection id="operations" title={docs.report ? "Operations by scenario" : "Operations"}>
      <Table label="Operations by scenario" head={head} stack>
        {docs.contract.operations.map((operation) => (
          <tr key={operation.id}>
            <th scope="row" class="operation-name">
              <a href={operationPage(operation.id)}>
                <Words text={operation.title} />
              </a>
              <code class="small">{operation.id}</code>
            </th>
            {docs.report ? <Scenarios docs={docs} operation={operation} /> : <td>{operation.summary}</td>}
          </tr>
        ))}
      </Table>
    </DocsSection>
  );
}

function Scenarios({ docs, operation }: { readonly docs: Docs; readonly operation: Operation }): JSX.Element {
  const cases = casesOf(docs, operation.id);
  const others = cases.filter(({ kind }) => kind !== "documented");
  return (
    <>
      <td>
        <ul class="strip">
          {cases
            .filter(({ kind }) => kind === "documented")
            .map((result) => (
              <li key={result.id}>
                <a
                  class={`cell mark-${result.outcome}`}
                  href={caseHref(result)}
                  aria-label={`${caseName(result)}: ${outcomeWord(result.outcome)}`}
                  title={`${caseName(result)}: ${outcomeWord(result.outcome)}`}
                >
                  {SIGNS[result.outcome]}
                </a>
              </li>
            ))}
        </ul>
      </td>
      <td>{others.length === 0 ? <span class="small">none</span> : <OutcomeCounts cases={others} />}</td>
    </>
  );
}

/** How many cases ended in which outcome, in words. */
export function countsText(cases: readonly CaseResult[]): string {
  const totals = countOutcomes(cases);
  return OUTCOMES.filter(({ total }) => totals[total] > 0)
    .map(({ outcome, total }) => `${totals[total]} ${outcomeWord(outcome)}`)
    .join(", ");
}
