/** @jsxImportSource preact */
import type { JSX } from "preact";
import { controlSummary } from "../../src/results/control-words.ts";
import { exchangeFacts } from "../../src/results/kept-elsewhere.ts";
import type { Report } from "../../src/results/model.ts";
import { outcomeWord } from "../../src/results/outcome-word.ts";
import { verdictWord } from "../../src/results/verdict-word.ts";
import { causeCounts, reasonsBesideCauses } from "../cause-text.ts";
import { ledgerLine } from "../change-text.ts";
import { CauseSection } from "./causes.tsx";
import { ContractCoverage } from "./coverage.tsx";
import type { Page } from "./layout.tsx";
import { DocsSection, OUTCOMES, SIGNS, Table } from "./marks.tsx";
import { Operations } from "./matrix.tsx";
import { CONTRADICTIONS, type Docs, LEDGER, OVERVIEW } from "./model.ts";
import { NotPassed } from "./not-passed.tsx";
import { ResponseTimes } from "./times.tsx";
import { Trend } from "./trend.tsx";

/** The verdict in one look, and from there the way to everything else. */
export function overviewPage(docs: Docs): Page {
  const { report, history = [] } = docs;
  if (!report) {
    return {
      path: OVERVIEW,
      title: "Overview",
      sections: [],
      content: (
        <>
          <ContractOnly docs={docs} />
          <Operations docs={docs} />
        </>
      ),
    };
  }
  const troubled = report.cases.filter(({ outcome }) => outcome !== "passed");
  return {
    path: OVERVIEW,
    title: "Overview",
    ...(report.causes.length > 0 && { trouble: { id: "causes", title: "the causes" } }),
    sections: [
      ...(report.causes.length > 0 ? [{ id: "causes", title: "Causes" }] : []),
      { id: "operations", title: "Operations by scenario" },
      ...(troubled.length > 0 ? [{ id: "not-passed", title: "What did not pass" }] : []),
      { id: "coverage", title: "Coverage of the contract" },
      ...(report.cases.some((result) => exchangeFacts(result).some(({ status }) => status !== undefined))
        ? [{ id: "times", title: "Response times" }]
        : []),
      ...(history.length > 1 ? [{ id: "trend", title: "The last runs" }] : []),
      ...(report.deviations.length > 0 ? [{ id: "deviations", title: "Known deviations" }] : []),
      { id: "open-questions", title: "Contradictions" },
    ],
    content: (
      <>
        <Verdict report={report} />
        {report.causes.length > 0 && <CauseSection report={report} />}
        <Operations docs={docs} />
        {troubled.length > 0 && <NotPassed docs={docs} cases={troubled} />}
        <ContractCoverage docs={docs} report={report} />
        <ResponseTimes report={report} />
        {history.length > 1 && <Trend history={history} />}
        {report.deviations.length > 0 && <Deviations report={report} />}
        <OpenQuestions docs={docs} report={report} />
      </>
    ),
  };
}

function ContractOnly({ docs }: { readonly docs: Docs }): JSX.Element {
  const { operations, clauses, readings } = docs.contract;
  return (
    <div class="hero hero-contract">
      <h1>What the contract says</h1>
      <p class="lead">
        No run is shown: this is the contract alone, {operations.length} operations in {clauses.size} clauses
        with {readings.length} contradictions. <code>npx konaplate run</code> adds what a server did.
      </p>
    </div>
  );
}

function verdictSays({ verdict, totals, causes, shard, traffic }: Report): string {
  if (verdict === "conformant")
    return traffic
      ? "Nothing in the recorded traffic is against the documents."
      : `Every documented case${shard ? " of this part of a run" : ""} passed, or is declared with a reason.`;
  if (verdict === "incomplete") return "Nothing failed, yet the evidence does not suffice.";
  if (totals.failed === 0) return "A deviation that was declared has expired, or is no longer seen.";
  const failing = causes.filter(({ effect }) => effect === "fails").map(({ of }) => of);
  const sides = ["server", "client"].filter((side) => failing.some((of) => of === side));
  const who = sides.length === 2 ? "server and the client do" : `${sides[0] ?? "server"} does`;
  return `The ${who} what the documents do not allow.`;
}

