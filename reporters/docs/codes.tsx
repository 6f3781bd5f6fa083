/** @jsxImportSource preact */
import type { JSX } from "preact";
import type { Condition, Operation } from "../../src/contract/model.ts";
import { Cases } from "./clause-list.tsx";
import { Clause, Table, Words } from "./marks.tsx";
import { type Docs, operationPage } from "./model.ts";
import { anchorOn } from "./parameters.tsx";

interface Of {
  readonly docs: Docs;
  readonly operation: Operation;
}

export function CodeTable({ docs, operation }: Of): JSX.Element {
  const page = operationPage(operation.id);
  return (
    <Table label="Codes and messages" head={["Status", "Code", "Message", "Meaning", "Cases"]} stack>
      {operation.codes.map(({ code, clause, status, message, description }) => (
        <tr key={clause} id={anchorOn(docs, page, clause)}>
          <td class="number">{status}</td>
          <th scope="row">
            <code class="code-id">{code}</code>
            <Clause docs={docs} clause={clause} short />
          </th>
          <td class="prose">
            <Words text={message} />
          </td>
          <td class="prose">
            <Words text={description} />
          </td>
          <td>
            {docs.report && (
              <Cases docs={docs} ids={docs.report.clauseIndex[clause] ?? []} on={operation.id} />
            )}
          </td>
        </tr>
      ))}
    </Table>
  );
}

export function TestDataTable({ docs, operation }: Of): JSX.Element {
  const page = operationPage(operation.id);
  if (operation.testData.length === 0) return <p class="note">The page lists none.</p>;
  return (
    <Table label="Test data of the page" head={["Status", "Title", "Cases"]} stack>
      {operation.testData.map(({ clause, status, title }) => (
        <tr key={clause} id={anchorOn(docs, page, clause)}>
          <td class="number">{status}</td>
          <td class="prose">
            <Words text={title} /> <Clause docs={docs} clause={clause} short />
          </td>
          <td>
            {docs.report && (
              <Cases docs={docs} ids={docs.report.clauseIndex[clause] ?? []} on={operation.id} />
            )}
          </td>
        </tr>
      ))}
    </Table>
  );
}

export function ConditionList({
  docs,
  conditions,
}: {
  readonly docs: Docs;
  readonly conditions: readonly Condition[];
}): JSX.Element | null {
  if (conditions.length === 0) return null;
  return (
    <ul class="conditions">
      {conditions.map(({ clause, text, notObservable }) => (
        <li key={clause} id={clause.slice(clause.indexOf("#") + 1)}>
          <Words text={text} /> <Clause docs={docs} clause={clause} short />
          {notObservable !== undefined && (
            <small>
              {" "}
              A client cannot see whether it holds: <Words text={notObservable} />
            </small>
          )}
        </li>
      ))}
    </ul>
  );
}
