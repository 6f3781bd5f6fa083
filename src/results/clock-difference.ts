import type { RecordedExchange } from "./exchange.ts";
import { exchangeFacts } from "./kept-elsewhere.ts";

/** No page says how far a request's time may be off; this many seconds are surely more than networks take. */
export const MOST_SECONDS_OFF = 30;

/** What was sent, by cases or by the run itself. */
interface Sent {
  readonly cases: readonly { readonly exchanges: readonly RecordedExchange[] }[];
}

export interface ClockDifference {
  /** Seconds by which the server's clock is ahead of this computer's; behind where below 0. Good to about a second. */
  readonly seconds: number;
  /** Answers that it was measured on. */
  readonly samples: number;
}

/**
 * How far the clocks of server and suite are apart, by the median over the answers with a Date header (RFC 9110,
 * section 6.6.1), each taken at the middle of its exchange; undefined where no answer had one.
 */
export function clockDifference({ cases }: Sent): ClockDifference | undefined {
  const differences = cases
    .flatMap((sent) => exchangeFacts(sent).flatMap(({ aheadMs }) => aheadMs ?? []))
    .sort((a, b) => a - b);
  const median = differences[Math.floor(differences.length / 2)];
  if (median === undefined) return undefined;
  return { seconds: Math.round(median / 100) / 10, samples: differences.length };
}
