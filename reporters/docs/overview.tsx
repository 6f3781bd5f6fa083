/** @jsxImportSource preact */
import type { JSX } from "preact";
import { controlSummary } from "../../src/results/control-words.ts";
import type { CaseResult, Outcome, Report } from "../../src/results/model.ts";
import { outcomeWord } from "../../src/results/outcome-word.ts";
import { ledgerCells, ledgerLine } from "../change-text.ts";
import type { Page } from "./layout.tsx";
import { CaseLink, OutcomeMark, Section, SIGNS, Table } from "./marks.tsx";
import { Operations, OUTCOMES } from "./matrix.tsx";
import { CONTRADICTIONS, type Docs, OVERVIEW } from "./model.ts";

const TROUBLES_SHOWN = 100;
const CASES_NAMED = 5;

/** The verdict in one look, and from there the way to everything else. */
export function overviewPage(docs: Docs): Page {
  const { report } = docs;
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
    sections: [
      { id: "operations", title: "Operations by scenario" },
      ...(troubled.length > 0 ? [{ id: "not-passed", title: "What did not pass" }] : []),
      { id: "coverage", title: "Coverage of the contract" },
      ...(report.ledger.length > 0 ? [{ id: "ledger", title: "Ledger" }] : []),
      ...(report.deviations.length > 0 ? [{ id: "deviations", title: "Known deviations" }] : []),
      { id: "open-questions", title: "Contradictions" },
    ],
    content: (
      <>
        <Verdict report={report} />
        <Operations docs={docs} />
        {troubled.length > 0 && <NotPassed cases={troubled} />}
        <Coverage report={report} />
        {report.ledger.length > 0 && <Ledger report={report} />}
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

function verdictSays({ verdict, totals }: Report): string {
  if (verdict === "conformant") return "Every documented case passed, or is declared with a reason.";
  if (verdict === "incomplete") return "Nothing failed, yet the evidence does not suffice.";
  return totals.failed > 0
    ? "The server does what the documents do not allow."
    : "A deviation that was declared has expired, or is no longer seen.";
}

function Verdict({ report }: { readonly report: Report }): JSX.Element {
  const { verdict, target, totals, cases, suite, reasons, startedAt, durationMs } = report;
  const { resting, without } = controlSummary(report);
  return (
    <div class={`hero hero-${verdict}`}>
      <p class="eyebrow">Conformance of {target.environment}</p>
      <h1>{verdict}</h1>
      <p class="lead">{verdictSays(report)}</p>
      <ul class="totals">
        {OUTCOMES.map(({ outcome, total }) => (
          <li key={outcome} class={`total mark-${totals[total] === 0 ? "none" : outcome}`}>
            <span class="total-count">{totals[total]}</span>
            <span>
              <span aria-hidden="true">{SIGNS[outcome]}</span> {outcomeWord(outcome)}
            </span>
          </li>
        ))}
      </ul>
      {reasons.length > 0 && (
        <ul class="reasons">
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
      <dl class="run-facts">
        <Fact name="Target" value={target.baseUrl} />
        <Fact name="Begun" value={startedAt} />
        <Fact name="Took" value={`${(durationMs / 1000).toFixed(1)} s`} />
        <Fact name="Cases" value={String(cases.length)} />
        {resting > 0 && (
          <Fact name="Refusals with a control" value={`${resting - without.length} of ${resting}`} />
        )}
        <Fact name="Seed" value={suite.seed} />
        <Fact name="Suite" value={suite.version} />
        <Fact name="Contract" value={suite.contractDigest.slice(0, 16)} />
      </dl>
    </div>
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

/** Cases with something to tell one by one; those that were not exercised by their reasons. */
function NotPassed({ cases }: { readonly cases: readonly CaseResult[] }): JSX.Element {
  const weight: readonly Outcome[] = ["failed", "errored", "warned"];
  const sorted = weight.flatMap((outcome) => cases.filter((result) => result.outcome === outcome));
  const left = cases.filter(({ outcome }) => outcome === "not-exercised");
  const reasons = new Set(left.map(({ reason }) => reason));
  return (
    <Section id="not-passed" title="What did not pass">
      <Table label="Cases that did not pass" head={["Outcome", "Case", "Why"]}>
        {sorted.slice(0, TROUBLES_SHOWN).map((result) => (
          <Trouble key={result.id} cases={[result]} why={whyText(result)} />
        ))}
        {[...reasons].map((reason) => (
          <Trouble
            key={reason}
            cases={left.filter((result) => result.reason === reason)}
            why={reason ?? "no reason was given"}
          />
        ))}
      </Table>
      {sorted.length > TROUBLES_SHOWN && (
        <p class="note">{sorted.length - TROUBLES_SHOWN} more stand on the pages of their operations.</p>
      )}
    </Section>
  );
}

function Trouble({
  cases,
  why,
}: {
  readonly cases: readonly CaseResult[];
  readonly why: string;
}): JSX.Element {
  const outcome = cases[0]?.outcome ?? "not-exercised";
  return (
    <tr>
      <td>
        <OutcomeMark outcome={outcome} />
      </td>
      <td class="cases">
        {cases.slice(0, CASES_NAMED).map((result) => (
          <CaseLink key={result.id} result={result} />
        ))}
        {cases.length > CASES_NAMED && `and ${cases.length - CASES_NAMED} more`}
      </td>
      <td class="prose">{why}</td>
    </tr>
  );
}

/** What the run left on its target, and what puts it right. */
function Ledger({ report }: { readonly report: Report }): JSX.Element {
  const left = report.ledger.filter(({ state }) => state === "left");
  return (
    <Section id="ledger" title="Ledger" note={ledgerLine(report)}>
      {left.length > 0 && (
        <Table label="What is left on the target" head={["What", "Thing", "By", "What puts it right"]}>
          {left.map((entry) => (
            <tr key={`${entry.at} ${entry.correlationId}`}>
              {ledgerCells(entry).map((cell) => (
                <td key={cell} class="prose">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </Table>
      )}
    </Section>
  );
}

function whyText({ violations, reason }: CaseResult): string {
  const [first] = violations;
  if (!first) return reason ?? "no reason was given";
  const more = violations.length > 1 ? ` (and ${violations.length - 1} more)` : "";
  return `${first.rule} at ${first.where}: ${first.message}${more}`;
}

const COVERED: Readonly<Record<keyof Report["coverage"], string>> = {
  operations: "Operations",
  codes: "Codes",
  titles: "Test-data titles",
  requestFields: "Request fields",
  responseFields: "Response fields",
  headers: "Headers",
  clauses: "Clauses",
};

function Coverage({ report }: { readonly report: Report }): JSX.Element {
  return (
    <Section
      id="coverage"
      title="Coverage of the contract"
      note="Reached by a case that was exercised. What is missing stands on the page that it belongs to."
    >
      <ul class="meters">
        {Object.entries(COVERED).map(([name, title]) => {
          const { covered, total } = report.coverage[name as keyof typeof COVERED];
          return (
            <li key={name}>
              <span id={`meter-${name}`}>{title}</span>
              <meter min={0} max={Math.max(total, 1)} value={covered} aria-labelledby={`meter-${name}`} />
              <span class="small">
                {covered} of {total}
              </span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

function Deviations({ report }: { readonly report: Report }): JSX.Element {
  return (
    <Section id="deviations" title="Known deviations">
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
    </Section>
  );
}

function OpenQuestions({ docs, report }: { readonly docs: Docs; readonly report: Report }): JSX.Element {
  const settled = new Set(report.readings.filter(({ observed }) => observed !== "").map(({ id }) => id));
  return (
    <Section id="open-questions" title="Contradictions of the documents">
      <p>
        The documents contradict themselves, or leave a question open, in {docs.contract.readings.length}{" "}
        places; for {settled.size} of them this run saw what the server does.{" "}
        <a href={CONTRADICTIONS}>All of them</a>
      </p>
    </Section>
  );
}
