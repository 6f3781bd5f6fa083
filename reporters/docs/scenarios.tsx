/** @jsxImportSource preact */
import type { JSX } from "preact";
import type { CaseResult, Expected, Observed } from "../../src/results/case-result.ts";
import { CaseFilter, rowFacts } from "./filter.tsx";
import { OutcomeCounts, OutcomeMark, Table, Words } from "./marks.tsx";
import { caseAnchor, caseName, isToldInFull } from "./model.ts";

const HEAD = ["Outcome", "Scenario", "Expected", "What this run saw", "Took"];

/** The documented scenarios in full; of other cases those with something to tell, and folded a line for each of the rest. */
export function ScenarioTable({ cases }: { readonly cases: readonly CaseResult[] }): JSX.Element {
  const told = cases.filter(isToldInFull);
  const rest = cases.filter((result) => !isToldInFull(result));
  return (
    <>
      <CaseFilter of="scenarios" cases={cases} />
      {told.length > 0 && (
        <Table label="Scenarios" head={HEAD} stack>
          {told.map((result) => (
            <Row key={result.id} result={result} anchored={false} />
          ))}
        </Table>
      )}
      {rest.length > 0 && (
        <details>
          <summary>
            {rest.length} more cases: <OutcomeCounts cases={rest} />
          </summary>
          <Table label="More cases" head={HEAD} stack>
            {rest.map((result) => (
              <Row key={result.id} result={result} anchored />
            ))}
          </Table>
        </details>
      )}
    </>
  );
}

/** A case that is told in full below links there; any other has its anchor here. */
function Row({ result, anchored }: { readonly result: CaseResult; readonly anchored: boolean }): JSX.Element {
  const { outcome, title, expected, observed, durationMs, reason } = result;
  const anchor = caseAnchor(result);
  return (
    <tr id={anchored ? anchor : undefined} {...rowFacts(result)}>
      <td>
        <OutcomeMark outcome={outcome} />
      </td>
      <th scope="row" class="scenario">
        {anchored ? (
          <Words text={title} />
        ) : (
          <a href={`#${encodeURIComponent(anchor)}`}>
            <Words text={title} />
          </a>
        )}
        <code class="small">{caseName(result)}</code>
      </th>
      <td>
        <Answer answer={expected} />
      </td>
      <td>{observed.status === null ? (reason ?? "no answer") : <Answer answer={observed} />}</td>
      <td class="number">{observed.status === null ? "" : `${durationMs} ms`}</td>
    </tr>
  );
}

/** Where the documents show no answer to this very request, its rules say what is demanded of one. */
function Answer({ answer }: { readonly answer: Expected | Observed }): JSX.Element {
  if (answer.status === null && answer.code === null) return <span class="small">what its rules demand</span>;
  return (
    <>
      <span class="answer">
        {answer.status} {answer.code ?? "any code"}
      </span>
      {answer.message !== null && (
        <span class="small">
          <Words text={answer.message} />
        </span>
      )}
    </>
  );
}
