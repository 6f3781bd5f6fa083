/** @jsxImportSource preact */
import type { JSX } from "preact";
import type { Report } from "../../src/results/model.ts";
import { measureResponseTimes, percentile, timesByOperation } from "../../src/results/response-times.ts";
import { DocsSection, Table } from "./marks.tsx";
import { operationPage } from "./model.ts";

/** Upper bounds of the columns in milliseconds, each about twice the one before; the last one has no bound. */
const MEASURES = ["Median", "90 %", "95 %", "99 %", "Longest"];
const BOUNDS = [5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, Number.POSITIVE_INFINITY] as const;
const OPERATIONS_SHOWN = 40;
const WIDTH = 9;
const HEIGHT = 28;

/** How long the answers of the slowest operations took, the slowest first: the distribution as columns, and in numbers. */
export function ResponseTimes({ report }: { readonly report: Report }): JSX.Element | null {
  const times = timesByOperation(report.cases);
  const rows = measureResponseTimes(report.cases).sort((a, b) => b.p95 - a.p95);
  if (rows.length === 0) return null;
  return (
    <DocsSection
      id="times"
      title="Response times"
      note={`Columns: answers within ${BOUNDS.slice(0, -1).join(", ")} ms, and above. From sending to the end of the answer; journeys are left out. Requests of a run share the target, so this is no measurement of load.`}
    >
      <Table
        label="Response times by operation"
        head={["Operation", "Distribution", "Answers", ...MEASURES]}
        stack
      >
        {rows.slice(0, OPERATIONS_SHOWN).map(({ operation, count, p50, p90, p95, p99, max }) => (
          <tr key={operation}>
            <th scope="row">
              <a href={operationPage(operation)}>{operation}</a>
            </th>
            <td>
              <Columns times={times.get(operation) ?? []} />
            </td>
            <td class="number" data-column="Answers">
              {count}
            </td>
            {[p50, p90, p95, p99, max].map((ms, index) => (
              <td key={index} class="number" data-column={MEASURES[index]}>
                {ms} ms
              </td>
            ))}
          </tr>
        ))}
      </Table>
    </DocsSection>
  );
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
      aria-label={`half of them within ${percentile(times, 50)} ms, the longest ${times.at(-1)} ms`}
    >
      {counts.map((count, index) => {
        if (count === 0) return null;
        const height = Math.max(2, Math.round((count / most) * HEIGHT));
        return <rect key={index} x={index * WIDTH} y={HEIGHT - height} width={WIDTH - 2} height={height} />;
      })}
    </svg>
  );
}
