import type { TrafficAccount } from "./traffic.ts";

/** The account in sentences, for the notes of the verdict. */
export function trafficLines({
  exchanges,
  judged,
  faulty,
  bases,
  passedOver,
  unseen,
  against,
}: TrafficAccount): string[] {
  const found = bases.map(({ base, exchanges: times }) => `${base} (${times})`).join(", ");
  return [
    `${count(exchanges, "exchange")} in the recording, ${judged} of them to operations${found === "" ? "" : ` at ${found}`}.`,
    `The client did what the pages do not allow in ${count(faulty.client, "exchange")}, the server in ${faulty.server}.`,
    ...passedOver.map(
      ({ what, count: times, examples }) =>
        `Not judged, ${what}: ${times} (${examples.join(", ")}${times > examples.length ? ", …" : ""})`,
    ),
    ...(against
      ? [
          `Beside ${against.run}: the traffic reaches ${count(against.byTraffic.length, "part")} of the contract that its cases do not, and they ${against.byCases.length} that the traffic does not.`,
        ]
      : []),
    ...unseen.map(({ what, exchanges: times }) => `Not looked at in ${count(times, "exchange")}: ${what}.`),
  ];
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
