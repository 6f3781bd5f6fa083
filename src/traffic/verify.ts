import type { CaseResult } from "../results/case-result.ts";
import type { TrafficExchange } from "./exchange.ts";
import { exchangesOf } from "./har-entries.ts";
import { readHarFile } from "./har-text.ts";
import type { Begun, TrafficSession } from "./session.ts";

/** The exchanges of HAR files, in the order in which they began. Throws FileMistake for the first that cannot be read. */
export function readRecordings(paths: readonly string[]): TrafficExchange[] {
  const exchanges = paths.flatMap((path, index) =>
    exchangesOf(readHarFile(path), paths.length > 1 ? index + 1 : undefined),
  );
  return exchanges.sort((one, other) => one.startedAt.getTime() - other.startedAt.getTime());
}

/**
 * Judges recorded exchanges in the order of their time: what ended before another began is known when that is judged.
 * One that stands in several recordings counts once.
 */
export async function verifyExchanges(
  exchanges: readonly TrafficExchange[],
  session: TrafficSession,
): Promise<CaseResult[]> {
  for (const exchange of exchanges) session.tryKeys(exchange);
  const seen = new Set<string>();
  const begun = new Map<TrafficExchange, Begun>();
  const results = new Map<TrafficExchange, CaseResult>();
  for (const { exchange, isEnd } of eventsOf(exchanges)) {
    if (isEnd) {
      const open = begun.get(exchange);
      const result = open && (await session.end(open, exchange));
      if (result) results.set(exchange, result);
      continue;
    }
    const key = fingerprint(exchange);
    if (seen.has(key)) session.repeated(exchange);
    else {
      seen.add(key);
      const open = session.begin(exchange);
      if (open) begun.set(exchange, open);
    }
  }
  return exchanges.flatMap((exchange) => results.get(exchange) ?? []);
}

interface Moment {
  readonly exchange: TrafficExchange;
  readonly at: number;
  readonly isEnd: boolean;
}

/** Beginnings and ends by time; of one moment ends come first, but never before their own beginning. */
function eventsOf(exchanges: readonly TrafficExchange[]): Moment[] {
  return exchanges
    .flatMap((exchange): Moment[] => {
      const at = exchange.startedAt.getTime();
      return [
        { exchange, at, isEnd: false },
        { exchange, at: at + Math.max(exchange.durationMs, 0.001), isEnd: true },
      ];
    })
    .sort((a, b) => a.at - b.at || Number(b.isEnd) - Number(a.isEnd));
}

/** What only one exchange can have: its moment, its address, what it sent. */
function fingerprint({ startedAt, method, url, request }: TrafficExchange): string {
  const body = request.body?.toString("base64") ?? "";
  return JSON.stringify([startedAt.getTime(), method, url, request.headers, body]);
}
