/** @jsxImportSource preact */
import type { JSX } from "preact";
import type { LedgerEntry } from "../../src/results/ledger.ts";
import { ledgerCells, ledgerLine } from "../change-text.ts";
import type { Page } from "./layout.tsx";
import { Table } from "./marks.tsx";
import { type Docs, LEDGER } from "./model.ts";

const ENTRIES_SHOWN = 1000;

/** What the run did to the target: what is left of it first, with what puts it right. */
export function ledgerPage({ report }: Docs): Page {
  const entries = [...(report?.ledger ?? [])].sort((a, b) => rank(a) - rank(b));
  return {
    path: LEDGER,
    title: "Ledger",
    sections: [],
    content: (
      <>
        <div class="opening">
          <h1>Ledger</h1>
          <p class="lead">
            Everything that the run created, changed or may have changed on the target, and what puts it
            right.
          </p>
          <p>{report ? (ledgerLine(report) ?? "The run changed nothing.") : "No run is shown."}</p>
        </div>
        {entries.length > 0 && (
          <Table label="Ledger" head={["What", "Thing", "By", "What puts it right"]} stack>
            {entries.slice(0, ENTRIES_SHOWN).map((entry) => (
              <Entry key={`${entry.at} ${entry.correlationId}`} entry={entry} />
            ))}
          </Table>
        )}
        {entries.length > ENTRIES_SHOWN && (
          <p class="note">{entries.length - ENTRIES_SHOWN} more stand in conformance.json.</p>
        )}
      </>
    ),
  };
}

/** What nobody knows first, then what was not meant, then what is left. */
function rank({ did, meant, state }: LedgerEntry): number {
  if (did === "unknown") return 0;
  if (!meant) return 1;
  return state === "left" ? 2 : 3;
}

function Entry({ entry }: { readonly entry: LedgerEntry }): JSX.Element {
  const [did, things, by, remedy] = ledgerCells(entry);
  return (
    <tr>
      <th scope="row">
        {did} {!entry.meant && <span class="tag tag-security">not meant</span>}
        {entry.state === "removed" && <span class="tag">removed again</span>}
      </th>
      <td class="break">{things}</td>
      <td class="break">{by}</td>
      <td class="prose">{remedy}</td>
    </tr>
  );
}
