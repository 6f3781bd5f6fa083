import type { ClauseId, Contract, Operation, Parameter } from "../../src/contract/model.ts";
import type { CaseResult } from "../../src/results/case-result.ts";
import type { Cause } from "../../src/results/cause.ts";
import type { PastRun } from "../../src/results/history.ts";
import type { Report, RuleText } from "../../src/results/model.ts";

/** What the documentation is made from: the contract alone, or with what one run saw. */
export interface DocsInput {
  readonly contract: Contract;
  /** Every rule that answers are held against. */
  readonly rules: readonly RuleText[];
  readonly report?: Report;
  /** The runs whose reports went to the same folder, the oldest first; the one that is shown among them. */
  readonly history?: readonly PastRun[];
  /** The report's conformance.json as it is named in commands. */
  readonly reportPath?: string;
}

/** The input with what the pages look up again and again. */
export interface Docs extends DocsInput {
  readonly reportPath: string;
  /** The facts of a parameter's row, each a clause of its own: `….length`, `….presence`. */
  readonly facts: ReadonlyMap<ClauseId, readonly ClauseId[]>;
  /** Clauses that have a place in a table; every other stands in its page's list of clauses. */
  readonly tabled: ReadonlySet<ClauseId>;
  readonly reached: ReadonlySet<ClauseId>;
  /** The cases of the run by their operations. */
  readonly ofOperations: ReadonlyMap<string, readonly CaseResult[]>;
  /** The cases that saw the server follow something, by `reading observed`. */
  readonly observers: ReadonlyMap<string, readonly CaseResult[]>;
  /** The clauses of a page, in the order of the contract. */
  readonly clausesOfPages: ReadonlyMap<string, readonly ClauseId[]>;
  /** The cases of the run by their ids. */
  readonly cases: ReadonlyMap<string, CaseResult>;
  /** The causes that a case shows, by its id. */
  readonly causes: ReadonlyMap<string, readonly Cause[]>;
}

export const OVERVIEW = "index.html";
export const PROTOCOL = "wire-protocol.html";
export const CONTRADICTIONS = "contradictions.html";
export const RULE_TEXTS = "rules.html";
export const CAUSES = "causes.html";
export const LEDGER = "ledger.html";

export function operationPage(operation: string): string {
  return `operation-${operation}.html`;
}

/** What travelled in the cases of an operation, which its page loads when somebody unfolds one. */
export function exchangeFile(operation: string): string {
  return `assets/exchanges-${operation}.js`;
}

/** The page on which a clause stands; clauses of no operation are those of the wire protocol. */
export function pageOfClause(contract: Contract, clause: ClauseId): string {
  const [file = ""] = clause.split("#");
  return contract.operations.some(({ id }) => id === file) ? operationPage(file) : PROTOCOL;
}

/** The element id of a clause on its page: its path, after the file's name for files that share the page. */
export function clauseAnchor(contract: Contract, clause: ClauseId): string {
  const path = clause.slice(clause.indexOf("#") + 1);
  return pageOfClause(contract, clause) === PROTOCOL ? clause.replace("#", ".") : path;
}

export function clauseHref(contract: Contract, clause: ClauseId): string {
  return `${pageOfClause(contract, clause)}#${encodeURIComponent(clauseAnchor(contract, clause))}`;
}

/** The name of a case within its operation. */
export function caseName({ id, operation }: Pick<CaseResult, "id" | "operation">): string {
  return id.startsWith(`${operation}/`) ? id.slice(operation.length + 1) : id;
}

export function caseAnchor(result: Pick<CaseResult, "id" | "operation">): string {
  return `case-${caseName(result).replaceAll(/\s/g, "-")}`;
}

export function causeHref({ id }: Pick<Cause, "id">): string {
  return `${CAUSES}#${encodeURIComponent(id)}`;
}

export function caseHref(result: Pick<CaseResult, "id" | "operation">): string {
  return `${operationPage(result.operation)}#${encodeURIComponent(caseAnchor(result))}`;
}

/** Cases that are shown with all that is known of them; of the others, a row says how they ended. */
export function isToldInFull({ kind, outcome }: CaseResult): boolean {
  return kind === "documented" || (outcome !== "passed" && outcome !== "not-exercised");
}

export function casesOf({ ofOperations }: Docs, operation: string): readonly CaseResult[] {
  return ofOperations.get(operation) ?? [];
}

export function parametersOf(operation: Operation): readonly Parameter[] {
  const { requestHeaders, responseHeaders, request, response } = operation;
  return [...requestHeaders, ...responseHeaders, ...request, ...response].flatMap(withNested);
}

export function withNested(parameter: Parameter): Parameter[] {
  return [parameter, ...parameter.fields.flatMap(withNested)];
}

/** The name by which an operation is called in running text. */
export function nameOf(operation: Pick<Operation, "title" | "id">): string {
  return `${operation.title} (${operation.id})`;
}
