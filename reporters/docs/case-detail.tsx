/** @jsxImportSource preact */
import type { JSX } from "preact";
import { restsOn } from "../../src/results/control-words.ts";
import { hintOf } from "../../src/results/hint.ts";
import type { CaseResult, Violation } from "../../src/results/model.ts";
import { nextStep } from "../../src/results/next-step.ts";
import { expectedText, observedText } from "../../src/results/violation-text.ts";
import { Exchange } from "./exchange.tsx";
import { Clause, OutcomeMark, Words } from "./marks.tsx";
import { caseAnchor, type Docs } from "./model.ts";

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
      <CaseFacts result={result} />
      {result.violations.map((violation, index) => (
        <ViolationDetail key={index} docs={docs} violation={violation} result={result} />
      ))}
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

function CaseFacts({ result }: { readonly result: CaseResult }): JSX.Element {
  const rests = restsOn(result);
  const unsettled = result.rules.filter(({ state }) => state === "could-not-run");
  return (
    <dl class="facts-list">
      <dt>{result.kind === "documented" ? "Documented" : "Foreseen"}</dt>
      <dd>
        <Words text={expectedText(result.expected)} />
      </dd>
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
