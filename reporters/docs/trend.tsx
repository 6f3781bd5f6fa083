/** @jsxImportSource preact */
import type { JSX } from "preact";
import { causesBetween, type PastRun } from "../../src/results/history.ts";
import { shown } from "../../src/results/inert-text.ts";
import { outcomeWord } from "../../src/results/outcome-word.ts";
import { DocsSection, OUTCOMES, Table } from "./marks.tsx";

const RUNS_SHOWN = 12;
const WIDTH = 180;
const HEIGHT = 14;

/** The last runs that went to the same folder, the newest first: outcomes as a bar, causes that came and went. */
export function Trend({ history }: { readonly history: readonly PastRun[] }): JSX.Element {
  const runs = history.map((run, index) => ({ run, before: history[index - 1] }));
  return (
    <DocsSection id="trend" title="The last runs">
      <Table label="The last runs" head={["Begun", "Verdict", "Outcomes", "Causes"]} stack>
        {runs
          .slice(-RUNS_SHOWN)
          .reverse()
          .map(({ run, before }) => (
            <RunRow key={run.startedAt} run={run} before={before} />
          ))}
      </Table>
    </DocsSection>
  );
}

function RunRow({
  run,
  before,
}: {
  readonly run: PastRun;
  readonly before: PastRun | undefined;
}): JSX.Element {
  const { appeared, went } = causesBetween(before, run);
  return (
    <tr>
      <th scope="row">
        <time dateTime={run.startedAt}>{shown(run.startedAt)}</time>
        <span class="small">{shown(run.environment)}</span>
      </th>
      <td>{run.verdict}</td>
      <td>
        <OutcomeBar totals={run.totals} />
      </td>
      <td class="prose break">
        {run.causes.length === 1 ? "1 cause" : `${run.causes.length} causes`}
        <Changed what="appeared" causes={appeared} />
        <Changed what="went" causes={went} />
      </td>
    </tr>
  );
}

function Changed({ what, causes }: { readonly what: string; readonly causes: PastRun["causes"] }) {
  if (causes.length === 0) return null;
  const [first] = causes;
  const more = causes.length > 1 ? ` and ${causes.length - 1} more` : "";
  return (
    <span class="small block">
      {what}: {shown(first?.title ?? "")}
      {more}
    </span>
  );
}

function OutcomeBar({ totals }: Pick<PastRun, "totals">): JSX.Element {
  const all = Math.max(
    1,
    OUTCOMES.reduce((sum, { total }) => sum + totals[total], 0),
  );
  const words = OUTCOMES.filter(({ total }) => totals[total] > 0)
    .map(({ outcome, total }) => `${totals[total]} ${outcomeWord(outcome)}`)
    .join(", ");
  const starts = OUTCOMES.map((_, index) =>
    OUTCOMES.slice(0, index).reduce((sum, { total }) => sum + totals[total], 0),
  );
  return (
    <>
      <svg class="outcome-bar" width={WIDTH} height={HEIGHT} aria-hidden="true">
        {OUTCOMES.map(({ outcome, total }, index) => (
          <rect
            key={outcome}
            class={`fill-${outcome}`}
            x={Math.round(((starts[index] ?? 0) / all) * WIDTH)}
            width={totals[total] === 0 ? 0 : Math.max(2, Math.round((totals[total] / all) * WIDTH))}
            height={HEIGHT}
          />
        ))}
      </svg>
      <span class="small">{words}</span>
    </>
  );
}
