import type { ClauseId, Contract } from "../../src/contract/model.ts";
import { causesByCase } from "../cause-text.ts";
import { inertReport } from "./inert-report.ts";
import { type Docs, type DocsInput, operationPage, PROTOCOL, parametersOf } from "./model.ts";

/** The input made ready for the pages, everything that came from a server inert. */
export function gatherDocs({
  contract,
  rules,
  report,
  history = [],
  reportPath = "reports/conformance.json",
}: DocsInput): Docs {
  const facts = factsByParameter(contract);
  const tabled = new Set<ClauseId>([
    ...[...facts].flatMap(([clause, own]) => [clause, ...own]),
    ...contract.operations
      .flatMap(({ codes, testData, conditions }) => [...codes, ...testData, ...conditions])
      .map(({ clause }) => clause),
  ]);
  const reached = new Set(Object.keys(report?.clauseIndex ?? {}));
  const inert = report && inertReport(report);
  const causes = causesByCase(inert ?? { causes: [] });
  const cases = new Map(inert?.cases.map((result) => [result.id, result]));
  const told = { contract, rules, history, reportPath, ...(inert && { report: inert }) };
  const all = inert?.cases ?? [];
  return {
    ...told,
    facts,
    tabled,
    reached,
    cases,
    causes,
    ofOperations: grouped(all, ({ operation }) => [operation]),
    observers: grouped(all, ({ readings }) => readings.map(({ id, observed }) => `${id} ${observed}`)),
    clausesOfPages: clausesByPage(contract),
  };
}

/** A clause belongs to the page of its operation; all others to that of the wire protocol. */
function clausesByPage({ operations, clauses }: Contract): Map<string, ClauseId[]> {
  const pages = new Map(operations.map(({ id }) => [id, operationPage(id)]));
  return grouped([...clauses.keys()], (clause) => [pages.get(clause.split("#")[0] ?? "") ?? PROTOCOL]);
}

function grouped<Item>(
  items: readonly Item[],
  keysOf: (item: Item) => readonly string[],
): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items)
    for (const key of new Set(keysOf(item))) {
      const group = groups.get(key);
      if (group) group.push(item);
      else groups.set(key, [item]);
    }
  return groups;
}

/** A fact is the clause right below a parameter's own that is no parameter itself. */
function factsByParameter(contract: Contract): Map<ClauseId, ClauseId[]> {
  const facts = new Map<ClauseId, ClauseId[]>();
  for (const operation of contract.operations)
    for (const { clause } of parametersOf(operation)) facts.set(clause, []);
  for (const clause of contract.clauses.keys()) {
    if (facts.has(clause)) continue;
    facts.get(clause.slice(0, Math.max(0, clause.lastIndexOf("."))))?.push(clause);
  }
  return facts;
}
