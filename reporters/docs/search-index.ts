import type { Parameter } from "../../src/contract/model.ts";
import {
  CAUSES,
  CONTRADICTIONS,
  caseHref,
  causeHref,
  clauseHref,
  type Docs,
  LEDGER,
  OVERVIEW,
  operationPage,
  PROTOCOL,
  RULE_TEXTS,
  withNested,
} from "./model.ts";

/** A place of the documentation and the words by which it is found. */
export interface Findable {
  readonly kind: string;
  readonly title: string;
  /** What the place belongs to. */
  readonly of: string;
  readonly href: string;
  readonly words: string;
}

/** Everything that has a name: pages, operations, codes, fields, scenarios, contradictions, rules. */
function searchIndex(docs: Docs): Findable[] {
  const { contract, rules, report } = docs;
  return [
    found("page", "Overview", "", OVERVIEW, "verdict totals coverage"),
    found("page", "Wire protocol", "", PROTOCOL, "token encryption headers jwe hmac"),
    found("page", "Contradictions", "", CONTRADICTIONS, "readings"),
    found("page", "Rules", "", RULE_TEXTS, "checks"),
    ...(report
      ? [
          found("page", "Causes", "", CAUSES, "violations failures warnings"),
          found("page", "Ledger", "", LEDGER, "changed created left"),
        ]
      : []),
    ...(report?.causes ?? []).map((cause) =>
      found("cause", cause.title, cause.id, causeHref(cause), cause.rules.join(" ")),
    ),
    ...contract.operations.flatMap((operation) => {
      const { id, title, summary, path, request, response, codes, testData } = operation;
      const field = (parameter: Parameter) =>
        found("field", parameter.name, title, clauseHref(contract, parameter.clause), parameter.meaning);
      return [
        found("operation", title, id, operationPage(id), `${summary} ${path}`),
        ...codes.map(({ code, clause, message, description }) =>
          found("code", `${code} ${message}`, title, clauseHref(contract, clause), `${description} ${id}`),
        ),
        ...[...request, ...response].flatMap(withNested).map(field),
        ...testData.map((entry) =>
          found("test data", entry.title, title, clauseHref(contract, entry.clause), id),
        ),
      ];
    }),
    ...sharedHeaders(docs),
    ...contract.readings.map(({ id, question, taken }) =>
      found("contradiction", question, id, `${CONTRADICTIONS}#${encodeURIComponent(id)}`, taken),
    ),
    ...rules.map(({ id, title }) => found("rule", id, "", `${RULE_TEXTS}#${encodeURIComponent(id)}`, title)),
    ...(report?.cases ?? []).map((result) =>
      found(
        "case",
        result.title,
        result.id,
        caseHref(result),
        `${result.outcome} ${result.observed.code ?? ""}`,
      ),
    ),
  ];
}

/** The index as a script, for pages that are opened from disk may load scripts and nothing else. */
export function searchScript(docs: Docs): string {
  const json = JSON.stringify(searchIndex(docs)).replaceAll("<", "\\u003c");
  return `globalThis.SEARCH_INDEX = ${json};\n`;
}

function sharedHeaders({ contract }: Docs): Findable[] {
  const headers = contract.operations.flatMap((o) => [...o.requestHeaders, ...o.responseHeaders]);
  const unique = new Map(headers.map((header) => [header.clause, header]));
  return [...unique.values()].map(({ name, clause, meaning }) =>
    found("header", name, clause.split("#")[0] ?? "", clauseHref(contract, clause), meaning),
  );
}

function found(kind: string, title: string, of: string, href: string, words: string): Findable {
  return { kind, title, of, href, words };
}
