import type { Party } from "../contract/expectation.ts";
import type { CaseResult } from "./model.ts";
import type { TrafficAccount, TrafficNotes } from "./traffic.ts";

/** What became of recorded traffic, by the results of its exchanges. */
export function trafficAccount(notes: TrafficNotes, cases: readonly CaseResult[]): TrafficAccount {
  const faulty = (side: Party): number => cases.filter((result) => isFaulty(result, side)).length;
  const unseen = new Map<string, number>();
  for (const { rules } of cases) {
    const reasons = rules.filter(({ state }) => state === "could-not-run").map(({ reason }) => reason ?? "");
    for (const reason of new Set(reasons)) unseen.set(reason, (unseen.get(reason) ?? 0) + 1);
  }
  return {
    ...notes,
    judged: cases.length,
    faulty: { client: faulty("client"), server: faulty("server") },
    unseen: [...unseen]
      .map(([what, exchanges]) => ({ what, exchanges }))
      .sort((a, b) => b.exchanges - a.exchanges),
  };
}

function isFaulty({ violations }: CaseResult, wanted: Party): boolean {
  return violations.some(({ level, side = "server" }) => side === wanted && level !== "observed");
}

/** The account in sentences, for the notes of the verdict. */
export function trafficLines({
  exchanges,
  judged,
  faulty,
  bases,
  passedOver,
  unseen,
}: TrafficAccount): string[] {
  const found = bases.map(({ base, exchanges: times }) => `${base} (${times})`).join(", ");
  return [
    `${count(exchanges, "exchange")} in the recording, ${judged} of them to operations${found === "" ? "" : ` at ${found}`}.`,
    `The client did what the pages do not allow in ${count(faulty.client, "exchange")}, the server in ${faulty.server}.`,
    ...passedOver.map(
      ({ what, count: times, examples }) =>
        `Not judged, ${what}: ${times} (${examples.join(", ")}${times > examples.length ? ", …" : ""})`,
    ),
    ...unseen.map(({ what, exchanges: times }) => `Not looked at in ${count(times, "exchange")}: ${what}.`),
  ];
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
