/** @jsxImportSource preact */
import type { JSX } from "preact";
import type { Level } from "../../src/contract/expectation.ts";
import type { CaseResult, RuleRecord } from "../../src/results/case-result.ts";
import type { RuleText } from "../../src/results/model.ts";
import type { Page } from "./layout.tsx";
import { CaseLink, DocsSection, Table } from "./marks.tsx";
import { type Docs, RULE_TEXTS } from "./model.ts";

const CASES_LINKED = 6;

const LEVELS = [
  ["documented", "The page says so. A violation fails the run."],
  [
    "inferred",
    "It follows from the pages, though none shows this very request. A violation warns, and fails the run where it is of the family security or KONAPLATE_STRICT is all; KONAPLATE_STRICT=none lets every one warn.",
  ],
  ["observed", "The pages are silent or contradict themselves. It is recorded, never judged."],
] as const;

/** What every answer is held against, and how often it held. */
export function rulesPage(docs: Docs): Page {
  return {
    path: RULE_TEXTS,
    title: "Rules",
    sections: [
      { id: "levels", title: "Levels" },
      { id: "all-rules", title: "Rules" },
    ],
    content: (
      <>
        <div class="opening">
          <h1>Rules</h1>
          <p class="lead">
            Every answer is held against every rule that applies to it, and all violations are collected: the
            first does not hide the rest. A rule that could not run is no pass.
          </p>
        </div>
        <DocsSection id="levels" title="Levels">
          <dl class="facts-list">
            {LEVELS.map(([level, says]) => (
              <>
                <dt>{level}</dt>
                <dd>{says}</dd>
              </>
            ))}
          </dl>
        </DocsSection>
        <DocsSection id="all-rules" title="Rules">
          <Table
            label="Rules"
            head={["Rule", "What holds", ...(docs.report ? ["In this run"] : []), "When it does not"]}
            stack
          >
            {docs.rules.map((rule) => (
              <RuleRow key={rule.id} docs={docs} rule={rule} />
            ))}
          </Table>
        </DocsSection>
      </>
    ),
  };
}

function RuleRow({ docs, rule }: { readonly docs: Docs; readonly rule: RuleText }): JSX.Element {
  return (
    <tr id={rule.id}>
      <th scope="row">
        <code>{rule.id}</code>
      </th>
      <td class="prose">{rule.title}</td>
      {docs.report && (
        <td>
          <RuleCounts cases={docs.report.cases} rule={rule.id} />
        </td>
      )}
      <td class="prose">
        {rule.next}
        {docs.report && <Violating cases={docs.report.cases} rule={rule.id} />}
      </td>
    </tr>
  );
}

interface OfRule {
  readonly cases: readonly CaseResult[];
  readonly rule: string;
}

/** In how many cases a rule held, was violated at which level, did not apply, or could not run. */
function RuleCounts({ cases, rule }: OfRule): JSX.Element {
  const inState = (state: RuleRecord["state"]) => cases.filter((result) => isIn(result, rule, state)).length;
  const atLevel = (level: Level) => cases.filter((result) => weightiest(result, rule) === level).length;
  const lines: readonly (readonly [count: number, words: string, outcome?: CaseResult["outcome"]])[] = [
    [inState("held"), "held"],
    [atLevel("documented"), "violated, documented", "failed"],
    [atLevel("inferred"), "violated, inferred", "warned"],
    [atLevel("observed"), "observed only"],
    [inState("not-applicable"), "did not apply"],
    [inState("could-not-run"), "could not run", "errored"],
  ];
  return (
    <ul class="counts-list">
      {lines
        .filter(([count]) => count > 0)
        .map(([count, words, outcome]) => (
          <li key={words}>
            <span class={outcome && `mark mark-${outcome}`}>
              {count} {words}
            </span>
          </li>
        ))}
    </ul>
  );
}

function Violating({ cases, rule }: OfRule): JSX.Element | null {
  const violated = cases.filter((result) => isIn(result, rule, "violated"));
  if (violated.length === 0) return null;
  return (
    <span class="small cases">
      {violated.slice(0, CASES_LINKED).map((result) => (
        <CaseLink key={result.id} result={result} />
      ))}
      {violated.length > CASES_LINKED && `and ${violated.length - CASES_LINKED} more`}
    </span>
  );
}

function weightiest({ violations }: CaseResult, rule: string): Level | undefined {
  const own = violations.filter((violation) => violation.rule === rule);
  return (["documented", "inferred", "observed"] as const).find((level) =>
    own.some((violation) => violation.level === level),
  );
}

function isIn({ rules }: CaseResult, id: string, state: RuleRecord["state"]): boolean {
  return rules.some((record) => record.rule === id && record.state === state);
}
