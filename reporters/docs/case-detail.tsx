/** @jsxImportSource preact */
import type { JSX } from "preact";
import type { CaseResult, Violation } from "../../src/results/case-result.ts";
import { restsOn } from "../../src/results/control-words.ts";
import { hintOf } from "../../src/results/hint.ts";
import { exchangeFacts } from "../../src/results/kept-elsewhere.ts";
import { nextStep } from "../../src/results/next-step.ts";
import { repeatOf } from "../../src/results/repeat-command.ts";
import { expectedText, observedText } from "../../src/results/violation-text.ts";
import { causeTitle } from "../cause-text.ts";
import { Copied, Exchange } from "./exchange.tsx";
import { Clause, OutcomeMark, Words } from "./marks.tsx";
import { caseAnchor, causeHref, type Docs, exchangeFile } from "./model.ts";

/** Cases of a page that are unfolded from the start, with what travelled in the page itself. */
const UNFOLDED = 3;

/**
 * All that is known of the cases of an operation. The first that failed or broke are unfolded; what travelled in the others is
 * loaded when a reader unfolds one, so that a page does not grow with what few people look at.
 */
export function CaseDetails({
  docs,
  cases,
}: {
  readonly docs: Docs;
  readonly cases: readonly CaseResult[];
}): JSX.Element {
  const troubled = cases.filter(({ outcome }) => outcome === "failed" || outcome === "errored");
  const unfolded = new Set(troubled.slice(0, UNFOLDED));
  return (
    <>
      {cases.map((result) => (
        <CaseDetail key={result.id} docs={docs} result={result} isUnfolded={unfolded.has(result)} />
      ))}
    </>
  );
}

function CaseDetail({
  docs,
  result,
  isUnfolded,
}: {
  readonly docs: Docs;
  readonly result: CaseResult;
  readonly isUnfolded: boolean;
}): JSX.Element {
  return (
    <details id={caseAnchor(result)} class={`case case-${result.outcome}`} open={isUnfolded}>
      <summary>
        <OutcomeMark outcome={result.outcome} />
        <span class="case-title">
          <Words text={result.title} />
        </span>
        <code class="case-id">{result.id}</code>
      </summary>
      <CaseFacts docs={docs} result={result} />
      {result.violations.map((violation, index) => (
        <ViolationDetail key={index} docs={docs} violation={violation} result={result} />
      ))}
      {docs.report && (
        <Copied
          label="Runs this case again"
          text={repeatOf(result, { ...docs.report, seed: docs.report.suite.seed })}
        />
      )}
      {result.readings.map(({ id, observed }) => (
        <p key={id + observed} class="note">
          Bears on reading <a href={`contradictions.html#${encodeURIComponent(id)}`}>{id}</a>: {observed}
        </p>
      ))}
      {isUnfolded
        ? result.exchanges.map((exchange, index) => <Exchange key={index} exchange={exchange} />)
        : exchangeFacts(result).length > 0 && <ExchangesElsewhere result={result} />}
    </details>
  );
}

/** Where what travelled in a case is loaded from; the page's script puts it in place of this. */
function ExchangesElsewhere({ result }: { readonly result: CaseResult }): JSX.Element {
  const count = exchangeFacts(result).length;
  return (
    <p class="note" data-exchanges={caseAnchor(result)} data-file={exchangeFile(result.operation)}>
      {count === 1 ? "What travelled stands" : `The ${count} exchanges stand`} in{" "}
      <code>{exchangeFile(result.operation)}</code>, which a browser with JavaScript loads here, and in{" "}
      <code>conformance.json</code>.
    </p>
  );
}

function CaseFacts({ docs, result }: { readonly docs: Docs; readonly result: CaseResult }): JSX.Element {
  const rests = restsOn(result);
  const unsettled = result.rules.filter(({ state }) => state === "could-not-run");
  const { status, code } = result.expected;
  const causes = docs.causes.get(result.id) ?? [];
  return (
    <dl class="facts-list">
      {causes.length > 0 && (
        <>
          <dt>{causes.length === 1 ? "Cause" : "Causes"}</dt>
          <dd>
            {causes.map((cause) => (
              <a key={cause.id} class="cause-link" href={causeHref(cause)}>
                {causeTitle(cause)}
              </a>
            ))}
          </dd>
        </>
      )}
      {(status !== null || code !== null) && (
        <>
          <dt>{result.kind === "documented" ? "Documented" : "Foreseen"}</dt>
          <dd>
            <Words text={expectedText(result.expected)} />
          </dd>
        </>
      )}
      <dt>Came</dt>
      <dd>
        <Words text={observedText(result.observed)} />
      </dd>
      {result.reason !== undefined && (
        <>
          <dt>Reason</dt>
          <dd>{result.reason}</dd>
        </>
      )}
      {rests !== undefined && (
        <>
          <dt>Rests on</dt>
          <dd>{rests}</dd>
        </>
      )}
      <dt>Kind</dt>
      <dd>
        {result.kind}, {result.level} level{result.destructive ? ", destructive" : ""}; {result.attempts}{" "}
        {result.attempts === 1 ? "request" : "requests"}; {result.durationMs} ms
      </dd>
      <dt>Stands at</dt>
      <dd>
        <code>
          {result.source.file}:{result.source.line}
        </code>
      </dd>
      {unsettled.length > 0 && (
        <>
          <dt>Not checked</dt>
          <dd>{unsettled.map(({ rule, reason }) => `${rule}: ${reason ?? "no reason"}`).join("; ")}</dd>
        </>
      )}
    </dl>
  );
}

function ViolationDetail({
  docs,
  violation,
  result,
}: {
  readonly docs: Docs;
  readonly violation: Violation;
  readonly result: CaseResult;
}): JSX.Element {
  const { rule, level, where, documented, actual, clause, reading, deviation, exchange, family } = violation;
  const shows = result.exchanges.find(({ label }) => label === exchange) ?? result.exchanges.at(-1);
  const hint = hintOf(violation, shows);
  return (
    <div class={`violation violation-${level}`}>
      <p class="violation-title">
        <a href={`rules.html#${encodeURIComponent(rule)}`}>{rule}</a> at <code>{where}</code>{" "}
        <span class="tag">{level}</span>
        {family !== undefined && <span class="tag tag-security">{family}</span>}
        {deviation !== undefined && <span class="tag">known deviation {deviation}</span>}
      </p>
      <dl class="facts-list">
        <dt>Expected</dt>
        <dd>
          <Words text={documented} /> <Clause docs={docs} clause={clause} />
          {reading !== undefined && (
            <>
              {" "}
              by reading <a href={`contradictions.html#${encodeURIComponent(reading)}`}>{reading}</a>
            </>
          )}
        </dd>
        <dt>Came</dt>
        <dd>
          <Words text={actual} />
        </dd>
        <dt>Next</dt>
        <dd>
          {hint === undefined ? "" : `${hint} `}
          {nextStep(rule, docs.rules)}
        </dd>
      </dl>
    </div>
  );
}
