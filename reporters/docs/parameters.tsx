/** @jsxImportSource preact */
import type { JSX } from "preact";
import type { ClauseId, Parameter } from "../../src/contract/model.ts";
import { Clause, SourceMark, Table, Words } from "./marks.tsx";
import { clauseAnchor, type Docs, pageOfClause } from "./model.ts";

interface TableOf {
  readonly docs: Docs;
  /** The page that the table stands on: only clauses of this page get their anchor here. */
  readonly page: string;
  readonly label: string;
  readonly parameters: readonly Parameter[];
}

const HEAD = ["Name", "Type", "Constraints", "Meaning"];

/** A table of headers or parameters as a page prints it, members of objects below their object. */
export function ParameterTable({ docs, page, label, parameters }: TableOf): JSX.Element {
  return (
    <Table label={label} head={HEAD} stack>
      {parameters.flatMap((parameter) => rows(docs, page, parameter, 0))}
    </Table>
  );
}

function rows(docs: Docs, page: string, parameter: Parameter, depth: number): JSX.Element[] {
  const anchor = (clause: ClauseId) => anchorOn(docs, page, clause);
  const facts = docs.facts.get(parameter.clause) ?? [];
  const [type, presence] = ["type", "presence"].map((fact) => `${parameter.clause}.${fact}`);
  const constraints = facts.filter((fact) => fact !== type && fact !== presence);
  return [
    <tr key={parameter.clause} id={anchor(parameter.clause)}>
      <th scope="row" class={`field depth-${Math.min(depth, 4)}`}>
        <code>{parameter.name}</code>
        <SourceMark source={parameter.source} />
        <Clause docs={docs} clause={parameter.clause} short={anchor(parameter.clause) !== undefined} />
      </th>
      <td>
        <span class="fact" id={anchor(type ?? "")}>
          {parameter.type}
          {parameter.item !== undefined && <span class="small"> of {parameter.item}</span>}
        </span>
        <span class={`fact presence-${parameter.presence}`} id={anchor(presence ?? "")}>
          {parameter.presence}
        </span>
      </td>
      <td class="facts">
        {constraints.map((fact) => (
          <Fact key={fact} docs={docs} fact={fact} id={anchor(fact)} />
        ))}
      </td>
      <td class="prose">
        <Words text={parameter.meaning} />
      </td>
    </tr>,
    ...parameter.fields.flatMap((field) => rows(docs, page, field, depth + 1)),
  ];
}

function Fact({
  docs,
  fact,
  id,
}: {
  readonly docs: Docs;
  readonly fact: ClauseId;
  readonly id: string | undefined;
}): JSX.Element {
  const says = docs.contract.clauses.get(fact)?.says ?? "";
  const unreached = docs.report !== undefined && !docs.reached.has(fact);
  return (
    <span id={id} class={unreached ? "fact unreached" : "fact"} title={fact}>
      {says}
      {unreached && <span class="small"> · no case reached it</span>}
    </span>
  );
}

/** The anchor of a clause, on its own page only: another page shows the same row without it. */
export function anchorOn(docs: Docs, page: string, clause: ClauseId): string | undefined {
  if (!docs.contract.clauses.has(clause) || pageOfClause(docs.contract, clause) !== page) return undefined;
  return clauseAnchor(docs.contract, clause);
}
