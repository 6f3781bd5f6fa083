/** @jsxImportSource preact */
import type { JSX } from "preact";
import type { Level } from "../../src/contract/expectation.ts";
import type { CaseResult, RuleRecord, Violation } from "../../src/results/case-result.ts";
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
  const tallies = talliesOf(docs.report?.cases ?? []);
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
              <RuleRow key={rule.id} docs={docs} rule={rule} tally={tallies.get(rule.id)} />
            ))}
          </Table>
        </DocsSection>
      </>
    ),
  };
}

interface OfRule {
  readonly docs: Docs;
  readonly rule: RuleText;
  readonly tally: Tally | undefined;
}

function RuleRow({ docs, rule, tally }: OfRule): JSX.Element {
  return (
    <tr id={rule.id}>
      <th scope="row">
        <code>{rule.id}</code>
      </th>
      <td class="prose">{rule.title}</td>
      {docs.report && (
        <td>
          <RuleCounts tally={tally ?? newTally()} />
        </td>
      )}
      <td class="prose">
        {rule.next}
        {tally && <Violating cases={tally.violating} />}
      </td>
    </tr>
  );
}

/** In how many cases of a run a rule held, was violated at which level, did not apply, or could not run. */
interface Tally {
  readonly states: Record<RuleRecord["state"], number>;
  readonly levels: Record<Level, number>;
  readonly violating: CaseResult[];
}

function newTally(): Tally {
  return {
    states: { held: 0, violated: 0, "not-applicable": 0, "could-not-run": 0 },
    levels: { documented: 0, inferred: 0, observed: 0 },
    violating: [],
  };
}

function talliesOf(cases: readonly CaseResult[]): ReadonlyMap<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const result of cases) {
    const { rules, violations } = result;
    for (const { rule, state } of rules) {
      const tally = tallies.get(rule) ?? newTally();
      tallies.set(rule, tally);
      tally.states[state] += 1;
      if (state !== "violated") continue;
      tally.violating.push(result);
      const level = weightiest(violations, rule);
      if (level !== undefined) tally.levels[level] += 1;
    }
  }
  return tallies;
}

function RuleCounts({ tally: { states, levels } }: { readonly tally: Tally }): JSX.Element {
  const lines: readonly (readonly [count: number, words: string, outcome?: CaseResult["outcome"]])[] = [
    [states.held, "held"],
    [levels.documented, "violated, documented", "failed"],
    [levels.inferred, "violated, inferred", "warned"],
    [levels.observed, "observed only"],
    [states["not-applicable"], "did not apply"],
    [states["could-not-run"], "could not run", "errored"],
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

function Violating({ cases }: { readonly cases: readonly CaseResult[] }): JSX.Element | null {
  if (cases.length === 0) return null;
  return (
    <span class="small cases">
      {cases.slice(0, CASES_LINKED).map((result) => (
        <CaseLink key={result.id} result={result} />
      ))}
      {cases.length > CASES_LINKED && `and ${cases.length - CASES_LINKED} more`}
    </span>
  );
}

function weightiest(violations: readonly Violation[], rule: string): Level | undefined {
  const own = violations.filter((violation) => violation.rule === rule);
  return (["documented", "inferred", "observed"] as const).find((level) =>
    own.some((violation) => violation.level === level),
  );
}
