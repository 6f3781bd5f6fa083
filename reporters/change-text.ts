import { shown } from "../src/results/inert-text.ts";
import type { LedgerEntry } from "../src/results/ledger.ts";
import type { Report } from "../src/results/model.ts";

/** The first line of every report of a run that did, or may have done, what the pages say is refused. */
export function changeLine({ tripwire }: Pick<Report, "tripwire">): string | undefined {
  return tripwire && shown(tripwire.message, 1000);
}

/** The same in a few words, for a title. */
export function changeTitle(report: Pick<Report, "tripwire">): string | undefined {
  return changeLine(report)?.split(". ")[0];
}

/** What a run did to its target, in one line; undefined where it did nothing. */
export function ledgerLine({ ledger }: Pick<Report, "ledger">): string | undefined {
  if (ledger.length === 0) return undefined;
  const count = (choose: (entry: LedgerEntry) => boolean): number => ledger.filter(choose).length;
  const removed = count(({ state }) => state === "removed");
  const left = [
    [count(({ did, state }) => did === "created" && state === "left"), "created"],
    [count(({ did }) => did === "changed"), "changed"],
    [count(({ did }) => did === "unknown"), "that may have changed"],
  ] as const;
  const told = left.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`);
  const gone = removed > 0 ? `; ${removed} created and removed again` : "";
  return `Left on the target: ${told.length === 0 ? "nothing" : told.join(", ")}${gone}.`;
}

/** What is left on the target, to be put right by somebody; of the embedded sandbox nothing is left after the run. */
export function leftLine(report: Pick<Report, "ledger" | "target">): string | undefined {
  return report.target.environment === "embedded" ? undefined : ledgerLine(report);
}

/** The line of the ledger's table for an entry: what, which thing, by which case, what puts it right. */
export function ledgerCells({
  did,
  things,
  operation,
  case: of,
  remedy,
}: LedgerEntry): [string, string, string, string] {
  const named = things.map(({ field, value }) => `${shown(field)} ${shown(value, 60)}`).join(", ");
  return [
    did === "unknown" ? "may have changed" : did,
    named,
    `${shown(operation)} (${shown(of)})`,
    shown(remedy, 400),
  ];
}
