/** @jsxImportSource preact */
import type { JSX } from "preact";
import type { Report } from "../../src/results/model.ts";
import { DocsSection, Table } from "./marks.tsx";
import { operationPage } from "./model.ts";

/** Upper bounds of the columns in milliseconds, each about twice the one before; the last one has no bound. */
const BOUNDS = [5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, Number.POSITIVE_INFINITY] as const;
const OPERATIONS_SHOWN = 40;
const WIDTH = 14;
const HEIGHT = 28;

/** How long the answers of the slowest operations took, the slowest first: the distribution as columns, and in numbers. */
export function ResponseTimes({ report }: { readonly report: Report }): JSX.Element | null {
  const rows = [...new Set(report.cases.map(({ operation }) => operation))]
    .map((operation) => ({ operation, times: timesOf(report, operation) }))
    .filter(({ times }) => times.length > 0)
    .sort((a, b) => at(b.times, 0.95) - at(a.times, 0.95));
  if (rows.length === 0) return null;
  return (
    <DocsSection
      id="times"
      title="Response times"
      note={`Columns: answers within ${BOUNDS.slice(0, -1).join(", ")} ms, and above. Requests of a run share the target, so this is no measurement of load.`}
    >
      <Table
        label="Response times by operation"
        head={["Operation", "Distribution", "Answers", "Median", "95 %", "Longest"]}
      >
        {rows.slice(0, OPERATIONS_SHOWN).map(({ operation, times }) => (
          <tr key={operation}>
            <th scope="row">
              <a href={operationPage(operation)}>{operation}</a>
            </th>
            <td>
              <Columns times={times} />
            </td>
            <td class="number">{times.length}</td>
            <td class="number">{at(times, 0.5)} ms</td>
            <td class="number">{at(times, 0.95)} ms</td>
            <td class="number">{times.at(-1)} ms</td>
          </tr>
        ))}
      </Table>
    </DocsSection>
  );
}

function timesOf({ cases }: Report, operation: string): number[] {
  return cases
    .filter((result) => result.operation === operation)
    .flatMap(({ exchanges }) =>
      exchanges.filter(({ response }) => response).map(({ durationMs }) => durationMs),
    )
    .sort((a, b) => a - b);
}

/** The time within which this part of the answers came; the times are sorted. */
function at(times: readonly number[], part: number): number {
  return times[Math.max(0, Math.ceil(times.length * part) - 1)] ?? 0;
}

function Columns({ times }: { readonly times: readonly number[] }): JSX.Element {
  const counts = BOUNDS.map((bound, index) => {
    const above = BOUNDS[index - 1] ?? -1;
    return times.filter((time) => time > above && time <= bound).length;
  });
  const most = Math.max(...counts);
  return (
    <svg
      class="columns"
      width={WIDTH * BOUNDS.length}
      height={HEIGHT}
      role="img"
      aria-label={`half of them within ${at(times, 0.5)} ms, the longest ${times.at(-1)} ms`}
    >
      {counts.map((count, index) => {
        if (count === 0) return null;
        const height = Math.max(2, Math.round((count / most) * HEIGHT));
        return <rect key={index} x={index * WIDTH} y={HEIGHT - height} width={WIDTH - 2} height={height} />;
      })}
    </svg>
  );
}
