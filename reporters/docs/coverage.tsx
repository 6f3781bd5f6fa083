/** @jsxImportSource preact */
import type { JSX } from "preact";
import type { Operation } from "../../src/contract/model.ts";
import type { Report } from "../../src/results/model.ts";
import { DocsSection, Table, Words } from "./marks.tsx";
import { type Docs, operationPage } from "./model.ts";

const COVERED: Readonly<Record<keyof Report["coverage"], string>> = {
  operations: "Operations",
  codes: "Codes",
  titles: "Test-data titles",
  requestFields: "Request fields",
  responseFields: "Response fields",
  headers: "Headers",
  clauses: "Clauses",
};

/** Groups of the clauses of an operation by the first part of their path, in the order of its page. */
const GROUPS: readonly (readonly [group: string, title: string])[] = [
  ["request", "Request"],
  ["response", "Response"],
  ["codes", "Codes"],
  ["testData", "Test data"],
];
const COLUMNS = [...GROUPS.map(([, title]) => title), "Other"];

/** What of the contract the run reached: in numbers, and as a map of operations by groups of clauses. */
export function ContractCoverage({
  docs,
  report,
}: {
  readonly docs: Docs;
  readonly report: Report;
}): JSX.Element {
  return (
    <DocsSection
      id="coverage"
      title="Coverage of the contract"
      note="Reached by a case that was exercised. What is missing stands on the page that it belongs to."
    >
      <ul class="meters">
        {Object.entries(COVERED).map(([name, title]) => {
          const { covered, total } = report.coverage[name as keyof typeof COVERED];
          return (
            <li key={name}>
              <span id={`meter-${name}`}>{title}</span>
              <meter min={0} max={Math.max(total, 1)} value={covered} aria-labelledby={`meter-${name}`} />
              <span class="small">
                {covered} of {total}
              </span>
            </li>
          );
        })}
      </ul>
      <Table label="Clauses reached, by operation and group" head={["Operation", ...COLUMNS]} stack>
        {docs.contract.operations.map((operation) => (
          <MapRow key={operation.id} docs={docs} operation={operation} />
        ))}
      </Table>
    </DocsSection>
  );
}

function MapRow({ docs, operation }: { readonly docs: Docs; readonly operation: Operation }): JSX.Element {
  const own = [...docs.contract.clauses.keys()].filter((clause) => clause.startsWith(`${operation.id}#`));
  const groupOf = (clause: string) => /#(\w+)/.exec(clause)?.[1] ?? "";
  const named = new Set(GROUPS.map(([group]) => group));
  const parts = [
    ...GROUPS.map(([group]) => own.filter((clause) => groupOf(clause) === group)),
    own.filter((clause) => !named.has(groupOf(clause))),
  ];
  return (
    <tr>
      <th scope="row">
        <a href={`${operationPage(operation.id)}#not-reached`}>
          <Words text={operation.title} />
        </a>
      </th>
      {parts.map((clauses, index) => (
        <MapCell
          key={index}
          column={COLUMNS[index]}
          covered={clauses.filter((c) => docs.reached.has(c)).length}
          total={clauses.length}
        />
      ))}
    </tr>
  );
}

interface Reach {
  /** What the cell is about, for screens on which its head is not beside it. */
  readonly column: string | undefined;
  readonly covered: number;
  readonly total: number;
}

function MapCell({ column, covered, total }: Reach): JSX.Element {
  if (total === 0)
    return (
      <td class="number small" data-column={column}>
        none
      </td>
    );
  const reached = covered === total ? "all" : covered === 0 ? "nothing" : "some";
  return (
    <td class={`number reached-${reached}`} data-column={column}>
      {covered} of {total}
    </td>
  );
}