function Verdict({ report }: { readonly report: Report }): JSX.Element {
  const { verdict, target, cases, suite, startedAt, durationMs } = report;
  const { resting, without } = controlSummary(report);
  const reasons = reasonsBesideCauses(report);
  const counts = causeCounts(report);
  return (
    <div class={`hero hero-${verdict}`}>
      <p class="eyebrow">Conformance of {target.environment}</p>
      <h1>{verdictWord(report)}</h1>
      <p class="lead">{verdictSays(report)}</p>
      {counts !== "" && <p class="counts">{counts}.</p>}
      <Totals report={report} />
      {reasons.length > 0 && (
        <ul class="reasons">
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
      <LeftBehind report={report} />
      <dl class="run-facts">
        <Fact name="Target" value={target.baseUrl} />
        <Fact name="Begun" value={startedAt} />
        <Fact name="Took" value={`${(durationMs / 1000).toFixed(1)} s`} />
        <Fact name="Cases" value={String(cases.length)} />
        {resting > 0 && (
          <Fact name="Refusals with a control" value={`${resting - without.length} of ${resting}`} />
        )}
        <Fact name="Seed" value={suite.seed} />
        <Fact name="Strict" value={report.strict} />
        <Fact name="Suite" value={suite.version} />
        <Fact name="Contract" value={suite.contractDigest.slice(0, 16)} />
      </dl>
    </div>
  );
}

/** A tile for each outcome; it leads to its cases, and the page's script narrows the list to them. */
function Totals({ report: { totals } }: { readonly report: Report }): JSX.Element {
  return (
    <ul class="totals">
      {OUTCOMES.map(({ outcome, total }) => {
        const count = totals[total];
        const words = (
          <>
            <span class="total-count">{count}</span>
            <span>
              <span aria-hidden="true">{SIGNS[outcome]}</span> {outcomeWord(outcome)}
            </span>
          </>
        );
        const isPassed = outcome === "passed";
        return (
          <li key={outcome} class={`total mark-${count === 0 ? "none" : outcome}`}>
            {count === 0 ? (
              words
            ) : (
              <a
                href={isPassed ? "#operations" : "#not-passed"}
                data-choose={isPassed ? undefined : outcome}
                data-of={isPassed ? undefined : "not-passed"}
              >
                {words}
              </a>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function LeftBehind({ report }: { readonly report: Report }): JSX.Element | null {
  const line = ledgerLine(report);
  if (line === undefined) return null;
  return (
    <p>
      {line} <a href={LEDGER}>The ledger</a>
    </p>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Deviations({ report }: { readonly report: Report }): JSX.Element {
  return (
    <DocsSection id="deviations" title="Known deviations">
      <Table label="Known deviations" head={["Deviation", "Case", "Rule", "Owner", "Until", "State"]}>
        {report.deviations.map((deviation) => (
          <tr key={deviation.id}>
            <th scope="row">{deviation.id}</th>
            <td>{deviation.case}</td>
            <td>{deviation.rule}</td>
            <td>{deviation.owner}</td>
            <td>{deviation.expires}</td>
            <td>{deviation.state}</td>
          </tr>
        ))}
      </Table>
    </DocsSection>
  );
}

function OpenQuestions({ docs, report }: { readonly docs: Docs; readonly report: Report }): JSX.Element {
  const settled = new Set(report.readings.filter(({ observed }) => observed !== "").map(({ id }) => id));
  return (
    <DocsSection id="open-questions" title="Contradictions of the documents">
      <p>
        The documents contradict themselves, or leave a question open, in {docs.contract.readings.length}{" "}
        places; for {settled.size} of them this run saw what the server does.{" "}
        <a href={CONTRADICTIONS}>All of them</a>
      </p>
    </DocsSection>
  );
}
