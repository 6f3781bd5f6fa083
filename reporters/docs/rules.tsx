/** @jsxImportSource preact */
import type { JSX } from "preact";
import type { CaseResult, RuleRecord } from "../../src/results/model.ts";
import { nextStep } from "../../src/results/next-step.ts";
import type { Page } from "./layout.tsx";
import { CaseLink, Section, Table } from "./marks.tsx";
import { type Docs, type DocumentedRule, RULES } from "./model.ts";

const STATES: readonly { readonly state: RuleRecord["state"]; readonly title: string }[] = [
  { state: "held", title: "Held" },
  { state: "violated", title: "Violated" },
  { state: "not-applicable", title: "Did not apply" },
  { state: "could-not-run", title: "Could not run" },
];

const LEVELS = [
  ["documented", "The page says so. A violation fails the run."],
  [
    "inferred",
    "It follows from the pages, though none shows this very request. A violation warns, and fails under KONAPLATE_STRICT.",
  ],
  ["observed", "The pages are silent or contradict themselves. It is recorded, never judged."],
] as const;

/** What every answer is held against, and how often it held. */
export function rulesPage(docs: Docs): Page {
  return {
    path: RULES,
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
        <Section id="levels" title="Levels">
          <dl class="facts-list">
            {LEVELS.map(([level, says]) => (
              <>
                <dt>{level}</dt>
                <dd>{says}</dd>
              </>
            ))}
          </dl>
        </Section>
        <Section id="all-rules" title="Rules">
          <Table
            label="Rules"
            head={[
              "Rule",
              "What holds",
              ...(docs.report ? STATES.map(({ title }) => title) : []),
              "When it does not",
            ]}
          >
            {docs.rules.map((rule) => (
              <RuleRow key={rule.id} docs={docs} rule={rule} />
            ))}
          </Table>
        </Section>
      </>
    ),
  };
}

function RuleRow({ docs, rule }: { readonly docs: Docs; readonly rule: DocumentedRule }): JSX.Element {
  const cases = docs.report?.cases ?? [];
  const count = (state: RuleRecord["state"]) => cases.filter((result) => isIn(result, rule.id, state)).length;
  const violated = cases.filter((result) => isIn(result, rule.id, "violated"));
  return (
    <tr id={rule.id}>
      <th scope="row">
        <code>{rule.id}</code>
      </th>
      <td class="prose">{rule.title}</td>
      {docs.report &&
        STATES.map(({ state }) => (
          <td key={state} class="number">
            {count(state)}
          </td>
        ))}
      <td class="prose">
        {nextStep(rule.id)}
        <span class="small cases">
          {violated.map((result) => (
            <CaseLink key={result.id} result={result} />
          ))}
        </span>
      </td>
    </tr>
  );
}

function isIn({ rules }: CaseResult, id: string, state: RuleRecord["state"]): boolean {
  return rules.some((record) => record.rule === id && record.state === state);
}
