/** @jsxImportSource preact */
import type { JSX } from "preact";
import { restsOn } from "../../src/results/control-words.ts";
import { hintOf } from "../../src/results/hint.ts";
import type { CaseResult, Violation } from "../../src/results/model.ts";
import { nextStep } from "../../src/results/next-step.ts";
import { repeatCommand } from "../../src/results/repeat-command.ts";
import { expectedText, observedText } from "../../src/results/violation-text.ts";
import { causeTitle } from "../cause-text.ts";
import { Copied, Exchange } from "./exchange.tsx";
import { Clause, OutcomeMark, Words } from "./marks.tsx";
import { caseAnchor, causeHref, type Docs } from "./model.ts";

/** All that is known of a case; open from the start where it did not simply pass. */
export function CaseDetail({
  docs,
  result,
}: {
  readonly docs: Docs;
  readonly result: CaseResult;
}): JSX.Element {
  const isTroubled = result.outcome === "failed" || result.outcome === "errored";
  return (
    <details id={caseAnchor(result)} class={`case case-${result.outcome}`} open={isTroubled}>
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
        <Copied label="Runs this case again" text={repeatCommand(result.id, docs.report.suite.seed)} />
      )}
      {result.readings.map(({ id, observed }) => (
        <p key={id + observed} class="note">
          Bears on reading <a href={`contradictions.html#${encodeURIComponent(id)}`}>{id}</a>: {observed}
        </p>
      ))}
      {result.exchanges.map((exchange, index) => (
        <Exchange key={index} exchange={exchange} />
      ))}
    </details>
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
          {nextStep(rule)}
        </dd>
      </dl>
    </div>
  );
}
