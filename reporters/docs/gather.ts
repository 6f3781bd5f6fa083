import type { ClauseId, Contract } from "../../src/contract/model.ts";
import { causesByCase } from "../cause-text.ts";
import { inertReport } from "./inert-report.ts";
import { type Docs, type DocsInput, parametersOf } from "./model.ts";

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
  return { ...told, facts, tabled, reached, cases, causes };
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
