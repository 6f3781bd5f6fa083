import type { TrafficAccount, UnfitKey } from "./traffic.ts";

/** The account in sentences, for the notes of the verdict. */
export function trafficLines({
  exchanges,
  judged,
  faulty,
  bases,
  passedOver,
  unseen,
  unfitKeys = [],
  against,
}: TrafficAccount): string[] {
  const found = bases.map(({ base, exchanges: times }) => `${base} (${times})`).join(", ");
  return [
    `${count(exchanges, "exchange")} in the recording, ${judged} of them to operations${found === "" ? "" : ` at ${found}`}.`,
    `The client did what the pages do not allow in ${count(faulty.client, "exchange")}, the server in ${faulty.server}.`,
    ...unfitKeys.filter(({ base }) => base !== undefined).map(unfitKeyLine),
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

/** A key that fits nothing, in a sentence that names it as whoever gave it does. */
export function unfitKeyLine({ name, does, to, tried, base }: UnfitKey): string {
  const place = base === undefined ? "" : ` to ${base}`;
  return `${name} ${does} none of the ${tried} ${to}${place}: what needs that key was not judged, and nobody is accused by it.`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
