/** @jsxImportSource preact */
import type { JSX } from "preact";
import type { Operation } from "../../src/contract/model.ts";
import type { CaseResult } from "../../src/results/case-result.ts";
import { outcomeWord } from "../../src/results/outcome-word.ts";
import { countOutcomes } from "../../src/results/verdict.ts";
import { DocsSection, OUTCOMES, OutcomeCounts, SIGNS, Table, Words } from "./marks.tsx";
import { caseHref, caseName, casesOf, type Docs, operationPage } from "./model.ts";

/** Scenarios that have a field of their own on the first page of a run, about; more are told by their number. */
const FIELDS = 400;

/** Every operation with each of its scenarios as one small field, or without a run with what it is for. */
export function Operations({ docs }: { readonly docs: Docs }): JSX.Element {
  const head = docs.report
    ? ["Operation", "Documented scenarios", "Other cases"]
    : ["Operation", "What it is for"];
  const { operations } = docs.contract;
  const scenarios = docs.report?.cases.filter(({ kind }) => kind === "documented").length ?? 0;
  const fields = scenarios <= FIELDS ? scenarios : Math.max(1, Math.floor(FIELDS / operations.length));
  return (
    <DocsSection id="operations" title={docs.report ? "Operations by scenario" : "Operations"}>
      <Table label="Operations by scenario" head={head} stack>
        {operations.map((operation) => (
          <tr key={operation.id}>
            <th scope="row" class="operation-name">
              <a href={operationPage(operation.id)}>
                <Words text={operation.title} />
              </a>
              <code class="small">{operation.id}</code>
            </th>
            {docs.report ? (
              <Scenarios docs={docs} operation={operation} fields={fields} />
            ) : (
              <td>{operation.summary}</td>
            )}
          </tr>
        ))}
      </Table>
    </DocsSection>
  );
}

interface ScenariosProps {
  readonly docs: Docs;
  readonly operation: Operation;
  /** How many of the scenarios have a field of their own, at most. */
  readonly fields: number;
}

function Scenarios({ docs, operation, fields }: ScenariosProps): JSX.Element {
  const cases = casesOf(docs, operation.id);
  const others = cases.filter(({ kind }) => kind !== "documented");
  const documented = cases.filter(({ kind }) => kind === "documented");
  const shown = shownByField(documented, fields);
  const rest = documented.filter((result) => !shown.includes(result));
  return (
    <>
      <td>
        <ul class="strip">
          {shown.map((result) => (
            <Field key={result.id} result={result} />
          ))}
        </ul>
        {rest.length > 0 && <OutcomeCounts cases={rest} />}
      </td>
      <td>{others.length === 0 ? <span class="small">none</span> : <OutcomeCounts cases={others} />}</td>
    </>
  );
}

/** Those that did not pass go before, and passed ones have a field only where all have. */
function shownByField(documented: readonly CaseResult[], fields: number): readonly CaseResult[] {
  if (documented.length <= fields) return documented;
  return documented.filter(({ outcome }) => outcome !== "passed").slice(0, fields);
}

function Field({ result }: { readonly result: CaseResult }): JSX.Element {
  const says = `${caseName(result)}: ${outcomeWord(result.outcome)}`;
  return (
    <li>
      <a class={`cell mark-${result.outcome}`} href={caseHref(result)} aria-label={says} title={says}>
        {SIGNS[result.outcome]}
      </a>
    </li>
  );
}

/** How many cases ended in which outcome, in words. */
export function countsText(cases: readonly CaseResult[]): string {
  const totals = countOutcomes(cases);
  return OUTCOMES.filter(({ total }) => totals[total] > 0)
    .map(({ outcome, total }) => `${totals[total]} ${outcomeWord(outcome)}`)
    .join(", ");
}
